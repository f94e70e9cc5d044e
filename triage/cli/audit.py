"""`triage audit`: who saw what, whether that record is still as it was written, and its signed end for another machine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cli.who import add_who, with_office
from triage.core.text import visible

if TYPE_CHECKING:
    from triage.office import Office


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", choices=("list", "verify", "head"), help="read it, look whether it is whole, or keep its end"
    )
    parser.add_argument("code", nargs="?", default="", help="of one visit, for list")
    parser.add_argument("--days", type=int, default=7, help="how far back list goes without a code")
    parser.add_argument(
        "--staff", dest="whom", default="", metavar="ID", help="only what this member of staff did, for list"
    )
    parser.add_argument(
        "--heads", type=Path, metavar="DIR", help="where the signed ends are kept; else as in the settings"
    )
    parser.add_argument("--demo", action="store_true", help="look in the demo's data")
    add_who(parser)


def run(args: argparse.Namespace) -> int:
    """0 when done and whole; 1 when something is not as it was written or could not be; 2 usage; 3 the store."""
    work = {"list": _list, "verify": _verify, "head": _head}[args.what]
    return with_office(
        args, lambda office: work(office, args), "The folder of the signed ends: {}. Look whether it is there."
    )


def _list(office: Office, args: argparse.Namespace) -> int:
    from triage.usecases.trust.audit import access_line, see_access, see_recent_access
    from triage.usecases.visit.explaining import by_code

    if args.code:
        found = office.do(see_access, office.do(by_code, args.code.strip().upper()).result()).result()
    else:
        found = office.do(see_recent_access, args.days, args.whom).result()
    for row in found:
        print(visible(access_line(row)))
    print(f"{len(found)} rows. That you looked is written down too.")
    return 0


def _verify(office: Office, args: argparse.Namespace) -> int:
    from triage.cli.cutting import genuine
    from triage.exchange.heads import read_heads
    from triage.usecases.trust.audit import verify

    folder = args.heads or office.settings.audit_heads
    kept = read_heads(folder) if folder else None
    view = office.do(verify, kept.heads if kept else (), genuine(office, folder)).result()
    for sentence in (*(kept.wrong if kept else ()), *view.wrong):
        print(visible(sentence))
    against = (
        f"against {len(kept.heads)} ends kept in {folder}"
        if kept
        else "without an end kept elsewhere: a cut would not show"
    )
    if view.gone:
        print(f"{view.gone} older rows were due to go, and went; a signed word stands in their place.")
    whole = not view.wrong and not (kept and kept.wrong)
    print(visible(f"{view.rows} rows of {view.chains} terminals, {against}: {'whole' if whole else 'NOT whole'}."))
    return 0 if whole else 1


def _head(office: Office, args: argparse.Namespace) -> int:
    from triage.usecases.trust.audit import heads

    office.do(heads).result()  # whoever may not read the record may not write its end anywhere
    file = office.keep_heads(args.heads)
    if file is None:
        print("Where to? Say --heads DIR, or audit_heads in the settings.", file=sys.stderr)
        return 2
    print(visible(f"Added to {file}."))
    return 0
