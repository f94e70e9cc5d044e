"""What `triage assess --json` found, read the way tests ask about it; and the files it read (answers/)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

FILES = Path(__file__).parent / "answers"

Found = dict[str, Any]
Assess = Callable[..., Found]
Changed = Callable[[str, str, str], Path]


def told(name: str) -> str:
    return (FILES / f"{name}.yaml").read_text(encoding="utf-8")


def needs(found: Found) -> dict[str, str]:
    return {need["code"]: need["severity"] for need in found["needs"]}


def cards(found: Found) -> list[str]:
    return [card["card"] for card in found["cards"]]


def plan(found: Found) -> dict[str, str]:
    return {item["service"]: item["mode"] for item in found["plan"]}


def helpers(found: Found) -> dict[str, str]:
    """Need → the service proposed for it."""
    return {need: item["service"] for item in found["plan"] for need in item["needs"]}


def open_still(found: Found) -> dict[str, str]:
    return {gap["question"]: gap["because"] for gap in found["not_covered"]}


def why(found: Found, code: str) -> dict[str, str]:
    need = next(need for need in found["needs"] if need["code"] == code)
    return {reason["question"]: reason["says"] for reason in need["because"]}
