"""One name: who keeps it all together, by which rule, told and accepted. The person's choice comes first (D3).

Called by `after` when somebody is proposed or has not said yes yet.
"""

from __future__ import annotations

from triage.linear.reading import split_command
from triage.linear.steps import LEAVE_STEP, ON, Step, ask_step, sentence
from triage.linear.talk import Talk, Visit
from triage.usecases import say
from triage.usecases.handoff.after_views import LeadView
from triage.usecases.handoff.leads import accept_lead, ask_for_lead, name_lead, name_owner, see_could_lead, see_lead
from triage.usecases.say import LEAD_STATE

_AGREED, _SAID_YES, _WORKER, _OTHER = "agreed", "said yes", "another worker", "somebody else"
_BY_LAW = "by law"
_HELP = (
    "One person who knows the whole of it, answers first and asks after the rest.",
    "agreed: with the person, and the worker is told. said yes: they took it on. The person may choose somebody else.",
    "by law: somebody has this duty already, as that service told you. Never a relative, or anybody long away.",
)


def one_name(talk: Talk, visit: Visit) -> Step:
    """Say who it would be and why; take a yes or another choice; then on to finishing."""
    told = False
    while True:
        view = talk.do(see_lead, visit.contact_id)
        if view is None:
            talk.say("One named person is enough here. Nobody needs to keep it together.")
            if not talk.yes_or_no("Do they ask for one person all the same?"):
                return Step.FINISH
            talk.do(ask_for_lead, visit.contact_id)
            continue
        lines = ("Several things at once. One person keeps it together.", *_lead_lines(view))
        talk.remember(*lines) if told else talk.show(*lines)
        told = True
        choices = _choices(view)
        prompt = f"{', '.join(f'{n} {words}' for n, words in enumerate(choices, 1))}; Enter goes on:"
        words = (*choices, *[str(n) for n in range(1, len(choices) + 1)])
        word, rest = ask_step(talk, visit, prompt, words, _HELP)
        if word == LEAVE_STEP:
            return Step.SHARING
        if word == ON:
            return Step.FINISH
        done = _take(talk, visit, view, choices[int(word) - 1] if word.isdecimal() else word, rest)
        talk.say(f"Written down: {done.worker}, {LEAD_STATE[done.state]}." if done else "Nothing is changed.")


def _choices(view: LeadView) -> tuple[str, ...]:
    asked = "told" if view.next_worker else view.state
    first = {"proposed": (_AGREED,), "told": (_SAID_YES,)}.get(asked, ())
    return (*first, _WORKER, _OTHER, _BY_LAW)


def _lead_lines(view: LeadView) -> list[str]:
    state = LEAD_STATE.get(view.state, view.state)
    lines = [f"{view.worker or 'Nobody named yet'}, {view.label}: {state}."]
    lines += [f"Why: {view.rule_words}" + (f" ({view.because})." if view.because else ".")]
    lines += [f"Needed because: {sentence(view.why_needed)}"] if view.why_needed else []
    lines += [f"To reach: {sentence(view.reach)}"] if view.reach else []
    lines += [f"When away: {sentence(view.cover)}"] if view.cover else []
    lines += [f"Takes over once they say yes: {view.next_worker}."] if view.next_worker else []
    return lines


def _take(talk: Talk, visit: Visit, view: LeadView, choice: str, rest: str) -> LeadView | None:
    if choice == _SAID_YES:
        return talk.do(accept_lead, visit.contact_id)
    if choice == _OTHER:
        return _other(talk, visit, rest)
    if choice == _BY_LAW:
        owner = talk.choose("Who has it by law, as they told you?", say.OWNERS)
        return talk.do(name_owner, visit.contact_id, owner) if owner is not None else None
    if choice == _AGREED and view.worker:
        return talk.do(name_lead, visit.contact_id, view.service, view.worker)
    name = talk.name("Who will it be?", view.workers, start=rest)
    because = "chosen together" if choice == _WORKER else ""
    return talk.do(name_lead, visit.contact_id, view.service, name, because) if name else None


def _other(talk: Talk, visit: Visit, rest: str) -> LeadView | None:
    """Another service that may keep it together: its name, a worker's name, and why."""
    could = talk.do(see_could_lead) or ()
    lines = [(id, label) for id, label, _ in could]
    wanted = split_command(rest, ("at",))[1]
    service_id = talk.choose("Who else?", lines, listed=not wanted, start=wanted)
    chosen = next((one for one in could if one[0] == service_id), None)
    if chosen is None:
        return None
    id, label, workers = chosen
    name = talk.name("Who will it be?", workers)
    because = talk.words(f"Why {label}? In a few words:") if name else None
    return talk.do(name_lead, visit.contact_id, id, name, because) if because else None
