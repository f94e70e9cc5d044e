"""`triage find [WORDS]`: who helps with what somebody just said, with nobody open, no store and no network.

Without WORDS they are read from standard input, so that they stay out of the shell's history (practice.md G5). What was
looked for is written nowhere.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triage.cli.assess import moment
from triage.core.text import visible

if TYPE_CHECKING:
    from triage.usecases.ports import House
    from triage.usecases.reception.find import FoundRow, FoundView

_USAGE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", help='what was said, a name, "open now", "floor 1"; none: asked for')
    parser.add_argument("--json", action="store_true", help="everything, for another program")
    parser.add_argument("--page", action="store_true", help="all about the first one found")
    parser.add_argument("--at", metavar="ISO", type=moment, help="the moment that opening times are told for; else now")
    parser.add_argument(
        "--content", type=Path, metavar="DIR", help="another folder with question_sets/ and directory.yaml"
    )


def run(args: argparse.Namespace) -> int:
    """Exit 0 also when nobody was found, which is said; 2 when there was nothing to look for."""
    from triage.content.load import load_content
    from triage.content.where import sample_content
    from triage.usecases.ports import House
    from triage.usecases.reception.find import find_services

    typed = " ".join(args.words).strip() or _read_words()
    if not typed:
        print("What are you looking for? Such as: triage find rent", file=sys.stderr)
        return _USAGE
    content = load_content(args.content or sample_content())
    house, now = House(content.question_set, content.directory), args.at or datetime.now(UTC)
    view = find_services(house, now, typed)
    if args.json:
        json.dump(_as_json(house, now, view, args.page), sys.stdout, ensure_ascii=False, indent=2)
        print()
        return 0
    lines = _page(house, now, view.rows[0]) if args.page and view.rows else list(_lines(view))
    print("\n".join(visible(line) for line in lines))
    return 0


def _read_words() -> str:
    """One line that no history keeps; the question goes to standard error, so that output can be piped."""
    if sys.stdin.isatty():
        print("What are you looking for?", file=sys.stderr)
    return sys.stdin.readline().strip()


def _lines(view: FoundView) -> list[str]:
    lines = [f"Only: {view.only}"] if view.only else []
    for row in view.rows:
        lines.append(" · ".join(part for part in (row.label, row.where, row.when, row.who) if part))
        lines.append(
            " · ".join(part for part in (f"    {row.about}", *([f"matches: {row.because}"] * bool(row.because))))
        )
    more = [f"and {view.more} more: another word narrows it down"] if view.more else []
    return [*lines, *view.told, *more]


def _page(house: House, now: datetime, row: FoundRow) -> list[str]:
    from triage.usecases.reception.service_page import service_page

    page = service_page(house, now, row.service)
    lines = [page.label]
    for title, inner in page.sections:
        lines += ["", title, *[f"  {line}" for line in inner]]
    return lines


def _as_json(house: House, now: datetime, view: FoundView, whole: bool) -> dict[str, Any]:
    """What was typed is not repeated: whoever asked has it, and a file of answers should not hold it."""
    from triage.usecases.reception.service_page import service_page

    found = []
    for row in view.rows:
        entry: dict[str, Any] = asdict(row)
        if whole:
            entry["page"] = {title: list(lines) for title, lines in service_page(house, now, row.service).sections}
        found.append(entry)
    hashed = {"question_set": house.question_set.hash, "directory": house.directory.hash}
    return {
        **hashed,
        "at": now.isoformat(),
        "only": view.only,
        "found": found,
        "more": view.more,
        "told": list(view.told),
    }
