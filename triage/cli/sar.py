"""`triage sar`: a copy of everything written down about somebody, for them: a draft to look through, then the copy."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cli.who import add_who, with_office
from triage.core.text import visible

if TYPE_CHECKING:
    from triage.office import Office


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("draft", "release"), help="lay everything out, or give what was decided")
    parser.add_argument("subject", help="the code of a visit for draft, the draft's file for release")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="a .json draft; the copy as .html or .json"
    )
    parser.add_argument("--identity", default="", help="how you know that it is they: photo, known, answers")
    parser.add_argument("--delivery", default="", help="how it reaches them: in_hand, post, email")
    parser.add_argument("--asker", default="self", help="who asks: self, for_child, for_adult")
    parser.add_argument("--checked-by", default="", metavar="NAME", help="who looked at it, where that is needed")
    parser.add_argument("--demo", action="store_true", help="look in the demo's data")
    add_who(parser)


def run(args: argparse.Namespace) -> int:
    """0 when written; 1 when it could not be; 2 usage, or what may not be; 3 the store."""

    def work(office: Office) -> int:
        print(visible((_draft if args.what == "draft" else _release)(office, args)))
        return 0

    return with_office(args, work, "The file cannot be read or written: {}.")


def _draft(office: Office, args: argparse.Namespace) -> str:
    from triage.exchange.sar import write_draft
    from triage.usecases.trust.sar import draft_copy
    from triage.usecases.visit.explaining import by_code

    contact = office.do(by_code, args.subject.strip().upper()).result()
    view = office.do(draft_copy, contact, args.identity, args.delivery, args.asker, args.checked_by).result()
    file = write_draft(args.out, view)
    return f"{len(view.items)} things, {len(view.included)} of them in the copy so far: look through {file}, then release it."


def _release(office: Office, args: argparse.Namespace) -> str:
    from triage.exchange.sar import read_draft, write_copy
    from triage.usecases.trust.sar import release_copy

    head, decided = read_draft(Path(args.subject))
    told = (head["identity"], head["delivery"], head["asker"], args.checked_by)
    view = office.do(release_copy, head["visit"], decided, *told).result()
    file = write_copy(args.out, view)
    return f"{len(view.included)} things in {file}, {view.left_out} left out. Take the draft away now."
