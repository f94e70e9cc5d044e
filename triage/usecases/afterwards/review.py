"""The supervisor's reading: today's visits, and one page for each in plain words (design.md 6)."""

from __future__ import annotations

from collections import Counter

from triage.core.handoff import StepKind
from triage.core.hours import LONDON
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.afterwards import review_lines as lines
from triage.usecases.afterwards.due_list import due_by_tonight
from triage.usecases.afterwards.later import has_later
from triage.usecases.afterwards.looked_at import cards_unseen, loose_cards, undecided
from triage.usecases.afterwards.review_back import (
    back_because,
    came_back_later,
    confirmed,
    counts,
    earlier_try,
    who_it_is,
)
from triage.usecases.afterwards.review_views import SummaryView, TodayRow, TodayView, for_whom
from triage.usecases.case import Case, assessed, load
from triage.usecases.handoff.waits import after_visit, after_words
from triage.usecases.paper.paper_views import Page
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.mistakes import WRONG_PERSON
from triage.usecases.reception.moving import to_be_told
from triage.usecases.reception.quick import counted_today
from triage.usecases.reception.rang import rang_lines
from triage.usecases.trust.kept_back import kept_back
from triage.usecases.trust.masking import as_known, was_in_it
from triage.usecases.trust.rights import corrections
from triage.usecases.visit.access_needs import access_words, interpreter_words
from triage.usecases.visit.answers_view import not_covered
from triage.usecases.visit.sitting import how_closed


def today(rows: Rows, house: House, ctx: Context) -> TodayView:
    """Everybody seen today, latest first, and whoever something is due for: code and initials, never a private word."""
    cases = [load(rows, house, ctx, contact.id) for contact in rows.since(rec.Contact, ctx.midnight)]
    due = [case for id in due_by_tonight(rows, house, ctx) if not (case := load(rows, house, ctx, id)).mistake]
    theirs = kept_back(rows, house, ctx, [case.contact for case in (*cases, *due)])
    found = [_row(house, ctx, case, back_because(rows, house, case.contact.id)) for case in cases]
    how = Counter(tally.how for tally in rows.since(rec.Tally, ctx.midnight) if tally.what == "visit")
    return TodayView(
        rows=for_whom(sorted(found, key=lambda row: row.at, reverse=True), theirs),
        due=for_whom([_row(house, ctx, case) for case in due], theirs),
        tallies=(*((lines.tally(one), count) for one, count in sorted(how.items())), *counted_today(rows, ctx)),
        cards=len(loose_cards(rows)),
        came_back=counts(house, [c for c in cases if not c.mistake], rows.since(rec.CameBack, ctx.midnight)),
    )


def summary(rows: Rows, house: House, ctx: Context, contact_id: str) -> SummaryView:
    """One page: asked, found, not covered, shared, walked, accepted by whom and when, how each need ended."""
    case = as_known(house, ctx, load(rows, house, ctx, contact_id))
    result = assessed(case, house, ctx.now)
    opened = case.contact.at
    sections = [
        ("Not to be counted", (lines.wrong(case),) if case.mistake else ()),
        ("To be told that it was somebody else", to_be_told(house, case) if case.mistake == WRONG_PERSON else ()),
        ("Visit", (*lines.visit(house, case), *who_it_is(rows, house, ctx, case))),
        ("They came for", lines.came_for(house, case)),
        ("Back because of an earlier try", earlier_try(rows, house, contact_id)),
        ("They say it is different", corrections(rows, house, ctx, contact_id)),
        ("What makes it easier", tuple(filter(None, (interpreter_words(house, case), access_words(house, case))))),
        ("What we heard", lines.found(house, ctx, result)),
        ("Said at an earlier visit, and still right", confirmed(house, case, ctx.now)),
        ("Not covered", tuple(say.grouped(not_covered(house, result.walk))) if not case.closed or case.needs else ()),
        ("Cards", lines.cards(house, case) if was_in_it(house, ctx) else ()),
        ("Agreed to share", lines.shared(house, ctx, case, result)),
        ("Decided without asking", lines.decided(house, ctx, case) if was_in_it(house, ctx) else ()),
        ("Kept out of it", lines.kept_out(house, rows, contact_id) if was_in_it(house, ctx) else ()),
        ("Rung while we talked", rang_lines(house, case) if was_in_it(house, ctx) else ()),
        ("Who was asked, and who has them", lines.tries(house, case)),
        ("How each thing ended", lines.ends(house, ctx, case, result)),
        ("Came back because of it", came_back_later(rows, house, case)),
        ("Still waited for", lines.waited_for(house, ctx, case)),
        ("Looked at again", lines.looked_at(case)),
        ("Who keeps it together", lines.lead(house, ctx, case)),
        ("What they hope for", lines.hoped(case)),
    ]
    return SummaryView(
        code=case.contact.code,
        title=f"{case.contact.code} · {case.initials} · {say.day(opened)}, {say.clock(opened)}",
        sections=tuple((title, found) for title, found in sections if found),
        mistake=bool(case.mistake),
        after=has_later(house, case),
    )


def summary_page(rows: Rows, house: House, ctx: Context, contact_id: str) -> Page:
    """The same page, to be written as a file: a door of its own, since a file goes further than a screen."""
    return summary(rows, house, ctx, contact_id).page


def _row(house: House, ctx: Context, case: Case, back: tuple[str, ...] = ()) -> TodayRow:
    accepted = [
        f"{step.worker} ({house.label(h.handoff.service)})" for h in case.handoffs if (step := h.has(StepKind.ACCEPTED))
    ]
    closed = case.closed
    wrong = lines.wrong(case)
    how = how_closed(closed) if closed else ""
    if case.lead and case.next_lead:
        accepted.append(f"{case.lead.worker} keeps it together until {case.next_lead.worker} says yes")
    return TodayRow(
        contact_id=case.contact.id,
        code=case.contact.code,
        initials=case.initials,
        at=case.contact.at,
        came_for=lines.ticks(house, case) or ("quick check not wanted" if how == "offered_declined" else "–"),
        state=wrong or (lines.tally(how) if how else say.STATES.get(case.state, case.state)),
        who_has=", ".join(dict.fromkeys(accepted)) or "–",
        waits=(*lines.waits(house, ctx, case, pressing_only=True), *_asked_by_tonight(ctx, house, case)),
        late=(*lines.waits(house, ctx, case, late_only=True), *_asked_by_tonight(ctx, house, case)),
        to_review=("to be looked at",) if undecided(case) or cards_unseen(case.card_events, case.reviews) else (),
        mistake=bool(wrong),
        back=back,
    )


def _asked_by_tonight(ctx: Context, house: House, case: Case) -> tuple[str, ...]:
    """What is to be asked after this visit, once its day has come."""
    return tuple(
        after_words(ctx, case, wait)
        for wait in after_visit(house, case)
        if wait.due.astimezone(LONDON).date() <= ctx.today
    )
