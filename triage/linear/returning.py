"""Somebody was here before, as plain prompts: looked for by two facts, what is open first, what is still right.

Nothing is decided by a cancelled prompt. Called by `desk` and `assessment`.
"""

from __future__ import annotations

from collections.abc import Sequence

from triage.linear.reading import plain
from triage.linear.talk import BACK, Talk
from triage.usecases import say
from triage.usecases.afterwards.back import record_back, see_back
from triage.usecases.afterwards.returning import ASK_WORD, ONE, SEVERAL, come_back, find_before, say_who, take_back
from triage.usecases.afterwards.returning_views import BackRow, BackView, CarriedView, KnownView
from triage.usecases.reception.together import link_together, see_together, unlink
from triage.usecases.views import AssessmentView
from triage.usecases.visit.confirming import not_any_more, still_right

SAME, NOT_THEM = "same", "not them"
_FIELDS = (
    ("name", "Name, Enter to skip:"),
    ("born", "Date of birth, such as 1 3 1992, Enter to skip:"),
    ("postcode", "Postcode, all of it, Enter to skip:"),
    ("code", "Code from their slip, Enter to skip:"),
)
_HELP = (
    "Two of them must fit before anything is said. The code alone is enough for somebody who gave no name.",
    "Enter skips one. back leaves it; nothing is written.",
)


def look_before(talk: Talk, place: str) -> AssessmentView | None:
    """The visit begun or gone on with; None when it was left."""
    talk.say("Been here before? Two of these.", say.TO_NOBODY_ELSE)
    told: dict[str, str] = {}
    for fact, prompt in _FIELDS:
        typed = talk.ask(prompt, _HELP)
        if typed is None or plain(typed) in BACK:
            talk.say("Nothing was looked for.")
            return None
        told[fact] = typed
    found = talk.do(find_before, told)
    if found is None:
        return None
    if not found.people:
        talk.say(found.words)
        new = talk.yes_or_no("Start a new visit with what was typed?")
        return talk.do(come_back, place, told) if new else None
    meant = which(talk, found.people)
    view = talk.do(come_back, place, told, *meant) if meant else None
    if view is not None and meant and meant[1] == SAME and view.was_here:
        last_time(talk, view.contact_id)
    return view


def which(talk: Talk, people: Sequence[KnownView]) -> tuple[str, str, str] | None:
    """(person, verdict, their word): the same, not the same, not sure. "" as person means all of them."""
    if len(people) == 1:
        talk.say(ONE)
        verdict = talk.choose(f"{people[0].words}.", say.VERDICTS)
        meant = people[0].person_id
    else:
        verdict = talk.choose(SEVERAL, [*((known.person_id, known.words) for known in people), *say.VERDICTS[1:]])
        meant, verdict = ("", verdict) if verdict in dict(say.VERDICTS) else (verdict or "", verdict and SAME)
    if not verdict:
        return None
    if verdict != SAME or not any(known.asks_word for known in people if known.person_id == meant):
        return meant, verdict, ""
    word = talk.words(f"{ASK_WORD} Or back:")
    return (meant, verdict, word) if word else None


def who_is_it(talk: Talk, view: AssessmentView) -> AssessmentView | None:
    """In a visit, once they said who they are. None when it was left open."""
    meant = which(talk, view.known)
    after = talk.do(say_who, view.contact_id, *meant) if meant else None
    if after is not None and meant and meant[1] == SAME:
        last_time(talk, view.contact_id)
    return after


def confirm(talk: Talk, contact_id: str, carried: CarriedView) -> AssessmentView | None:
    """One section: still right, or not any more. None when it was neither."""
    talk.show(*[f"{line}." for line in carried.lines])
    right = talk.yes_or_no("Still right?")
    if right is None:
        return None
    return talk.do(still_right if right else not_any_more, contact_id, carried.questions)


def last_time(talk: Talk, contact_id: str) -> None:
    """What is open and who has it, what was agreed; and whether they are back because of one of these."""
    view = talk.do(see_back, contact_id)
    while view is not None:
        talk.show(*_lines(view))
        prompt = "Back because of one of these? Its number, not them, or Enter:" if view.open else "not them, or Enter:"
        typed = talk.ask(
            prompt, ("A number says they are back because of it. not them: it is somebody else after all.",)
        )
        if not typed or plain(typed) in BACK:
            return
        if plain(typed) == NOT_THEM:
            if talk.yes_or_no("Somebody else after all?") and talk.do(take_back, contact_id) is not None:
                talk.say("Nothing of the earlier visit is theirs.")
                return
        elif typed.isdecimal() and 1 <= int(typed) <= len(view.open):
            after = _because(talk, contact_id, view, view.open[int(typed) - 1])
            if after is not None and len(after.open) == 1:
                talk.say(f"Written down: {after.open[0].why}.")
                return
            view = after or view
        else:
            talk.say(f"“{typed}” is not one of them.")


def together(talk: Talk, contact_id: str) -> None:
    """Link somebody who is here too, or take that back."""
    view = talk.do(see_together, contact_id)
    if view is None:
        return
    lines = [(id, f"{code}, not together after all") for id, code in view.linked] + list(view.others)
    if not lines:
        talk.say("Nobody else is here now. Start a visit for them first.")
        return
    talk.say("Each keeps a visit of their own. Neither is told what the other said.")
    chosen = talk.choose("Who came with them, or lives with them?", lines)
    linked = chosen in dict(view.linked)
    done = talk.do(unlink if linked else link_together, contact_id, chosen) if chosen else None
    talk.say("Nothing is changed." if done is None else "No longer together." if linked else "Linked.")


def _because(talk: Talk, contact_id: str, view: BackView, row: BackRow) -> BackView | None:
    why = talk.choose(f"{row.label}: what happened?", view.reasons) if view.reasons else ""
    return None if why is None else talk.do(record_back, contact_id, row.handoff_id, why)


def _lines(view: BackView) -> list[str]:
    about = f", about {view.about}" if view.about else ""
    open_ = [_row(n, row) for n, row in enumerate(view.open, 1)] or ["Nothing is open from then."]
    agreed = ["What was agreed:", *view.agreed] if view.agreed else []
    return [f"{view.last}{about}.", *([view.not_finished] if view.not_finished else []), *open_, *agreed]


def _row(n: int, row: BackRow) -> str:
    why = f" Back because of it: {row.why}." if row.why else ""
    reach = f" {row.reach}." if row.reach else ""
    return f"{n} {row.label} {row.now_words}. {row.owner}.{reach}{why}"
