"""Who can help: in the building and open first, with why; what else was looked at; what nobody meets.

Nobody is told anything here. Called by `after`.
"""

from __future__ import annotations

from triage.linear.steps import LEAVE_STEP, ON, Step, ask_step, number_in, sentence, tries, try_words
from triage.linear.talk import Talk, Visit
from triage.usecases import say
from triage.usecases.handoff.conflicts import SAID_BY, keep_out
from triage.usecases.reception.coming import NOT_NOW, offer_hours, say_coming
from triage.usecases.views import MatchesView, MatchView, WalkView
from triage.usecases.visit.matches import choose_service, see_matches

_WHEN = ", when"
_HELP = (
    "Proposed with the reasons, here and open first. You and the person decide; any other choice is fine.",
    "Enter goes on to what may be passed on; nobody is told anything before that.",
    "others: what else was looked at, why not, and what would change it. choose: another service, and you say why.",
    "way 1: another way to get there, such as a call or a booking.",
    "when: they are not in the building. When can they come, and who can see them then.",
    "keep out: somebody there knows somebody involved, so they are not asked.",
)


def see_helpers(talk: Talk, visit: Visit) -> Step:
    """Say who can help and take another choice; then on to sharing, or to finishing when nobody was found."""
    view = talk.do(see_matches, visit.contact_id)
    if view is None:
        return Step.READ_BACK
    _tell(talk, visit, view)
    while True:
        prompt = (
            f"Enter goes on to sharing, or others, choose, way{_WHEN if view.away else ''}:"
            if view.plan
            else "Enter goes on, or others, choose:"
        )
        word, rest = ask_step(talk, visit, prompt, ("others", "choose", "way", "when", "keep out"), _HELP)
        if word == LEAVE_STEP:
            return Step.READ_BACK
        if word == ON:
            return Step.SHARING if view.plan else Step.FINISH
        if word == "others":
            talk.say(
                *([_other_words(n, other) for n, other in enumerate(view.others, 1)] or ["Nothing else was found."])
            )
        elif word == "way":
            _way(talk, visit, view, rest)
        elif word == "when":
            if (changed := _coming(talk, visit, view, rest)) is not None:
                view = changed
                _tell(talk, visit, view)
        elif word == "keep out":
            if (changed := _keep_out(talk, visit, view, rest)) is not None:
                view = changed
                _tell(talk, visit, view)
        elif (chosen := _choose(talk, visit, view, rest)) is not None:
            view = chosen
            _tell(talk, visit, view)


def _tell(talk: Talk, visit: Visit, view: MatchesView) -> None:
    tried = tries(talk, visit)
    when = f"For {view.coming}: these can help." if view.coming else "These can help."
    lines = [when if view.plan else "Nobody was found for what is wanted now."]
    lines += [view.two_noes] if view.two_noes else []
    lines += [_plan_words(n, match, tried.get(match.service)) for n, match in enumerate(view.plan, 1)]
    lines += [f"Nobody for: {plain.rstrip('.')}: {cause}." for _, plain, cause in view.unmet]
    lines += [say.NOBODY_YET] if view.unmet else []
    lines += [f"{view.directory}."] if view.directory else []
    talk.show(*lines)


def _plan_words(number: int, match: MatchView, tried: WalkView | None) -> str:
    where = ", ".join(part for part in (match.where, match.who, match.open_words) if part)
    words = [f"{number} {sentence(match.label)} {sentence(match.mode_words)} {sentence(where)}"]
    words += [f"For: {sentence('; '.join(need.rstrip('.') for need in match.needs))}"]
    words += [f"Why: {sentence('; '.join(match.because))}"] if match.because else []
    words += [f"If: {sentence('; '.join(match.against))}"] if match.against else []
    return " ".join(words) + try_words(tried)


def _other_words(number: int, match: MatchView) -> str:
    words = [f"{number} {sentence(match.label)} {sentence(match.verdict)} {sentence(match.open_words)}"]
    words += [f"Why not: {sentence('; '.join(match.against))}"] if match.against else []
    words += [f"What would change it: {sentence('; '.join(match.would_change))}"] if match.would_change else []
    return " ".join(words)


def _choose(talk: Talk, visit: Visit, view: MatchesView, rest: str) -> MatchesView | None:
    """Another service, by its number in others or its words, with the reason."""
    lines = [(other.service, other.label) for other in view.others]
    service = talk.choose("Which service instead?", lines, listed=not rest, start=rest) if lines else None
    match = next((other for other in view.others if other.service == service), None)
    because = talk.words(f"Why {match.label}? In a few words:") if match else None
    changed = None
    if match and because:
        changed = talk.do(choose_service, visit.contact_id, match.service, list(match.need_codes), because)
    if match is None or changed is None:
        talk.say("Nothing is changed.")
        return None
    talk.say(f"Chosen: {match.label}. {sentence(because or '')}")
    return changed


def _coming(talk: Talk, visit: Visit, view: MatchesView, rest: str) -> MatchesView | None:
    """“When can you come in?” The plan for that hour; what cannot wait is still rung about now."""
    if not view.away:
        talk.say("They are in the building. Who can help now is in the list.")
        return None
    hours = talk.do(offer_hours) or ()
    now = [(NOT_NOW, "Not yet known: who can help now")] if view.coming else []
    typed = rest or talk.reason("When can you come in? Such as tue 10:00.", (*hours, *now))
    changed = talk.do(say_coming, visit.contact_id, typed) if typed else None
    if changed is None:
        talk.say("Nothing is changed.")
    return changed


def _keep_out(talk: Talk, visit: Visit, view: MatchesView, rest: str) -> MatchesView | None:
    """The whole service or one worker there; who says so, never whom it is about."""
    lines = [(match.service, match.label) for match in (*view.plan, *view.others)]
    service = talk.choose("Keep out whom?", lines, listed=not rest, start=rest) if lines else None
    workers = talk.office.house.directory.by_id[service].workers if service else ()
    names = [("everybody", "everybody there"), *[(worker.name, worker.name) for worker in workers]]
    worker = talk.choose("Who there knows somebody involved?", names) if service else None
    said_by = talk.choose("Who says so?", SAID_BY) if worker else None
    changed = None
    if service and worker and said_by:
        name = "" if worker == "everybody" else worker
        changed = talk.do(keep_out, visit.contact_id, service, name, said_by)
    talk.say("They are kept out of it. Tell the safeguarding lead." if changed else "Nothing is changed.")
    return changed


def _way(talk: Talk, visit: Visit, view: MatchesView, rest: str) -> None:
    """Another way to one of them, kept until somebody sets off."""
    place = number_in(talk, rest, len(view.plan))
    if place is None:
        return
    match = view.plan[place]
    mode = talk.choose(f"How, to {match.label}?", match.modes)
    if mode is None:
        talk.say("Nothing is changed.")
        return
    visit.modes[match.service] = mode
    talk.say(f"{match.label}: {sentence(dict(match.modes)[mode])} It starts once sharing is agreed.")
