"""What is due of days before, a line at a time: found in the list of today and seen to from there."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.desk import Morning
from tests.linear.script import CANCEL, Lines
from tests.tui.test_later import last_week
from triage.linear.lists import tell_today
from triage.linear.talk import Talk
from triage.usecases import records as rec


def typed(morning: Morning, *lines: str | None) -> tuple[list[rec.Review], Lines]:
    office = morning.open_office()
    office.sign_in("asha")
    script = Lines(*lines, office=office)
    tell_today(Talk(office, script, lambda: None))
    found = office.do(lambda rows, _h, _c: rows.find(rec.Review)).result()
    office.close()
    return found, script


def test_due_is_told_first_and_seen_to(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    last_week(morning)
    found, script = typed(morning, "1", "after 1", "2", "1", "4", "1", CANCEL, "4", "1", "1", "", "")
    assert [(row.what, row.found, row.name) for row in found if row.what != "decision"] == [("follow_up", "well", "")]
    assert "Due from days before: 1 visit." in script.all
    assert "Monday 23 November 2026" in script.all and "to be looked at, ask how it went, by 10:15" in script.all
    assert "Decided without asking:" in script.all
    assert "Nothing is written down." in script.all  # left at the name


def test_a_decision_is_looked_at_by_name(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    last_week(morning)
    found, script = typed(morning, "after 1", "5", "1", "the duty desk", "Mira", "", "")
    assert [(row.what, row.found, row.name) for row in found] == [("decision", "right", "Mira")]
    assert "A name is needed, not a desk." in script.all and "Written down: It was right." in script.all


def test_a_supervisor_signs(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    last_week(morning, missed=True)
    found, script = typed(morning, "after 1", "1", "Finished with", "no", "yes", "no", "Mira", "", "")
    assert not [row for row in found if row.what == "sign_off"]
    assert "Then it stays open." in script.all
    found, _ = typed(morning, "after 1", "1", "Finished with", "no", "no", "no", "Mira", "", "")
    assert [row.name for row in found if row.what == "sign_off"] == ["Mira"]
