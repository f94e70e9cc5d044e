"""The lists: who is here, who in the building can see somebody, today's visits, one page about a visit.

Code and initials, never a name or a reason that is private. Called by `desk`.
"""

from __future__ import annotations

from triage.linear.later import tell_later
from triage.linear.reading import plain, split_command
from triage.linear.talk import Talk
from triage.usecases.desk import front_desk
from triage.usecases.review import summary, today
from triage.usecases.say import clock
from triage.usecases.say import day as day_words
from triage.usecases.views import FrontDeskView, TodayRow, WaitingView

_AFTER = "after"


def people_lines(talk: Talk, view: FrontDeskView) -> list[str]:
    """One line each, longest waiting first, numbered for picking up."""
    return [f"{number} {_person(talk, person)}" for number, person in enumerate(view.people, 1)]


def people_count(view: FrontDeskView) -> str:
    here = len(view.people)
    return f"{here} {'person' if here == 1 else 'people'} here" if here else "Nobody is waiting"


def person_meant(typed: str, view: FrontDeskView) -> WaitingView | None:
    """By the number in the list, the code, or its last four letters."""
    if typed.isdecimal() and 1 <= int(typed) <= len(view.people):
        return view.people[int(typed) - 1]
    code = plain(typed)
    return next(
        (p for p in view.people if code and p.code.casefold() in (code, f"{p.code[:3]}{code}".casefold())), None
    )


def tell_building(talk: Talk) -> None:
    view = talk.do(front_desk)
    lines = (
        [", ".join(part for part in (s.label, s.who, s.words) if part) for s in view.services if s.open_now]
        if view
        else []
    )
    closed = [f"{s.label}: {s.words}" for s in view.services if not s.open_now] if view else []
    talk.show("Can see somebody today:", *lines, *([f"Not now. {'; '.join(closed)}."] if closed else []))


def tell_today(talk: Talk) -> None:
    """What is due from days before and today's visits, then the page of one of them by its number."""
    view = talk.do(today)
    if view is None:
        return
    count = len(view.rows)
    visits = f"Today: {count} {'visit' if count == 1 else 'visits'}." if count else "Today: nobody yet."
    tallies = "; ".join(f"{words}: {number}" for words, number in view.tallies)
    counted = [f"Counted without names: {tallies}."] if tallies else []
    rows = (*view.due, *view.rows)
    lines = [f"{n} {_visit(row, day=n <= len(view.due))}" for n, row in enumerate(rows, 1)]
    due = len(view.due)
    before = [f"Due from days before: {due} {'visit' if due == 1 else 'visits'}.", *lines[:due]] if due else []
    talk.show(*before, visits, *lines[due:], *counted)
    while typed := talk.words("Number of a visit for its page, after and a number, or Enter:") if rows else None:
        after, rest = split_command(typed, (_AFTER,))
        code = plain(rest if after else typed).upper()
        row = next((r for n, r in enumerate(rows, 1) if code in (str(n), r.code, r.code[3:])), None)
        if row is None:
            talk.say("There is no such visit in the list.")
        elif after:
            tell_later(talk, row.contact_id)
        else:
            _tell_page(talk, row.contact_id)


def _tell_page(talk: Talk, contact_id: str) -> None:
    page = talk.do(summary, contact_id)
    if page is None:
        return
    lines = [page.title]
    for title, inner in page.sections:
        lines += [f"{title}:", *[line.strip() for line in inner]]
    talk.show(*lines, "End of the page.")


def _person(talk: Talk, person: WaitingView) -> str:
    minutes = max(0, int((talk.office.now() - person.since).total_seconds() // 60))
    places = {place.id: place.name for place in talk.office.house.directory.places}
    waits = f" for {person.waits_for}" if person.waits_for else ""
    ago = f"{minutes} {'minute' if minutes == 1 else 'minutes'}" if minutes else "since just now"
    since = f"{person.state} {ago}{waits}"
    who = person.initials if person.initials.strip("–") else "no name"
    return ", ".join(part for part in (person.code, who, since, places.get(person.where, person.where)) if part)


def _visit(row: TodayRow, *, day: bool = False) -> str:
    who = row.initials if row.initials.strip("–") else "no name"
    came = f"came for {row.came_for}" if row.came_for.strip("–") else ""
    has = f"{row.who_has} has them" if row.who_has.strip("–") else ""
    came_at = day_words(row.at) if day else clock(row.at)
    parts = (row.code, who, came_at, came, row.state, has, *row.to_review, *row.waits)
    return ", ".join(part for part in parts if part) + "."
