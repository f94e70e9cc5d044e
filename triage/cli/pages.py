"""`triage summary CODE` and `triage slip CODE`: a page about one visit, shown, on standard output or as a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cli.shown import show
from triage.cli.who import add_who
from triage.core.text import visible

if TYPE_CHECKING:
    from triage.office import Office
    from triage.usecases.office import Written


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help="the code on the screen, such as NM-7Q4D")
    parser.add_argument("--demo", action="store_true", help="look in the demo's data")
    add_who(parser)
    parser.add_argument("--pdf", type=Path, metavar="FILE", help="write it as a PDF instead")
    if parser.prog.endswith("slip"):
        parser.add_argument("--large", action="store_true", help="in very large letters (with --pdf)")
        parser.add_argument("--card", action="store_true", help="at most five lines to copy on a card")
        parser.add_argument("--ics", type=Path, metavar="FILE", help="write the time agreed for their own calendar")


def run(args: argparse.Namespace) -> int:
    """Exit 1 when there is nothing to write or it could not be written, 2 when there is no such code or the options do
    not go together, 3 when the store cannot be used. Desks may be open meanwhile."""
    from triage.cli.unlock import open_here
    from triage.cli.who import sign_in
    from triage.settings import read_settings
    from triage.usecases.ports import UseCaseError
    from triage.usecases.visit.explaining import by_code

    wrong = _wrong(args)
    if wrong:
        print(wrong, file=sys.stderr)
        return 2
    try:
        office = open_here(read_settings(demo=args.demo), sit_down=False)
    except UseCaseError as problem:
        print(problem, file=sys.stderr)
        return 3
    try:
        sign_in(office, args.staff)
        contact = office.do(by_code, args.code.strip().upper()).result()
        return (_slip if args.command == "slip" else _summary)(office, contact, args)
    except UseCaseError as problem:
        print(problem, file=sys.stderr)
        return 2
    finally:
        office.close()


def _wrong(args: argparse.Namespace) -> str:
    """Options that do not go together, in a sentence."""
    if args.command != "slip":
        return ""
    if args.large and not args.pdf:
        return "--large is for a PDF: say --pdf FILE too."
    if sum(map(bool, (args.pdf, args.card, args.ics))) > 1:
        return "One at a time: --pdf, --card or --ics."
    return ""


def _slip(office: Office, contact: str, args: argparse.Namespace) -> int:
    from triage.usecases.office import Form
    from triage.usecases.paper.calendars import make_calendar
    from triage.usecases.paper.slips import make_slip

    if args.ics:
        calendar = office.do(make_calendar, contact).result()
        if not calendar.entries:
            return _told(calendar.why_not)
        return _made(lambda: office.write_calendar(calendar, args.ics))
    slip = office.do(make_slip, contact).result()
    page = slip.page
    if page is None:
        if args.pdf:
            return _told(slip.why_not)
        print(visible(slip.why_not))
        return 0
    if args.pdf:
        return _made(lambda: office.write_page(page, Form.LARGE if args.large else Form.PDF, args.pdf))
    show("\n".join(slip.card if args.card else slip.lines))
    return 0


def _summary(office: Office, contact: str, args: argparse.Namespace) -> int:
    from triage.usecases.afterwards.review import summary_page
    from triage.usecases.office import Form

    page = office.do(summary_page, contact).result()
    if args.pdf:
        return _made(lambda: office.write_page(page, Form.PDF, args.pdf))
    show("\n".join(page.lines))
    return 0


def _made(make: Callable[[], Written]) -> int:
    from triage.usecases.ports import UseCaseError
    from triage.usecases.say import written

    try:
        print(visible(written(make())))
    except UseCaseError as problem:
        return _told(str(problem))
    except OSError as problem:
        return _told(f"The file could not be written: {problem.strerror}. Choose another folder.")
    return 0


def _told(sentence: str) -> int:
    print(visible(sentence), file=sys.stderr)
    return 1
