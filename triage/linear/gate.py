"""Telling somebody without asking the person, a line at a time: every part is asked, and only a yes at the end writes it.

Back, Enter on nothing or Ctrl+C at any prompt leaves it all unwritten (practice.md C5). Called by `sharing`.
"""

from __future__ import annotations

from datetime import date

from triage.core.dates import read_date
from triage.core.gate import NOT_ENOUGH, Deciding
from triage.core.reasons import date_words
from triage.linear.reading import Lines
from triage.linear.talk import Talk, Visit
from triage.usecases.handoff.after_views import GateView
from triage.usecases.handoff.gate import decide, see_gate, still_missing
from triage.usecases.say import listed


def without_asking(talk: Talk, visit: Visit) -> str:
    """Ask the whole of it. The service that may now be told; empty when nothing was written or nothing goes."""
    view = talk.do(see_gate, visit.contact_id)
    if view is None or not view.about:
        talk.say("Nothing was found that anybody could be told.")
        return ""
    talk.say(
        "This is only for serious harm, or where the law says so. Ask the person first whenever that is safe.",
        f"Never enough by itself: {', '.join(NOT_ENOUGH)}.",
        *view.bases,
    )
    one = _ask_all(talk, view)
    if one is None:
        talk.say("Nothing is written down. Nothing will be sent.")
        return ""
    service = talk.office.house.directory.by_id[one.service]
    if wrong := still_missing(one, service, talk.office.now()):
        talk.say(wrong, "Nothing is written down. Nothing will be sent.")
        return ""
    _say_it_back(talk, view, one)
    if not talk.yes_or_no("Write this down?"):
        talk.say("Nothing is written down. Nothing will be sent.")
        return ""
    if talk.do(decide, visit.contact_id, one) is None:
        return ""
    talk.say("Written down, with who decided and why. It will be looked at again.")
    return one.service if one.share and one.fields else ""


def _ask_all(talk: Talk, view: GateView) -> Deciding | None:
    """Every part in the order of practice.md C5; None as soon as one is left."""
    about = talk.choose("To whom, about what?", [(str(n), words) for n, (_, words) in enumerate(view.about)])
    if about is None:
        return None
    (service, need), _ = view.about[int(about)]
    harm = talk.words("What harm if not? To whom, and how soon?")
    name = talk.name("Who decides?", view.deciders) if harm else None
    role = talk.choose(f"{name} is the …", view.roles) if name else None
    share = talk.yes_or_no("Tell them?") if role else None
    if harm is None or name is None or role is None or share is None:
        return None
    powers: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    told, why_not = "", ""
    if share:
        known = dict(view.fields).get(service, ())
        powers = _several(talk, "By which power?", view.powers)
        fields = _several(talk, "What goes? The least that helps.", known) if powers and known else ()
        said = talk.yes_or_no("Is the person told first?") if powers else None
        if said is None:
            return None
        told = "yes" if said else "no"
        why_not = "" if said else talk.words("Why not? Only for risk, or not to spoil an investigation:") or ""
    reasoning = talk.words("Why, in two or three lines?")
    day = _day(talk) if reasoning else None
    if reasoning is None or day is None:
        return None
    return Deciding(service, need, share, name, role, powers, harm, reasoning, fields, told, why_not, day)


def _several(talk: Talk, title: str, lines: Lines) -> tuple[str, ...]:
    """One after the other, until Enter; in the order of the list."""
    found: set[str] = set()
    while (one := talk.choose(title if not found else "And?", lines, listed=not found)) is not None:
        found.add(one)
        talk.say("Enter when that is all.")
    return tuple(id for id, _ in lines if id in found)


def _day(talk: Talk) -> date | None:
    while typed := talk.words("When is it looked at again? Such as 24 nov:"):
        try:
            return read_date(typed, talk.office.now().date())
        except ValueError as problem:
            talk.say(str(problem))
    return None


def _say_it_back(talk: Talk, view: GateView, one: Deciding) -> None:
    fields, powers = dict(dict(view.fields).get(one.service, ())), dict(view.powers)
    lines = [dict(view.about)[one.service, one.need], f"Harm: {one.harm}", f"Decided by {one.decided_by}."]
    if one.share:
        goes = listed([fields[field] for field in one.fields])
        lines += [f"Power: {powers[power]}." for power in one.powers]
        lines += [f"This goes, and nothing else: {goes}." if goes else "Nothing is sent from here."]
        lines += ["The person is told first." if one.told == "yes" else f"They are not told: {one.why_not_told}"]
    else:
        lines += ["Nobody is told. Nothing will be sent."]
    lines += [f"Why: {one.reasoning}", f"Looked at again on {date_words(one.follow_up)}." if one.follow_up else ""]
    talk.show(*[line for line in lines if line])
