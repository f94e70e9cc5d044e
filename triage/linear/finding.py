"""Finding a service as lines: some words, who helps and why, then all about one of them; nothing is written down.

Works with nobody open and in the middle of a question, which is put again afterwards. Called by `desk` and `assessment`.
"""

from __future__ import annotations

from triage.linear.reading import split_command
from triage.linear.ringing import ring
from triage.linear.talk import Talk
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.building import what_is_said
from triage.usecases.reception.find import NOTHING_SAID, FoundRow, FoundView, find_services
from triage.usecases.reception.service_page import service_page

FINDS = ("find", "/")
_WORDS = "Find what? Some words, or back:"
_NEXT = "Number for all about it, ring and a number to ring them, other words, or Enter:"
_RING = ("ring",)


def find_somebody(talk: Talk, start: str = "") -> None:
    """Until Enter, back or a cancel. `start` are words that were typed with the command.

    A number beyond the list is a word: 111 and 999 can be looked for.
    """
    view = FoundView(())
    typed = start.strip() or talk.words(_WORDS)
    while typed:
        if typed.isdecimal() and 1 <= int(typed) <= len(view.rows):
            _tell_page(talk, view.rows[int(typed) - 1])
        elif row := _to_ring(typed, view):
            ring(talk, [(row.service, row.label)])
        else:
            view = find_services(talk.office.house, talk.office.now(), typed, talk.do(what_is_said) or NOTHING_SAID)
            talk.show(*_lines(view))
        typed = talk.words(_NEXT if view.rows else _WORDS)


def _to_ring(typed: str, view: FoundView) -> FoundRow | None:
    """The line of "ring 2". For somebody who is not in hand, so nothing is written down of it."""
    word, rest = split_command(typed, _RING)
    at = int(rest) if word and rest.isdecimal() else 0
    return view.rows[at - 1] if 1 <= at <= len(view.rows) else None


def _lines(view: FoundView) -> list[str]:
    lines = [f"Only {view.only}."] if view.only else []
    lines += [f"{number} {_row(row)}" for number, row in enumerate(view.rows, 1)]
    lines += [f"And {view.more} more. Another word narrows it down."] if view.more else []
    return [*lines, *view.told]


def _row(row: FoundRow) -> str:
    parts = [f"{row.label}: {row.about}.", f"{', '.join(part for part in (row.where, row.when, row.who) if part)}."]
    return " ".join([*parts, *([f"Matches: {row.because}."] if row.because else [])])


def _tell_page(talk: Talk, row: FoundRow) -> None:
    try:
        page = service_page(talk.office.house, talk.office.now(), row.service, talk.do(what_is_said) or NOTHING_SAID)
    except UseCaseError as problem:
        talk.say(str(problem))
        return
    talk.show(
        f"{page.label}.", *[f"{title}: {'; '.join(lines)}." for title, lines in page.sections], "End of the page."
    )
