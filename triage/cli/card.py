"""`triage card [NUMBER]`: an action card, or the list, with nobody open, no store and no network."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from triage.core.text import visible


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", nargs="?", help='the number on the card, such as 7 or 3A, or "all" for a wall sheet')
    parser.add_argument("--content", type=Path, metavar="DIR", help="another folder with question_sets/")


def run(args: argparse.Namespace) -> int:
    """Print a card. Exit 2 when there is no such card."""
    from triage.content.load import load_question_set
    from triage.content.where import sample_content
    from triage.usecases.say import card_lines
    from triage.usecases.visit.answers_view import plain_card

    rules = load_question_set((args.content or sample_content()) / "question_sets")
    cards = sorted((plain_card(card) for card in rules.cards), key=lambda card: rules.card(card.id).order)
    if not args.number:
        for card in cards:
            print(f"Card {card.number:<3} {card.title}")
        return 0
    chosen = cards if args.number == "all" else [c for c in cards if c.number.lower() == args.number.lower()]
    if not chosen:
        print(f"There is no card {visible(args.number)}. “triage card” lists them.", file=sys.stderr)
        return 2
    for card in chosen:
        print("\n".join(card_lines(card)), end="\n\n")
    return 0
