"""`triage summary CODE` and `triage slip CODE`: a page about one visit, on standard output."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from triage.core.text import visible

if TYPE_CHECKING:
    from triage.usecases.ports import Context, House, Rows


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help="the code on the screen, such as NM-7Q4D")
    parser.add_argument("--demo", action="store_true", help="look in the demo's data")


def run(args: argparse.Namespace) -> int:
    """Exit 2 when there is no such code, 3 when the store cannot be used (it may be open in another window)."""
    from triage.bootstrap import open_office
    from triage.settings import read_settings
    from triage.usecases.ports import UseCaseError

    try:
        office = open_office(read_settings(demo=args.demo))
    except UseCaseError as problem:
        print(problem, file=sys.stderr)
        return 3
    try:
        lines = office.do(_page, args.code.strip().upper(), args.command).result()
    except UseCaseError as problem:
        print(problem, file=sys.stderr)
        return 2
    finally:
        office.close()
    print("\n".join(visible(line) for line in lines))
    return 0


def _page(rows: Rows, house: House, ctx: Context, code: str, which: str) -> list[str]:
    from triage.usecases import records as rec
    from triage.usecases.ports import UseCaseError
    from triage.usecases.review import summary
    from triage.usecases.slips import make_slip

    found = rows.find(rec.Contact, code=code)
    if not found:
        raise UseCaseError(f"There is no visit {visible(code)} here. The code is on the front desk's list.")
    if which == "slip":
        slip = make_slip(rows, house, ctx, found[0].id)
        return list(slip.lines) or [slip.why_not]
    page = summary(rows, house, ctx, found[0].id)
    lines = [page.title]
    for title, inner in page.sections:
        lines += ["", title, *[f"  {line}" for line in inner]]
    return lines
