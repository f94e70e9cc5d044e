"""Reading back: "I heard: … Did I get that right?", and for each thing whether help is wanted (ZZ3, ZZ4).

Every decision is saved as it is made; Enter and a cancelled prompt decide nothing. Called by `after`.
"""

from __future__ import annotations

from triage.core.needs import Severity
from triage.linear.reading import NotRead, read_one
from triage.linear.steps import LEAVE_STEP, ON, Step, ask_step, number_in, sentence
from triage.linear.talk import Talk, Visit
from triage.usecases import say
from triage.usecases.views import NeedView, ReadBackView
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

WANTED = (("now", "now"), ("later", "later"), ("no", "no thanks"), ("already", "already getting it"))
NOT_ASKED = "not_asked"
_MEANS = {"1": "now", "2": "later", "3": "no", "4": "already", **{words: id for id, words in WANTED}, "no": "no"}
_MEANS["already"] = "already"
_ASK = "1 now, 2 later, 3 no thanks, 4 already getting it:"
_ALL = ("add", "away", "pressing", *[str(n) for n in range(1, 100)])
_ONE_HELP = (
    "Ask whether they want help with it: now, later, no thanks, or already getting it. Enter leaves it for the moment.",
    "away: that was not right. pressing: it cannot wait as long as it says, and you say why.",
)
_ALL_HELP = (
    "Enter goes on. add: something that was missed. A number asks that one again.",
    "away 2: that one was not right. pressing 2: it cannot wait as long as it says. again repeats them all.",
)


def read_it_back(talk: Talk, visit: Visit) -> Step:
    """Read it all back, ask what nobody asked yet, and go on when everything has an answer."""
    view = talk.do(read_back, visit.contact_id)
    if view is None:
        return Step.QUESTIONS
    _tell(talk, view)
    for place, need in enumerate(view.needs):
        if not need.wanted and not _ask_one(talk, visit, need, place + 1):
            break
    while (view := talk.do(read_back, visit.contact_id)) is not None:
        word, rest = ask_step(talk, visit, "Anything missed? Enter goes on, or add, away, pressing:", _ALL, _ALL_HELP)
        if word == LEAVE_STEP:
            return Step.QUESTIONS
        if word == ON and (step := _go_on(talk, view)):
            return step
        _change(talk, visit, view, word, rest)
    return Step.QUESTIONS


def _tell(talk: Talk, view: ReadBackView) -> None:
    lines = ["Read it back. I heard:"] if view.needs else ["Nothing came up that needs help."]
    lines += [f"{place}. {_need_words(need)}" for place, need in enumerate(view.needs, 1)]
    lines += [f"What they hope for: “{view.hoped_for}”"] if view.hoped_for else []
    lines += [f"Not covered: {'; '.join(say.grouped(view.not_covered))}."] if view.not_covered else []
    talk.show(*lines, "Say: did I get that right?")


def _need_words(need: NeedView) -> str:
    because = "; ".join(part for part in (*need.because, need.raised) if part)
    words = [sentence(need.plain), sentence(need.when)]
    words += [f"Because: {sentence(because)}"] if because else []
    words += [f"Help wanted: {dict(WANTED).get(need.wanted, need.wanted)}."] if need.wanted else []
    return " ".join(words)


def _ask_one(talk: Talk, visit: Visit, need: NeedView, place: int) -> bool:
    """Whether help with one thing is wanted. False when the rest is not to be asked now."""
    talk.show(f"{place}. {sentence(need.plain)} Do they want help with it?")
    while True:
        word, rest = ask_step(talk, visit, _ASK, (*_MEANS, "away", "pressing"), _ONE_HELP)
        if word in (ON, LEAVE_STEP):
            if word == ON:
                talk.say("Left as it is. Nothing is written down for it.")
            return word == ON
        if word == "away":
            if _take_away(talk, visit, need):
                return True
        elif word == "pressing":
            _pressing(talk, visit, need)
        elif not rest:
            wanted = _MEANS[word]
            if talk.do(confirm_needs, visit.contact_id, [NeedDecision(need.code, wanted=wanted)]) is not None:
                talk.say(f"Written down: {dict(WANTED)[wanted]}.")
                return True
        else:
            talk.say("Type only one of the four, or its number.")


def _go_on(talk: Talk, view: ReadBackView) -> Step | None:
    open_ = [str(place) for place, need in enumerate(view.needs, 1) if not need.wanted]
    if open_:
        talk.say(f"Not asked yet: {', '.join(open_)}. Type the number to ask it.")
        return None
    return Step.HELPERS if any(need.wanted == "now" for need in view.needs) else Step.FINISH


def _change(talk: Talk, visit: Visit, view: ReadBackView, word: str, rest: str) -> None:
    if word == "add":
        _add(talk, visit, view, rest)
    elif word.isdecimal():
        place = number_in(talk, word, len(view.needs))
        if place is not None:
            _ask_one(talk, visit, view.needs[place], place + 1)
    elif word:
        place = number_in(talk, rest, len(view.needs))
        if place is not None:
            need = view.needs[place]
            _take_away(talk, visit, need) if word == "away" else _pressing(talk, visit, need)


def _add(talk: Talk, visit: Visit, view: ReadBackView, rest: str) -> None:
    """By words, since the list is long: the lines that fit are read out by their numbers."""
    typed = rest or talk.words("What was missed? A word of it:")
    code = _found(talk, typed, view) if typed else None
    decision = NeedDecision(code, NOT_ASKED, added=True) if code else None
    if decision is None or talk.do(confirm_needs, visit.contact_id, [decision]) is None:
        talk.say("Nothing is added.")
        return
    added = talk.do(read_back, visit.contact_id)
    for place, need in enumerate(added.needs if added else (), 1):
        if need.code == code:
            talk.say(f"Added as {place}. {_need_words(need)}")
            _ask_one(talk, visit, need, place)


def _found(talk: Talk, typed: str, view: ReadBackView) -> str | None:
    try:
        return read_one(typed, view.could_add)
    except NotRead:
        words = typed.casefold().split()
        fits = [(code, label) for code, label in view.could_add if all(word in label.casefold() for word in words)]
    if not fits:
        talk.say("Nothing like that in the list. Another word may find it.")
        return None
    return talk.choose("Which one?", fits)


def _take_away(talk: Talk, visit: Visit, need: NeedView) -> bool:
    decision = NeedDecision(need.code, need.wanted or NOT_ASKED, removed=True)
    if talk.do(confirm_needs, visit.contact_id, [decision]) is None:
        return False
    view = talk.do(read_back, visit.contact_id)
    again = " add puts it back." if view and any(code == need.code for code, _ in view.could_add) else ""
    talk.say(f"Taken away: {sentence(need.plain)}{again}")
    return True


def _pressing(talk: Talk, visit: Visit, need: NeedView) -> None:
    """More pressing than it says: as staff can see, or one step up for a reason in own words."""
    if need.by_card or need.when == say.WHEN[Severity.URGENT.value]:
        talk.say("It is as pressing as it can be already.")
        return
    told = talk.reason(
        f"What makes it more pressing than “{need.when}”?", [(s, say.staff_words(s)) for s in need.staff_lines]
    )
    if told is None:
        talk.say("Nothing is changed.")
        return
    severity, because = say.raised_to(need, told)
    decision = NeedDecision(need.code, need.wanted or NOT_ASKED, False, severity, because)
    if talk.do(confirm_needs, visit.contact_id, [decision]) is not None:
        talk.say(f"Written down: {say.WHEN[severity]}. {sentence(because)}")
