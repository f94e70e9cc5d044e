"""The case tables of tests/content/cases: read, expanded, and run through `triage assess --answers`.

A case says what somebody at the desk would say, where the guide stands, what was answered, and what follows from it by
the guide. The words it may use are `GIVEN` and `EXPECTED`; any other is refused. README.md beside the tables explains.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from tests.core.shipped import NOW, content
from triage.cli import assess as command
from triage.content import load
from triage.content.load import Content
from triage.usecases.visit.assessment import Assessed
from triage.usecases.visit.output import as_json

TABLES = Path(__file__).parent / "cases"
GIVEN = ("says", "guide", "like", "each", "answers", "as_of", "place", "speaker", "visits_90_days", "opened", "marked")
MARKED = ("cards", "needs", "agreements", "desk")
EXPECTED = (
    *("needs", "not_needs", "raised", "why", "wanted"),
    *("cards", "prompts", "status", "next", "asked", "due", "not_due", "held", "opens", "set_aside", "sections"),
    *("plan", "not_plan", "lead", "ends", "unmet", "sharing"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One row. `file` is the answers file of contract.md 3 as data; `expected` what the guide says follows."""

    name: str
    table: str
    guide: str
    file: dict[str, Any]
    expected: dict[str, Any]


@cache
def cases() -> tuple[Case, ...]:
    """Every case of every table; a row with `each` is one case per value."""
    return tuple(
        case for path in sorted(TABLES.glob("*.yaml")) for row in _read(path) for case in expand(path.stem, row)
    )


@cache
def people() -> dict[str, Any]:
    """The people some cases begin from, by the name `like` gives."""
    return dict(_read(TABLES / "people.yml"))


def _read(path: Path) -> Any:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar stays the text that was typed
    return yaml.load(path.read_text(encoding="utf-8"), loader)


def expand(table: str, row: dict[str, Any]) -> Iterator[Case]:
    """The cases of one row. Raises ValueError for a word that is none, or a row that says too little."""
    if unknown := set(row) - set(GIVEN) - set(EXPECTED):
        raise ValueError(f"{table}: {row.get('says')}: not words of a case: {', '.join(sorted(unknown))}")
    if unknown := set(row.get("marked", {})) - set(MARKED):
        raise ValueError(f"{table}: {row['says']}: not words of `marked`: {', '.join(sorted(unknown))}")
    expected = {key: row[key] for key in EXPECTED if key in row}
    if not (row.get("says") and row.get("guide") and expected):
        raise ValueError(f"{table}: {row.get('says')}: a case says what it is, where the guide stands, what follows")
    file = {key: row[key] for key in ("speaker", "visits_90_days", "opened") if key in row}
    file |= {"as_of": row.get("as_of", NOW.isoformat()), "place": row.get("place", "pod"), **row.get("marked", {})}
    answers = {**people()[row["like"]], **row.get("answers", {})} if "like" in row else dict(row.get("answers", {}))
    ways = [
        ({question: value}, f" ({_words(value)})")
        for question, values in row.get("each", {}).items()
        for value in values
    ]
    for more, words in ways or [({}, "")]:
        case = {**file, "answers": {**answers, **more}}
        yield Case(f"{row['says']}{words}", table, row["guide"], case, expected)


def _words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_words(inner)}" for key, inner in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found: as `triage assess --json` prints it, and as it is before that, to see what decided."""

    found: dict[str, Any]
    result: Assessed


def assess(case: Case, folder: Path, of: Content | None = None) -> Outcome:
    """A case as `triage assess --answers` works it out, from a file that is written in `folder`. `of`: other content."""
    path = folder / "case.json"
    path.write_text(json.dumps(case.file), encoding="utf-8")
    with patch.object(load, "load_content", lambda *_: of or content()):  # read once for all cases
        done = command.assess_file(path, None, None)
    assert not isinstance(done, int), f"{case.name}: the file cannot be read"
    house, result, marks, now = done
    return Outcome(as_json(house, result, marks, now), result)
