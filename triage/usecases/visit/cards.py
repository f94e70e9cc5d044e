"""Action cards at the desk: opened by anybody at any time, never dismissed silently (practice.md B)."""

from __future__ import annotations

from triage.core.cards import CardClose
from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.contacts import see_contact
from triage.usecases.views import AssessmentView, CardView
from triage.usecases.visit.answers_view import duty_lead_name, plain_card
from triage.usecases.write import stamp


def list_cards(house: House) -> tuple[CardView, ...]:
    """All cards in the order they matter. Works with nobody open, no store and no network."""
    lead = duty_lead_name(house)
    return tuple(plain_card(c, (), lead) for c in sorted(house.question_set.cards, key=lambda card: card.order))


def open_card(rows: Rows, house: House, ctx: Context, contact_id: str, card_id: str) -> CardView:
    """Staff open a card, with or without somebody at the desk (then `contact_id` is empty)."""
    card = house.question_set.card(card_id)
    rows.add(rec.CardEvent(**stamp(ctx), contact_id=contact_id, card=card_id, event="opened", to="", because=""))
    return plain_card(card, (), duty_lead_name(house))


def close_card(
    rows: Rows, house: House, ctx: Context, contact_id: str, card_id: str, how: str, to: str = "", because: str = ""
) -> AssessmentView | None:
    """Done, passed to somebody by name, or not what it seemed with a reason. Raises UseCaseError when that is missing."""
    closing = CardClose(how)
    if closing is CardClose.PASSED_TO and not any(letter.isalpha() for letter in to):
        raise UseCaseError("Who has it now? A name is needed.")
    if closing is CardClose.NOT_AS_SEEMED and not because.strip():
        raise UseCaseError("What was it instead? A few words are enough.")
    house.question_set.card(card_id)
    event = rec.CardEvent(
        **stamp(ctx), contact_id=contact_id, card=card_id, event=closing.value, to=to.strip(), because=because.strip()
    )
    rows.add(event)
    return see_contact(rows, house, ctx, contact_id) if contact_id else None
