"""The lists: who is here, today's visits, one page about a visit.

Code and initials, never a name or a reason that is private. Called by `desk`.
"""

from __future__ import annotations

from triage.core.text import counted
from triage.linear.asked import tell_asked
from triage.linear.later import tell_later, tell_loose_cards
from triage.linear.reading import plain, split_command
from triage.linear.slip import FORMS, write
from triage.linear.talk import Talk
from triage.usecases.afterwards.review import summary, summary_page, today
from triage.usecases.afterwards.review_views import TodayRow
from triage.usecases.office import Form
from triage.usecases.reception.desk_views import FrontDeskView, WaitingView
from triage.usecases.reception.mistakes import (
    ASKED_AGAIN,
    NOBODYS,
    WHOSE,
    WHY,
    WRONG_PERSON,
    mark_mistake,
    move_visit,
    see_move,
    take_back_mark,
)
from triage.usecases.say import clock
from triage.usecases.say import day as day_words

_AFTER, _MISTAKE, _ASK = "after", "mistake", "they ask"
_WHICH = "Number of a visit for its page, after, mistake, they ask, pdf or file and a number, or Enter:"


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


def tell_today(talk: Talk) -> None:
    """What is due from days before and today's visits, then the page of one of them by its number."""
    view = talk.do(today)
    if view is None:
        return
    count = view.visits
    visits = f"Today: {counted(count, 'visit')}." if view.rows else "Today: nobody yet."
    tallies = "; ".join(f"{words}: {number}" for words, number in view.tallies)
    nameless = [f"Counted without names: {tallies}."] if tallies else []
    nameless += [f"{line}." for line in view.came_back]
    rows = (*view.due, *view.rows)
    lines = [f"{n} {_visit(row, day=n <= len(view.due))}" for n, row in enumerate(rows, 1)]
    due = len(view.due)
    before = [f"Due from days before: {counted(due, 'visit')}.", *lines[:due]] if due else []
    used = [f"Cards used with nobody's visit open, to be looked at: {view.cards}."] if view.cards else []
    talk.show(*used, *before, visits, *lines[due:], *nameless)
    which = f"{_WHICH[:-1]}; or cards used:" if view.cards else _WHICH
    while typed := talk.words(which) if rows or view.cards else None:
        if view.cards and plain(typed) == "cards used":
            tell_loose_cards(talk)
            continue
        word, rest = split_command(typed, (_AFTER, _MISTAKE, _ASK, *FORMS))
        code = plain(rest if word else typed).upper()
        row = next((r for n, r in enumerate(rows, 1) if code in (str(n), r.code, r.code[3:])), None)
        if row is None:
            talk.say("There is no such visit in the list.")
        elif word == _MISTAKE:
            _mark(talk, row)
        elif word == _ASK:
            tell_asked(talk, row.contact_id)
        elif word == _AFTER:
            tell_later(talk, row.contact_id)
        elif word:
            _write_page(talk, row.contact_id, FORMS[word])
        else:
            _tell_page(talk, row.contact_id)


def _mark(talk: Talk, row: TodayRow) -> None:
    """A visit that should not be there; every row of it stays."""
    if row.mistake:
        _take_back(talk, row)
        return
    why = talk.choose(f"{row.code} should not be there? It counts nowhere then; every row stays.", WHY)
    if why == WRONG_PERSON and _move(talk, row):
        return
    done = talk.do(mark_mistake, row.contact_id, why) if why else None
    if why is None:
        talk.say("Nothing is changed.")
    elif done is not None:
        talk.say(f"{done.code} is marked as a mistake.", *[f"Ring {who}: it was a mistake." for who in done.ring])


def _move(talk: Talk, row: TodayRow) -> bool:
    """What was said goes to whom it belongs. False where nobody knows whose it was, so that it is only marked."""
    whose = talk.do(see_move, row.contact_id)
    to = talk.choose(f"{WHOSE} {ASKED_AGAIN}", (*whose, NOBODYS)) if whose else None
    if to == NOBODYS[0]:
        return False
    done = talk.do(move_visit, row.contact_id, to) if to else None
    if done is None:
        talk.say("Nothing is changed.")
    else:
        talk.say(f"{done.code} is moved to {done.to}.", *[f"Ring {who}: it was somebody else." for who in done.ring])
    return True


def _take_back(talk: Talk, row: TodayRow) -> None:
    """It was no mistake after all."""
    done = talk.do(take_back_mark, row.contact_id) if talk.yes_or_no(f"{row.code} was no mistake after all?") else None
    if done is None:
        talk.say("Nothing is changed.")
    else:
        talk.say(f"{done.code} counts again.", *[f"Ask again: {who}." for who in done.ring])


def _tell_page(talk: Talk, contact_id: str) -> None:
    page = talk.do(summary, contact_id)
    if page is None:
        return
    lines = [page.title]
    for title, inner in page.sections:
        lines += [f"{title}:", *[line.strip() for line in inner]]
    talk.show(*lines, "End of the page.")


def _write_page(talk: Talk, contact_id: str, form: Form) -> None:
    page = talk.do(summary_page, contact_id)
    if page is not None:
        write(talk, talk.office.write_page, page, form)


def _person(talk: Talk, person: WaitingView) -> str:
    minutes = max(0, int((talk.office.now() - person.since).total_seconds() // 60))
    places = {place.id: place.name for place in talk.office.house.directory.places}
    waits = f" for {person.waits_for}" if person.waits_for else ""
    ago = counted(minutes, "minute") if minutes else "since just now"
    since = f"{person.state} {ago}{waits}"
    who = person.initials if person.initials.strip("–") else "no name"
    return ", ".join(part for part in (person.code, who, since, places.get(person.where, person.where)) if part)


def _visit(row: TodayRow, *, day: bool = False) -> str:
    who = row.initials if row.initials.strip("–") else "no name"
    came = f"came for {row.came_for}" if row.came_for.strip("–") else ""
    has = f"{row.who_has} has them" if row.who_has.strip("–") else ""
    came_at = day_words(row.at) if day else clock(row.at)
    parts = (row.code, who, came_at, came, row.state, has, *row.to_review, *row.back, *row.waits)
    return ", ".join(part for part in parts if part) + "."
