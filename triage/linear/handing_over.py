"""One lead hands over to another, a line at a time (practice.md D3). Called by `desk`."""

from __future__ import annotations

from triage.linear.reading import plain
from triage.linear.talk import Talk
from triage.usecases.afterwards.my_people import my_people
from triage.usecases.handoff.after_views import HandOverView
from triage.usecases.handoff.handing_over import (
    AFTER_A_CHANGE,
    AGAIN,
    CHANGES,
    KNOWS,
    NO_GAP,
    TO_TELL,
    YES,
    answer_hand_over,
    hand_over,
    person_told,
    see_hand_over,
)

HAND_OVER = ("hand over",)


def hand_over_lead(talk: Talk, which: str) -> None:
    """`which`: the number in the list of my people, or the code."""
    view = talk.do(my_people)
    rows = view.rows if view else ()
    code = plain(which).upper()
    row = next((row for n, row in enumerate(rows, 1) if code and code in (str(n), row.code, row.code[3:])), None)
    if row is None:
        talk.say("Hand over whom? Type hand over and a number of my people, such as hand over 1.")
        return
    found = talk.do(see_hand_over, row.contact_id)
    done = _changed(talk, found) if found is not None else None
    if done is None:
        talk.say("Nothing is changed.")
    elif done.next_worker:
        talk.say(f"Written down. {done.worker} keeps them until {done.next_worker} says yes.")
    else:
        talk.say(f"Written down. {done.worker} has them.", *(["Tell them today."] if done.to_tell else []))


def _changed(talk: Talk, view: HandOverView) -> HandOverView | None:
    if view.choices:
        title = f"{view.next_worker}, {view.next_label}, takes over from {view.worker}? {view.because}. {NO_GAP}"
        said = talk.choose(title, view.choices)
        told = talk.choose("Does the person know?", KNOWS) if said == YES else TO_TELL
        return talk.do(answer_hand_over, view.contact_id, said, told) if said and told else None
    if view.to_tell:
        how = talk.choose(f"{view.code}: {view.worker} has them now.", AFTER_A_CHANGE)
        if how != AGAIN:
            return talk.do(person_told, view.contact_id) if how else None
    why = talk.choose(f"{view.worker} hands over. Why does it change? {NO_GAP}", CHANGES)
    service = talk.choose("Who takes over?", [(id, label) for id, label, _ in view.could]) if why else None
    workers = next((names for id, _, names in view.could if id == service), None)
    worker = talk.name("Who will it be?", workers) if workers is not None else None
    return talk.do(hand_over, view.contact_id, service, worker, why) if worker else None
