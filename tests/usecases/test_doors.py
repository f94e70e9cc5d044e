"""Every use case the faces hand in is behind a door, and who gets through each is as reviewed (promises.md, P20)."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import triage
from tests.usecases.conftest import Desk
from tests.usecases.trusted import STAFF, as_, trusted_hub
from triage.cli.main import COMMANDS
from triage.core.access import Actor, Role, no_screen
from triage.core.policy import Action
from triage.usecases import doors, guard
from triage.usecases import records as rec
from triage.usecases.doors import DOORS
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.contacts import see_contact

REVIEWED = Path(__file__).with_name("who_gets_through.txt")
CODE = Path(triage.__file__).parent


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = trusted_hub(tmp_path_factory.mktemp("hub"))
    yield made
    made.office.close()


def test_whoever_has_no_screen_is_told_exactly_the_commands_that_are_theirs() -> None:
    lines = dict(line.split(": ", 1) for line in REVIEWED.read_text().splitlines())
    behind = {
        "audit": "trust.audit.verify",
        "sar": "trust.sar.draft_copy",
        "rights": "trust.keeping.propose",
        "staff": "trust.staff.add_staff",
        "summary": "afterwards.review.summary_page",
        "explain": "visit.explaining.why",
    }
    for role in (Role.GOVERNANCE, Role.ADMINISTRATOR):
        told = set(re.findall(r"triage (\w+)", no_screen(role)))
        assert told and told <= COMMANDS.keys()
        assert told & behind.keys() == {command for command, name in behind.items() if role in lines[name].split()}


def handed_in() -> dict[str, str]:
    """Every function a face or a command gives to the office, by its full name; and where."""
    found = {}
    for file in sorted({*CODE.glob("tui/**/*.py"), *CODE.glob("linear/*.py"), *CODE.glob("cli/*.py")}):
        tree = ast.parse(file.read_text())
        brought = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for call in ast.walk(tree):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args):
                continue
            if call.func.attr in ("do", "save"):
                for name in ast.walk(call.args[0]):
                    if isinstance(name, ast.Name) and brought.get(name.id, "").startswith("triage.usecases."):
                        found[brought[name.id]] = str(file.relative_to(CODE))
    return found


def test_everything_the_faces_hand_in_has_a_door() -> None:
    handed = handed_in()
    assert len(handed) > 60
    assert {name: where for name, where in handed.items() if name not in DOORS} == {}, "add a line to usecases/doors.py"


def test_every_door_leads_to_a_use_case() -> None:
    for name in DOORS:
        module, _, function = name.rpartition(".")
        assert callable(getattr(import_module(module), function)), name


def test_without_a_door_nothing_is_done(hub: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "door_of", doors.door_of)
    with pytest.raises(UseCaseError, match="cannot be done from here"):
        hub.office.do(lambda rows, house, ctx: rows.find(rec.Person)).result()


def lets_through(desk: Desk, name: str, role: str) -> bool:
    """Whether somebody in this role gets through that door: to Sam, or to nobody where it is about nobody."""
    module, _, function = name.rpartition(".")
    use_case = getattr(import_module(module), function)
    member = next(one for one in desk.office.staff if one.id == STAFF.get(role, ""))
    actor = Actor(member.id, member.name, Role(member.role), member.services)

    def ask(rows: Rows, house: House, ctx: Context) -> bool:
        subject, _place = guard._subject(use_case)
        given: Any = {"contact_id": desk.contact, "handoff_id": desk.sent, "": None}[subject]
        ctx = replace(ctx, actor=actor)
        return guard.enter(rows, house, ctx, use_case, (), {subject: given} if subject else {}).error is None

    return bool(desk.office.inside(ask).result())


def who_gets_through(desk: Desk, name: str) -> str:
    """One line of the reviewed file."""
    who = [role for role in STAFF if lets_through(desk, name, role)]
    return f"{name.removeprefix('triage.usecases.')}: {' '.join(who) or 'nobody'}"


def test_who_gets_through_which_door_is_as_reviewed(hub: Desk) -> None:
    """A visit of today that Asha began, sent to Priya's service, kept together by Grace. Read the file: it is the point.

    TRIAGE_REVIEWED=write writes it anew.
    """
    lines = [who_gets_through(hub, name) for name in sorted(DOORS)]
    if os.environ.get("TRIAGE_REVIEWED") == "write":
        REVIEWED.write_text("\n".join(lines) + "\n")
    assert lines == REVIEWED.read_text().splitlines()


def test_a_no_is_written_down_and_says_why(hub: Desk) -> None:
    before = hub.rows(rec.Access)
    with pytest.raises(UseCaseError, match="stays at the desk"):
        as_(hub, "priya", see_contact, hub.contact)
    (row,) = [row for row in hub.rows(rec.Access) if row not in before]
    assert (row.actor_id, row.what, row.why) == ("priya", Action.ASK.value, "refused")


def test_a_visit_that_is_not_there_is_told_as_before(hub: Desk) -> None:
    assert "no longer in the list" in hub.refused(see_contact, "no such id")
