"""Action cards as lines: the first thing to do first, and no way round saying what became of it (practice.md B).

A card is closed as done, passed to somebody by name, or not what it seemed with a reason; a cancelled prompt closes
nothing. Works with nobody open. Called by `assessment`, the steps after it and the front desk.
"""

from __future__ import annotations

from triage.linear.parking import park, who_is_meant
from triage.linear.talk import Talk, Visit
from triage.usecases.handoff.known_names import WRITE_IT_DOWN, who_may_have
from triage.usecases.ports import UseCaseError
from triage.usecases.say import card_lines
from triage.usecases.views import CardView
from triage.usecases.visit.card_looks import LOOKED
from triage.usecases.visit.cards import close_card, list_cards, open_card

_DONE, _PASSED, _NOT, _PARK = ("1", "done"), ("2", "passed to", "passed"), ("3", "not what it seemed", "not"), "park"
_LOOKED = ("only looked", "looked", "back", "b")
_HOW = "1 done, 2 passed to NAME, 3 not what it seemed REASON:"
_HOW_OR_LOOKED = "1 done, 2 passed to NAME, 3 not what it seemed REASON, or back if you only looked:"
_HELP = (
    "Do the first line first. The card is closed when it is in good hands: type done, or passed to and a name,",
    "or not what it seemed and a few words why. again reads the card once more. park: they wait, the card stays open.",
)


def work_card(talk: Talk, card: CardView, visit: Visit | None, *, by_staff: bool = False) -> bool:
    """Read a card out and ask what became of it. False when it could not be closed and was left.

    `by_staff`: opened from the list, so it may have been only looked at.
    """
    looked = _LOOKED if by_staff else ()
    because = [f"Because: {'; '.join(card.because)}"] if card.because else []
    talk.show(*[line for line in card_lines(card) if line], *because)
    while True:
        words = (*_DONE, *_PASSED, *_NOT, *looked, *([_PARK] if visit else []))
        found = talk.command(_HOW_OR_LOOKED if looked else _HOW, words, _HELP)
        if found is None:
            if _leaves_open(talk, card, visit):
                return False
            continue
        word, rest = found
        if word in looked:
            closed = _close(talk, card, visit, "not_as_seemed", LOOKED)
        elif word in _DONE and not rest:
            closed = _close(talk, card, visit, "done", "")
        elif word in _PASSED:
            names = who_may_have(talk.office.house, card, talk.office.now())
            to = who_is_meant(talk, rest or talk.words("Who has it now? A name:") or "", names, WRITE_IT_DOWN)
            closed = to is not None and _close(talk, card, visit, "passed_to", to)
        elif word in _NOT:
            closed = _close(talk, card, visit, "not_as_seemed", rest or talk.words("What was it instead?") or "")
        elif word == _PARK and visit:
            closed = False
            park(talk, visit)
        else:
            closed = False
            talk.say("The card is still open. Type done, passed to and a name, or not what it seemed and why.")
        if closed:
            return True


def pick_card(talk: Talk, visit: Visit | None) -> None:
    """The list of cards; the one chosen is opened, and stays until it is closed."""
    cards = list_cards(talk.office.house)
    lines = [(card.id, f"card {card.number}, {card.title}") for card in cards]
    talk.show("What cannot wait?", *[words for _, words in lines])
    while typed := talk.words("Number of the card, or back:"):
        card = next((card for card in cards if card.number.casefold() == typed.casefold().removeprefix("card ")), None)
        if card is None:
            talk.say("There is no card with that number.")
            continue
        talk.do(open_card, visit.contact_id if visit else "", card.id)
        work_card(talk, card, visit, by_staff=True)
        return
    talk.say("No card opened.")


def _close(talk: Talk, card: CardView, visit: Visit | None, how: str, told: str) -> bool:
    """Write it down; False, with the sentence said, when something is missing."""
    to, because = (told, "") if how == "passed_to" else ("", told)
    try:
        talk.save(close_card, visit.contact_id if visit else "", card.id, how, to, because)
    except UseCaseError as problem:
        talk.say(str(problem))
        return False
    ends = {"done": "is done", "passed_to": f"is passed to {to}", "not_as_seemed": f"was not what it seemed: {because}"}
    if because == LOOKED:
        talk.say(f"Card {card.number} was only looked at.")
        return True
    talk.say(f"Written down: card {card.number} {ends[how]}.")
    return True


def _leaves_open(talk: Talk, card: CardView, visit: Visit | None) -> bool:
    """After a cancel: the card stays open. With somebody at the desk they may wait; else the list is left."""
    talk.say(f"Card {card.number} stays open. Nothing was written down.")
    if visit is None:
        return talk.yes_or_no("Leave the card open for now?") is True
    if talk.yes_or_no(f"Shall {visit.code} wait, with the card open?"):
        park(talk, visit)
    return False
