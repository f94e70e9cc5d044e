"""`triage rights`: what people ask about what is written down of them, and what is due to go (practice.md C7, C8).

Each word does one thing; what goes for good is proposed by one person and confirmed by another.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from triage.cli.shown import ask, show
from triage.cli.who import add_who, with_office
from triage.core.text import visible

if TYPE_CHECKING:
    from triage.office import Office
    from triage.usecases.trust.keeping import ProposalView

WORDS = {
    "correct": "CODE QUESTION: what they say is right, beside what is written; asks for their words",
    "complain": "CODE|-: take down a complaint about how their information is looked after; asks for their words",
    "complaints": "all of them, by when each is acknowledged",
    "answer": "COMPLAINT: what was done about it; asks",
    "restrict": "CODE NAME…: they are there for these members of staff and nobody else",
    "unrestrict": "CODE: for everybody again",
    "hold": "CODE: nothing of this person goes until it is released; asks why",
    "release": "CODE: end the hold",
    "propose": "what is due to go; nothing goes yet",
    "erase": "CODE: propose to erase somebody who asked for it; nothing goes yet",
    "confirm": "PROPOSAL: a second person says yes, and it goes",
}

# What is asked for, and after how many arguments: never one itself, because a shell remembers those (practice.md G5).
ASKS = {
    "correct": (2, "What do they say is right?"),
    "complain": (1, "What do they complain about, in their words?"),
    "answer": (1, "What was done about it?"),
    "hold": (1, "Why must nothing of it go?"),
}
NOT_HERE = "Words about people are not typed after the command: the computer would remember them. Leave them out; they are asked for."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "\n".join(f"  {word:<11} {about}" for word, about in WORDS.items())
    parser.add_argument("what", choices=WORDS, metavar="WORD", help="one of the words below")
    parser.add_argument("rest", nargs="*", help="what it needs, see below")
    parser.add_argument("--demo", action="store_true", help="look in the demo's data")
    add_who(parser)


def run(args: argparse.Namespace) -> int:
    """0 when done; 1 when a file could not be taken away; 2 usage or what cannot be done; 3 the store."""
    least = {"restrict": 2, "unrestrict": 1, "release": 1, "erase": 1, "confirm": 1}
    before, prompt = ASKS.get(args.what, (least.get(args.what, 0), ""))
    if len(args.rest) < before:
        print(f"triage rights {args.what} {WORDS[args.what]}", file=sys.stderr)
        return 2
    if prompt and len(args.rest) > before:
        print(NOT_HERE, file=sys.stderr)
        return 2

    def work(office: Office) -> int:
        words = [ask(prompt)] if prompt else []
        if words == [""]:
            print("Stopped. Nothing was written down.", file=sys.stderr)
            return 2
        told = _DO[args.what](office, *args.rest, *words)
        if args.what in _TELL:
            show(told)
        else:
            print(visible(told, newlines=True))
        return 0

    return with_office(args, work, "It is out of the data, but a file could not be taken away: {}.")


def _visit(office: Office, code: str) -> str:
    from triage.usecases.visit.explaining import by_code

    return office.do(by_code, code.strip().upper()).result()


def _correct(office: Office, code: str, question: str, words: str) -> str:
    from triage.usecases.trust.rights import correct

    office.do(correct, _visit(office, code), question, words).result()
    return "Written down beside what was said before."


def _complain(office: Office, code: str, words: str) -> str:
    from triage.usecases.trust.rights import complain, complaint_line

    visit = "" if code == "-" else _visit(office, code)
    return complaint_line(office.do(complain, visit, words).result())


def _complaints(office: Office) -> str:
    from triage.usecases.trust.rights import complaint_line, see_complaints

    return "\n".join(map(complaint_line, office.do(see_complaints).result())) or "No complaints."


def _answer(office: Office, complaint: str, words: str) -> str:
    from triage.usecases.trust.rights import answer_complaint, complaint_line

    return complaint_line(office.do(answer_complaint, complaint, words).result())


def _restrict(office: Office, code: str, *names: str) -> str:
    from triage.usecases.trust.rights import restrict

    told = office.do(restrict, _visit(office, code), names).result()
    return f"There for {', '.join(told)} and nobody else." if told else "There for everybody again."


def _hold(office: Office, code: str, words: str) -> str:
    from triage.usecases.trust.keeping import hold

    office.do(hold, _visit(office, code), words).result()
    return "On hold. Nothing of it goes."


def _release(office: Office, code: str) -> str:
    from triage.usecases.trust.keeping import release

    office.do(release, _visit(office, code)).result()
    return "The hold is over."


def _propose(office: Office) -> str:
    from triage.cli.cutting import genuine
    from triage.usecases.trust.keeping import propose

    return _proposal(office.do(propose, genuine(office)).result())


def _erase(office: Office, code: str) -> str:
    from triage.usecases.trust.keeping import propose_erasing

    return _proposal(office.do(propose_erasing, _visit(office, code)).result())


def _confirm(office: Office, proposal: str) -> str:
    from triage.cli.cutting import genuine, sign
    from triage.usecases.trust.keeping import confirm

    view = office.do(confirm, proposal, genuine(office), sign(office)).result()
    files = office.forget_paper(view.codes)
    gone = "\n".join(f"{number}  {rule}" for rule, number in view.counts) or "Nothing is due any more."
    return f"{gone}\nGone, and {files} files of them. What is in backups goes when those do."


def _proposal(view: ProposalView) -> str:
    if not view.counts:
        return "\n".join([*view.notes, "Nothing is due."])
    lines = [f"{number}  {rule}" for rule, number in view.counts]
    return "\n".join(
        [
            *lines,
            *view.codes,
            *view.notes,
            "Nothing has gone yet. Somebody else says:",
            f"triage rights confirm {view.id}",
        ]
    )


_TELL = ("complain", "complaints", "answer")  # these say what somebody said
_DO: dict[str, Callable[..., str]] = {
    "correct": _correct, "complain": _complain, "complaints": _complaints, "answer": _answer, "restrict": _restrict,
    "unrestrict": _restrict, "hold": _hold, "release": _release, "propose": _propose, "erase": _erase, "confirm": _confirm,
}  # fmt: skip
