"""The case tables of tests/content/cases: read, expanded, and run through `triage assess --answers`.

A case says what somebody at the desk would say, where the guide stands, what was answered, and what follows from it by
the guide. The words it may use are `GIVEN` and `EXPECTED`; any other is refused. README.md beside the tables explains.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.core.shipped import NOW, content
from triage.cli import assess as command
from triage.cli.main import main
from triage.content import load

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
    return tuple(case for path in sorted(TABLES.glob("*.yaml")) for row in _rows(path) for case in _expand(path, row))


@cache
def people() -> dict[str, Any]:
    """The people some cases begin from, by the name `like` gives."""
    return dict(_read(TABLES / "people.yml"))


def _rows(path: Path) -> list[dict[str, Any]]:
    return list(_read(path))


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # every scalar stays the text that was typed


def _expand(path: Path, row: dict[str, Any]) -> Iterator[Case]:
    if unknown := set(row) - set(GIVEN) - set(EXPECTED):
        raise ValueError(f"{path.name}: {row.get('says')}: not words of a case: {', '.join(sorted(unknown))}")
    if unknown := set(row.get("marked", {})) - set(MARKED):
        raise ValueError(f"{path.name}: {row['says']}: not words of `marked`: {', '.join(sorted(unknown))}")
    expected = {key: row[key] for key in EXPECTED if key in row}
    if not (row.get("says") and row.get("guide") and expected):
        raise ValueError(f"{path.name}: {row.get('says')}: a case says what it is, where the guide stands, what follows")
    file = {key: row[key] for key in ("speaker", "visits_90_days", "opened") if key in row}
    file |= {"as_of": row.get("as_of", NOW.isoformat()), "place": row.get("place", "pod"), **row.get("marked", {})}
    answers = {**people()[row["like"]], **row.get("answers", {})} if "like" in row else dict(row.get("answers", {}))
    ways = [({question: value}, f" ({_words(value)})") for question, values in row.get("each", {}).items() for value in values]
    for more, words in ways or [({}, "")]:
        case = {**file, "answers": {**answers, **more}}
        yield Case(f"{row['says']}{words}", path.stem, row["guide"], case, expected)


def _words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_words(inner)}" for key, inner in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def assess(case: Case, folder: Path) -> dict[str, Any]:
    """What `triage assess --answers FILE --json` prints for a case."""
    path, out = _written(case, folder), io.StringIO()
    with _content_once(), redirect_stdout(out):
        code = main(["assess", "--answers", str(path), "--json"])
    assert code == 0
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def looked_into(case: Case, folder: Path) -> Any:
    """The same assessment before it is printed, to see which condition decided."""
    with _content_once():
        done = command.assess_file(_written(case, folder), None, None)
    assert not isinstance(done, int)
    return done[1]


def _written(case: Case, folder: Path) -> Path:
    path = folder / "case.json"
    path.write_text(json.dumps(case.file), encoding="utf-8")
    return path


class _content_once:  # noqa: N801  a context manager, used like a function
    """The shipped content is read once for all cases."""

    def __enter__(self) -> None:
        self.before = load.load_content
        load.load_content = lambda *_: content()  # type: ignore[assignment]

    def __exit__(self, *_: object) -> None:
        load.load_content = self.before
