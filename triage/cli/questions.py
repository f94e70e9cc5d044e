"""`triage questions [--json]`: every question with its option ids, for authors and other programs (contract.md 2)."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from triage.core.questions import Question, QuestionSet


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="everything, for another program")
    parser.add_argument("--content", type=Path, metavar="DIR", help="another folder with question_sets/")


def run(args: argparse.Namespace) -> int:
    """Exit 0, or 1 with the content's problems on stderr."""
    from triage.content.load import load_question_set
    from triage.content.where import sample_content

    rules = load_question_set((args.content or sample_content()) / "question_sets")
    if args.json:
        json.dump(as_json(rules), sys.stdout, ensure_ascii=False, indent=2)
        print()
        return 0
    for module in rules.modules:
        print(f"{module.id}  {module.title}")
        for question in module.questions:
            print(f"    {question.id:<5} {question.text}")
            print(f"          {_answers(question)}")
    return 0


def as_json(rules: QuestionSet) -> dict[str, Any]:
    """The question set's id, version and hash, and every question in presented order."""
    questions = [_question(q) for module in rules.modules for q in module.questions]
    return {"id": rules.id, "version": rules.version, "hash": rules.hash, "questions": questions}


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "module": question.module,
        "layer": question.layer.value,
        "kind": question.kind.value,
        "where": question.where.name.lower(),
        "show_card": question.show_card,
        "everybody": question.everybody,
        "short": question.short,
        "text": question.text,
        "options": {option.id: option.text for option in question.options},
        "opens": {option.id: list(option.opens) for option in question.options if option.opens},
        "parts": {
            part.id: {"kind": part.kind.value, "options": [option.id for option in part.options]}
            for part in question.parts
        },
        "offers": {offer.name: offer.own for offer in question.offers},
    }


def _answers(question: Question) -> str:
    if question.parts:
        shown = (f"{p.id}: {' '.join(o.id for o in p.options) or p.kind.value}" for p in question.parts)
        return "{" + ", ".join(shown) + "}"
    ids = " ".join(option.id for option in question.options) or question.kind.value
    return f"[{ids}]" if question.kind.value == "many" else ids
