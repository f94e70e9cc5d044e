"""Finding a service as lines: some words, who helps and why, then all about one of them; nothing is written down.

Works with nobody open and in the middle of a question, which is put again afterwards. Called by `desk` and `assessment`.
"""

from __future__ import annotations

from triage.linear.talk import Talk
from triage.usecases.find import FoundRow, FoundView, find_services
from triage.usecases.ports import UseCaseError
from triage.usecases.service_page import service_page

FINDS = ("find", "/")
_WORDS = "Find what? Some words, or back:"
_NEXT = "Number for all about it, other words, or Enter:"


def find_somebody(talk: Talk, start: str = "") -> None:
    """Until Enter, back or a cancel. `start` are words that were typed with the command.

    A number beyond the list is a word: 111 and 999 can be looked for.
    """
    view = FoundView(())
    typed = start.strip() or talk.words(_WORDS)
    while typed:
        if typed.isdecimal() and 1 <= int(typed) <= len(view.rows):
            _tell_page(talk, view.rows[int(typed) - 1])
        else:
            view = find_services(talk.office.house, talk.office.now(), typed)
            talk.show(*_lines(view))
        typed = talk.words(_NEXT if view.rows else _WORDS)


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
        page = service_page(talk.office.house, talk.office.now(), row.service)
    except UseCaseError as problem:
        talk.say(str(problem))
        return
    talk.show(
        f"{page.label}.", *[f"{title}: {'; '.join(lines)}." for title, lines in page.sections], "End of the page."
    )
