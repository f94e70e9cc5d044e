"""The lines of one visit's page for a supervisor, a function for each section (design.md 6): plain words, oldest first."""

from __future__ import annotations

from triage.core.conditions import is_declined
from triage.core.consent import FIELD_WORDS, state_now
from triage.core.gate import DECIDER_WORDS, POWER_WORDS, Decider, Power
from triage.core.handoff import STEP_WORDS, StepKind, state
from triage.core.matching import KNOWS_SOMEBODY
from triage.core.needs import Wanted
from triage.core.reasons import date_words, reasons
from triage.core.text import lower_first, upper_first
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.afterwards.later import FOUND, HOW_TRIED, SIGNED, TITLES
from triage.usecases.afterwards.looked_at import CARD, DECISION, LOOKED_AT
from triage.usecases.case import Case, HandoffCase, deciding, named_in, place_name
from triage.usecases.handoff.after_no import no_words, noes
from triage.usecases.handoff.conflicts import SAID_BY
from triage.usecases.handoff.finish import finish_view
from triage.usecases.handoff.handing_over import TOLD, to_tell
from triage.usecases.handoff.sharing import what_leaves
from triage.usecases.handoff.tries import goes_on
from triage.usecases.handoff.waits import TRY, after_visit, after_words, unanswered, waiting, waits_words
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.mistakes import WHY
from triage.usecases.reception.moving import moved_from, moved_to
from triage.usecases.reception.sent_here import sent_words
from triage.usecases.trust.masking import SUPPORT, is_kept_back
from triage.usecases.visit.assessment import Assessed
from triage.usecases.visit.card_looks import used
from triage.usecases.visit.sitting import CLOSING, LEAD_CHANGE, MISTAKE, MOVED_FROM, SPEAKING, how_closed, speaker_of

_SENT = {
    "given": "yes",
    "given_with_limits": "yes, with limits",
    "refused": "no",
    "not_asked": "not asked",
    "withdrawn": "taken back",
    "not_needed_legal": "told without asking",
    "expired": "ran out, to be asked again",
}


def visit(house: House, case: Case) -> tuple[str, ...]:
    """When and where it began, and what happened to it since."""
    began = case.events[:1]
    where = place_name(house, began[0].place if began else "", named_in(began))
    sent = sent_words(case.events, tuple(case.rows.values()))
    lines = [sent or f"Started {say.clock(case.contact.at)} at {where}"]
    for event in case.events[1:]:
        if event.event == "moved":
            lines.append(f"{say.clock(event.at)} moved to {place_name(house, event.place, named_in([event]))}")
        elif event.event == MOVED_FROM:
            lines.append(f"{say.clock(event.at)} {moved_from(event)}")
        elif event.event == SPEAKING:
            lines.append(f"{say.clock(event.at)} speaking: {dict(say.SPEAKERS)[speaker_of([event])].lower()}")
        elif event.event in ("parked", "resumed", "interrupted", "closed", "abandoned", "passed_to"):
            lines.append(f"{say.clock(event.at)} {_event_words(event)}")
    return tuple(lines)


def _event_words(event: rec.ContactEvent) -> str:
    if event.event in CLOSING:
        return tally(how_closed(event))
    return {
        "parked": "asked to wait",
        "resumed": "picked up again",
        "interrupted": "stopped part-way",
        "passed_to": f"passed on to {event.to}",
    }[event.event]


def tally(how: str) -> str:
    """How a visit ended, as lists say it."""
    return {
        "finished": "finished",
        "offered_declined": "simple task, no check wanted",
        "declined": "stopped, nothing kept",
        "no_record": "helped, nothing written",
        "went_home": "went home",
        MISTAKE: "marked as a mistake",
        "": "finished",
    }.get(how, how)


def wrong(case: Case) -> str:
    """`a mistake: the same visit is here twice`, `moved to NM-7Q4D`; empty for all others."""
    if code := moved_to(case.events):
        return f"moved to {code}"
    words = dict(WHY).get(case.mistake, "")
    return f"a mistake: {lower_first(words)}" if words else ""


def came_for(house: House, case: Case) -> tuple[str, ...]:
    """By their ticks, and in their own words."""
    words = case.parts("RE1").get("words")
    return tuple(line for line in (upper_first(ticks(house, case)), f"“{words}”" if words else "") if line)


def ticks(house: House, case: Case) -> str:
    """What they came for, by its neutral ticks; "feeling unsafe" and health read "support" on a list."""
    about = case.parts("RE1").get("about")
    part = house.question_set.by_id["RE1"].part("about")
    if not isinstance(about, frozenset) or part is None:
        return ""
    words = [
        "support" if o.id in ("unsafe", "health") else (o.says or o.text.lower()) for o in part.options if o.id in about
    ]
    return ", ".join(dict.fromkeys(words))


def found(house: House, ctx: Context, result: Assessed) -> tuple[str, ...]:
    """Each need with how soon, whether help is wanted, and why; only “support” where it is kept back."""
    lines = []
    for need in result.needs:
        rule = house.question_set.need(need.code)
        wanted = {
            Wanted.NOW: "help wanted now",
            Wanted.LATER: "later",
            Wanted.NO: "no help wanted",
            Wanted.ALREADY: "already getting help",
            Wanted.NOT_ASKED: "not asked yet whether help is wanted",
        }[need.wanted]
        kept_back = is_kept_back(house, ctx, need.code)
        lines.append(f"{SUPPORT if kept_back else rule.plain} ({say.WHEN[need.severity.value]}; {wanted})")
        if kept_back:
            continue
        why = say.reasons_in_words(r.says for r in reasons(house.question_set, need.refs, result.walk.values))
        if why:
            lines.append(f"    because {why}")
    return tuple(lines)


def cards(house: House, case: Case) -> tuple[str, ...]:
    """Each card that was used, and what became of it."""
    words = {"opened": "opened", "done": "done", "passed_to": "passed to", "not_as_seemed": "not what it seemed:"}
    return tuple(
        f"{say.clock(e.at)} Card {house.question_set.card(e.card).number} {words[e.event]} {e.to or e.because}".rstrip()
        for e in used(case.card_events)
    )


def shared(house: House, ctx: Context, case: Case, result: Assessed) -> tuple[str, ...]:
    """Each agreement as it holds now, their limits, and the exact lines that go."""
    lines = []
    for row in case.agreements:
        service = house.directory.by_id[row.service]
        kept_back = is_kept_back(house, ctx, row.need)
        plain = SUPPORT if kept_back else house.question_set.need(row.need).plain
        now = state_now(case.marks.agreements[row.service, row.need], ctx.now)
        lines.append(f"{service.public_label}, {lower_first(plain)}: {_SENT[now.value]}")
        if kept_back:
            continue
        if row.limits:
            lines.append(f"    “{row.limits}”")
        sent = what_leaves(house, ctx, case, result, row.service, row.need)
        lines.extend(f"    {line}" for line in sent)
    return tuple(lines)


def decided(house: House, ctx: Context, case: Case) -> tuple[str, ...]:
    """Every decision of practice.md C5, whole: who, to whom, by which power, why, told or not, looked at when."""
    lines = []
    for row in case.decisions:
        one = deciding(row)
        label = house.label(row.service)
        kept_back = is_kept_back(house, ctx, row.need)
        plain = SUPPORT if kept_back else house.question_set.need(row.need).plain.rstrip(".")
        did = "told without asking" if row.share else "decided not to tell"
        lines.append(f"{say.clock(row.at)} {label}, {lower_first(plain)}: {did}")
        lines.append(f"    decided by {row.decided_by}, {DECIDER_WORDS[Decider(row.role)]}")
        if kept_back:
            continue
        lines.append(f"    harm: {row.harm}")
        lines += [f"    power: {POWER_WORDS[Power(power)]}" for power in one.powers]
        lines += [f"    what: {say.listed([FIELD_WORDS[f] for f in one.fields])}"] if one.fields else []
        lines.append(f"    why: {row.reasoning}")
        if row.share:
            told = "they were told first" if row.told == "yes" else f"they were not told: {row.why_not_told}"
            lines.append(f"    {told}")
        seen = next((review for review in reversed(case.reviews) if review.about == row.id), None)
        if seen is not None:
            lines.append(f"    looked at again by {seen.name}: {dict(LOOKED_AT)[seen.found].lower()}")
        elif one.follow_up:
            lines.append(f"    to be looked at again on {date_words(one.follow_up)}")
    return tuple(lines)


def kept_out(house: House, rows: Rows, contact_id: str) -> tuple[str, ...]:
    """Services and workers with a conflict, and who said so; never whom it is about."""
    return tuple(
        f"{house.label(row.service)}, {row.worker or 'everybody there'}: {KNOWS_SOMEBODY}"
        f" ({dict(SAID_BY).get(row.because, row.because).lower()})"
        for row in rows.find(rec.Conflict, contact_id=contact_id)
    )


def tries(house: House, case: Case) -> tuple[str, ...]:
    """Each try with its steps."""
    return tuple(line for handoff in case.handoffs for line in _one_try(house, case, handoff))


def _one_try(house: House, case: Case, handoff: HandoffCase) -> list[str]:
    label = house.label(handoff.handoff.service)
    lines = [f"{label}: {say.MODE[handoff.handoff.mode].lower()}, {STEP_WORDS[state(handoff.path)]}"]
    for step in handoff.steps:
        if step.step in (StepKind.PROPOSED.value, StepKind.AGREED.value):
            continue
        who = f" ({step.worker})" if step.worker else ""
        why = f": {say.because(step.because)}" if step.because else ""
        after = "" if step.seen else ", entered after"
        lines.append(f"    {say.clock(step.happened_at)} {STEP_WORDS[StepKind(step.step)]}{who}{why}{after}")
    return [*lines, *goes_on(case.followed, handoff)]


def waits(
    house: House, ctx: Context, case: Case, *, pressing_only: bool = False, late_only: bool = False
) -> tuple[str, ...]:
    """What each try waits for: `Housing team: no answer since 10:15, due by 10:30`. A list holds only what presses."""
    found = []
    for handoff in case.handoffs:
        waits = waiting(house, case, handoff)
        shown = waits is not None and (
            waits.late(ctx.now) or (not late_only and (not pressing_only or unanswered(waits)))
        )
        if shown:
            label = house.label(handoff.handoff.service)
            found.append(f"{label}: {waits_words(house, ctx, case, handoff)}")
    for handoff in noes(case):
        label = house.label(handoff.handoff.service)
        found.append(f"{label}: {no_words(house, ctx, case, handoff)}")
    return tuple(found)


def waited_for(house: House, ctx: Context, case: Case) -> tuple[str, ...]:
    """What each try waits for, and what is asked after the visit."""
    after = [after_words(ctx, case, wait) for wait in after_visit(house, case)]
    return (*waits(house, ctx, case), *map(upper_first, after))


def looked_at(case: Case) -> tuple[str, ...]:
    """Who asked or looked when, and what they found; tries to reach somebody among them."""
    words = {DECISION: ("Decision", dict(LOOKED_AT)), TRY: ("Tried to reach them", dict(HOW_TRIED))}
    words |= {clock.value: (TITLES[clock], dict(found)) for clock, found in FOUND.items()}
    words[CARD] = ("Card", dict(LOOKED_AT))
    words[LEAD_CHANGE] = ("Who keeps it together", {TOLD: "they were told"})
    words[SIGNED] = ("Finished with", {"closed": "signed for"})
    lines = []
    for row in case.reviews:
        if row.what == LEAD_CHANGE and row.found != TOLD:
            continue
        title, found = words[row.what]
        name = f" ({row.name})" if row.name else ""
        said = found.get(row.found, row.found)
        lines.append(f"{say.day(row.at)}, {say.clock(row.at)} {title}: {lower_first(said)}{name}")
    return tuple(lines)


def lead(house: House, ctx: Context, case: Case) -> tuple[str, ...]:
    """Who leads or led, by which rule, who stands in."""
    lead = case.lead
    if lead is None:
        return ()
    label = house.label(lead.service) if lead.service in house.directory.by_id else lead.service
    lines = [f"{lead.worker}, {label}: {say.LEAD_STATE[lead.state]}", f"    {say.RULE[lead.rule]}: {lead.because}"]
    lines += [f"    cover: {lead.cover}"] if lead.cover else []
    if after := case.next_lead:
        lines.append(f"    {after.worker} is asked to take over ({after.because}); {lead.worker} stays until then")
    before = [row for row in case.reviews if row.what == LEAD_CHANGE and row.name]
    lines += [f"    until {say.day(row.at)}, {say.clock(row.at)}: {row.name} ({row.because})" for row in before]
    lines += ["    they do not know yet who has them now"] if to_tell(case) else []
    return tuple(lines)


def ends(house: House, ctx: Context, case: Case, result: Assessed) -> tuple[str, ...]:
    """Each need and how it ended."""
    view = finish_view(house, ctx, case, result)
    return tuple(
        f"{SUPPORT if is_kept_back(house, ctx, end.code) else end.plain}: {end.how_words.lower()}"
        + (f" ({end.because})" if end.because else "")
        for end in view.ends
    )


def hoped(case: Case) -> tuple[str, ...]:
    """What would be different if this went well, in their words (ZZ1)."""
    hoped = case.answers.get("ZZ1")
    return (f"“{hoped}”",) if isinstance(hoped, str) and not is_declined(hoped) else ()
