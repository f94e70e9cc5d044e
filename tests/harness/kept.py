"""What a data folder holds, read with the bare driver from a copy, so that the next start finds it as it was left.

Knows nothing of use cases or of SQLModel: what it finds is what a file of SQLite says. Used by tests/faults.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]

from triage.bootstrap import open_office
from triage.content.where import sample_content
from triage.settings import Settings

DEMO = "demo"


@dataclass(frozen=True)
class Kept:
    """`integrity` is "ok" in a sound database. `answers`: contact code → question id → the value as stored.

    `details` are the facts kept apart from the answers, by code and field. `codes` is in the order people came;
    `open_here` is the code of the visit in hand when the program went, if one was. `begun`: of that visit, forms that
    are not answered yet, and how many of their parts are filled in.
    """

    integrity: str
    codes: tuple[str, ...]
    answers: dict[str, dict[str, str]]
    details: dict[str, dict[str, str]]
    open_here: str
    begun: dict[str, int]


def prepare_home(home: Path) -> Path:
    """A data folder in which the demo's people wait already, made without a face. Copy it for each test."""
    open_office(Settings(home=home / DEMO, content=sample_content(), demo=True)).close()
    return home


def copy_home(home: Path, to: Path) -> Path:
    return Path(shutil.copytree(home, to))


def read_kept(home: Path) -> Kept:
    """Read the demo's store of `home` as the last process left it, write-ahead log and all."""
    with tempfile.TemporaryDirectory() as folder:
        connection = driver.connect(str(copy_home(home / DEMO, Path(folder, "copy")) / "triage.db"))
        try:
            return _read(connection)
        finally:
            connection.close()


def _read(connection: driver.Connection) -> Kept:
    def ask(sql: str) -> list[tuple[str, ...]]:
        return list(connection.execute(sql))

    codes = {id: code for id, code in ask("SELECT id, code FROM contact ORDER BY id")}
    answers: dict[str, dict[str, str]] = {code: {} for code in codes.values()}
    details: dict[str, dict[str, str]] = {code: {} for code in codes.values()}
    begun: dict[str, dict[str, str]] = {code: {} for code in codes.values()}
    for contact, question, value, source in ask(
        "SELECT contact_id, question_id, value, source FROM answer ORDER BY id"
    ):
        so_far = json.loads(source).get("so_far")
        (begun if so_far else answers)[codes[contact]][question] = value
    for contact, field, value in ask("SELECT contact_id, field, value FROM person_detail ORDER BY id"):
        details[codes[contact]][field] = value
    events = ask("SELECT contact_id, event FROM contact_event WHERE event != 'moved' ORDER BY id")
    last = {contact: event for contact, event in events}
    in_hand = [codes[contact] for contact, event in last.items() if event in ("opened", "resumed")]
    (integrity,) = ask("PRAGMA integrity_check")[0]
    here = in_hand[-1] if in_hand else ""
    forms = {
        question: _filled(question, value, details[here])
        for question, value in begun.get(here, {}).items()
        if question not in answers[here]
    }
    return Kept(str(integrity), tuple(codes.values()), answers, details, here, forms)


def _filled(question: str, value: str, details: dict[str, str]) -> int:
    """How many parts of a form hold something; those of HO1 and HO2 stand among the details."""
    if question == "HO1":
        return sum(details.get(part, '""') != '""' for part in ("name", "born", "postcode", "no_fixed_address"))
    return len(json.loads(details["safe_contact"] if question == "HO2" else value))
