"""How long things are kept: proposed, looked at, confirmed by a second person, gone (practice.md C7; docs/adr/0020).

A proposal holds ids only. Whoever made it cannot confirm it. What was put on hold, or goes on again, since it was
proposed stays. Erasing somebody who asks for it goes the same way. Called by `triage rights`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from triage.core.chain import Head
from triage.core.handoff import FINAL, StepKind, state
from triage.core.retention import Due, Goes, VisitAge, due
from triage.usecases import records as rec
from triage.usecases.afterwards.same import all_visits
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.erasing import ERASED, erase_visit
from triage.usecases.trust.trimming import ACCESS_LOG, Genuine, Sign, cut, due_to_be_cut
from triage.usecases.visit.sitting import is_kept, is_over
from triage.usecases.write import stamp

HOLD, RELEASED, PROPOSED, CONFIRMED = "hold", "released", "proposed", "confirmed"
ASKED = "asked"  # the rule of somebody who asked for it
RULE_WORDS = {
    "abandoned": "begun and never finished: all of it",
    "information": "nobody was asked, long ago: all of it",
    "referred": "long ago: the words; who was asked and what was agreed stays",
    "asked_and_agreed": "six years: all of it",
    ACCESS_LOG: "who saw what, long ago",
    ASKED: "they asked for it: all of it",
}
NOT_WHOLE = "the record of who saw what is not whole here, so nothing of it goes. Run “triage audit verify” first."
_WAITS = frozenset({"parked", "passed_to", "interrupted"})


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What would go: by rule how many visits, and their codes. `id` is what a second person confirms."""

    id: str
    counts: tuple[tuple[str, int], ...]
    codes: tuple[str, ...]
    notes: tuple[str, ...] = ()


def propose(rows: Rows, house: House, ctx: Context, genuine: Genuine | None = None) -> ProposalView:
    """Everything that is due, written down as a proposal. Nothing goes yet: this is the dry run.

    Of the record of who saw what only where `genuine` can tell whether an earlier cut was signed.
    """
    found = [
        (contact.id, found)
        for contact in rows.find(rec.Contact)
        if (found := due(_age(rows, house, contact), ctx.now, house.policy.retention)) is not None
    ]
    due_cuts, broken = due_to_be_cut(rows, house, ctx, genuine, _held(rows)) if genuine else ([], [])
    notes = tuple(f"{chain}: {NOT_WHOLE}" for chain in broken)
    return replace(_write(rows, ctx, found, due_cuts), notes=notes)


def propose_erasing(rows: Rows, house: House, ctx: Context, contact_id: str) -> ProposalView:
    """All visits of somebody who asked for it. Raises UseCaseError while one of them is on hold or still goes on."""
    contact = _contact(rows, contact_id)
    visits = all_visits(rows, contact.person_id)
    ages = [_age(rows, house, visit) for visit in visits]
    if any(age.on_hold for age in ages):
        raise UseCaseError("It is on hold. End the hold first, if it may be ended.")
    if any(age.going_on for age in ages):
        raise UseCaseError("Somebody still has them or is being asked. Finish that first.")
    return _write(rows, ctx, [(visit.id, Due(Goes.ALL, ASKED)) for visit in visits])


def confirm(
    rows: Rows, house: House, ctx: Context, proposal: str, genuine: Genuine | None = None, sign: Sign | None = None
) -> ProposalView:
    """A second person says yes, and it goes. Raises UseCaseError for one's own proposal, and for one that is done.

    `sign` signs for the rows of who saw what that go; without it they stay.
    """
    made = rows.get(rec.Right, proposal)
    if made is None or made.what != PROPOSED:
        raise UseCaseError("There is no such proposal. Make one first.")
    if made.actor_id == ctx.actor.id:
        raise UseCaseError("A second person confirms: you proposed it yourself.")
    if rows.find(rec.Right, what=CONFIRMED, about=proposal):
        raise UseCaseError("That was confirmed already.")
    gone = []
    lines = json.loads(made.words)
    for contact_id, goes, rule in lines:
        if rule == ACCESS_LOG:
            continue
        contact = rows.get(rec.Contact, contact_id)
        if contact is None:
            continue
        age = _age(rows, house, contact)
        again = due(age, ctx.now, house.policy.retention)
        still = not age.on_hold and not age.going_on if rule == ASKED else again == Due(Goes(goes), rule)
        if still:
            gone.append((contact.code, rule))
            erase_visit(rows, ctx, contact_id, Goes(goes), rule)
    rows.add(rec.Right(**stamp(ctx), contact_id="", what=CONFIRMED, about=proposal, words="", name=""))
    proposed = {chain: int(count) for chain, count, rule in lines if rule == ACCESS_LOG}
    looks = 0
    if proposed and genuine and sign:
        still_due = due_to_be_cut(rows, house, ctx, genuine, _held(rows), proposed)[0]
        looks = cut(rows, ctx, still_due, genuine, sign)
    counts = [*_counts(rule for _, rule in gone), *([(RULE_WORDS[ACCESS_LOG], looks)] if looks else [])]
    return ProposalView(proposal, tuple(counts), tuple(code for code, _ in gone))


def hold(rows: Rows, house: House, ctx: Context, contact_id: str, because: str) -> None:
    """Nothing of this person goes until somebody releases it. Raises UseCaseError without a reason."""
    if not because.strip():
        raise UseCaseError("Why is it kept? Say it in a few words.")
    contact = _contact(rows, contact_id)
    rows.add(rec.Right(**stamp(ctx), contact_id=contact.id, what=HOLD, about="", words=because.strip(), name=""))


def release(rows: Rows, house: House, ctx: Context, contact_id: str) -> None:
    """End every hold on this visit. Raises UseCaseError where there is none."""
    open_holds = _holds(rows, contact_id)
    if not open_holds:
        raise UseCaseError("There is no hold on that visit.")
    for one in open_holds:
        rows.add(rec.Right(**stamp(ctx), contact_id=contact_id, what=RELEASED, about=one.id, words="", name=""))


def _held(rows: Rows) -> set[str]:
    """Every visit of everybody on hold."""
    held = {row.contact_id for row in rows.find(rec.Right, what=HOLD) if _holds(rows, row.contact_id)}
    for contact_id in tuple(held):
        contact = rows.get(rec.Contact, contact_id)
        if contact is not None:
            held.update(visit.id for visit in all_visits(rows, contact.person_id))
    return held


def _holds(rows: Rows, contact_id: str) -> list[rec.Right]:
    ended = {row.about for row in rows.find(rec.Right, contact_id=contact_id, what=RELEASED)}
    return [row for row in rows.find(rec.Right, contact_id=contact_id, what=HOLD) if row.id not in ended]


def _age(rows: Rows, house: House, contact: rec.Contact) -> VisitAge:
    events = rows.find(rec.ContactEvent, contact_id=contact.id)
    steps = rows.find(rec.HandoffStep, contact_id=contact.id)
    tries: dict[str, list[StepKind]] = {}
    for step in steps:
        tries.setdefault(step.handoff_id, []).append(StepKind(step.step))
    lead = next(reversed(rows.find(rec.Lead, person_id=contact.person_id)), None)
    stands = next((e.event for e in reversed(events) if e.event != "moved"), "opened")
    rights = rows.find(rec.Right, contact_id=contact.id, what=ERASED)
    visits = all_visits(rows, contact.person_id)
    over = FINAL | {StepKind.OUTCOME}
    return VisitAge(
        last=max([contact.at, *(e.at for e in events), *(s.at for s in steps)]),
        closed=is_over(events),
        waits=stands in _WAITS or contact.setting == "outreach",
        sent=bool(tries),
        agreed=bool(rows.find(rec.Agreement, contact_id=contact.id)),
        card=bool(rows.find(rec.CardEvent, contact_id=contact.id)),
        going_on=any(state(path) not in over for path in tries.values()) or is_kept(lead),
        on_hold=any(_holds(rows, visit.id) for visit in visits),
        stripped=any(row.about == Goes.WORDS for row in rights),
    )


def _write(rows: Rows, ctx: Context, found: list[tuple[str, Due]], looks: Iterable[Head] = ()) -> ProposalView:
    cuts = [[head.chain, str(head.count), ACCESS_LOG] for head in looks]
    words = json.dumps([*([contact_id, one.goes.value, one.rule] for contact_id, one in found), *cuts])
    row = rec.Right(**stamp(ctx), contact_id="", what=PROPOSED, about="", words=words, name="")
    rows.add(row)
    codes = tuple(_contact(rows, contact_id).code for contact_id, _ in found)
    chains = [(f"{RULE_WORDS[ACCESS_LOG]}, {chain} up to row {count}", int(count)) for chain, count, _ in cuts]
    return ProposalView(row.id, (*_counts(one.rule for _, one in found), *chains), codes)


def _counts(rules: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple((RULE_WORDS[rule], number) for rule, number in sorted(Counter(rules).items()))


def _contact(rows: Rows, contact_id: str) -> rec.Contact:
    contact = rows.get(rec.Contact, contact_id)
    if contact is None:
        raise UseCaseError("That visit is not here any more.")
    return contact
