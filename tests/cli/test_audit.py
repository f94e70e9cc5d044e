"""`triage audit`: read, whole or not, and its end kept elsewhere, on a real store somebody else touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]

from tests.cli.conftest import Command
from tests.usecases.conftest import Desk
from tests.usecases.trusted import as_, trusted_hub
from triage.usecases.afterwards.review import summary

INES = ("--demo", "--as", "Ines")


@pytest.fixture
def code(home: Path) -> str:
    hub: Desk = trusted_hub(home / "demo")
    try:
        return str(as_(hub, "mira", summary, hub.contact).code)
    finally:
        hub.office.close()


def touch(home: Path, sql: str) -> None:
    connection = driver.connect(str(home / "demo" / "triage.db"), isolation_level=None)
    connection.execute(sql)
    connection.close()


def test_read_by_code_and_by_day_and_the_reading_is_read_too(code: str, triage: Command) -> None:
    first = triage("audit", "list", code, *INES)
    assert first.code == 0 and "Mira read the page" in first.out and "looked who saw it" not in first.out
    second = triage("audit", "list", *INES)
    assert "Ines looked who saw it" in second.out and code in second.out
    assert "Sam" not in first.out + second.out
    assert triage("audit", "list", code, "--demo", "--as", "asha").code == 2


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE access SET actor_id='tom' WHERE number=2", "row 2: changed"),
        ("DELETE FROM access WHERE number=2", "row 2: removed"),
        ("INSERT INTO access SELECT 'x', at, actor_id, terminal_id, contact_id, what, fields, why, 2, before, hash"
         " FROM access WHERE number=2", "row 2: inserted"),
        ("DELETE FROM access WHERE number>1", "row 2: cut off"),
        ("DELETE FROM access", "row 1: cut off"),
    ],
)  # fmt: skip
def test_what_was_touched_is_named(sql: str, told: str, code: str, home: Path, triage: Command, tmp_path: Path) -> None:
    away = tmp_path / "away"
    assert triage("audit", "head", "--heads", away, *INES).code == 0
    assert triage("audit", "verify", "--heads", away, *INES).code == 0
    touch(home, sql)
    found = triage("audit", "verify", "--heads", away, *INES)
    assert found.code == 1 and told in found.out and "NOT whole" in found.out


ROTTEN = (
    "at='last Tuesday'", "at=x'ff00'", "number='many'", "fields='{\"half'", "why=x'ff', actor_id=x'00'", "number=1e15",
)  # fmt: skip


def test_what_is_no_row_of_ours_any_more_is_named_too_and_stops_nobody(
    code: str, home: Path, triage: Command, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    hub = "FROM access WHERE terminal_id=(SELECT id FROM terminal WHERE name<>'') AND number="
    assert triage("audit", "head", "--heads", away, *INES).code == 0
    for number, sql in enumerate(ROTTEN, 1):
        touch(home, f"UPDATE access SET {sql} WHERE id=(SELECT id {hub}{number})")
    found = triage("audit", "verify", "--heads", away, *INES)
    assert found.code == 1 and "NOT whole" in found.out
    named = {number for number in range(1, len(ROTTEN) + 1) if f"row {number}: changed" in found.out}
    assert named == {1, 2, 3, 4, 5} and "row 6: removed" in found.out and f"row {10**15}: changed" in found.out
    listed = triage("audit", "list", code, *INES)
    assert listed.code == 2 and "triage audit verify" in listed.err
    assert triage("audit", "head", "--heads", away, *INES).code == 0


def test_the_ends_kept_elsewhere_are_signed(code: str, triage: Command, tmp_path: Path) -> None:
    away = tmp_path / "away"
    triage("audit", "head", "--heads", away, *INES)
    file = away / "audit-heads.jsonl"
    line = json.loads(file.read_text())
    line["heads"][0][1] -= 1
    file.write_text(json.dumps(line) + "\n")
    found = triage("audit", "verify", "--heads", away, *INES)
    assert found.code == 1 and "line 1: not as it was signed" in found.out


def test_kept_when_somebody_leaves(code: str, home: Path, triage: Command, tmp_path: Path) -> None:
    away = tmp_path / "away"
    (home / "demo" / "settings.toml").write_text(f'audit_heads = "{away}"\n')
    triage("audit", "list", *INES)
    assert len((away / "audit-heads.jsonl").read_text().splitlines()) == 1
    said = triage("audit", "verify", *INES)
    assert said.code == 0 and "against 2 ends" in said.out
