"""An interpreter and a word of their own, a line at a time; and the word asked for at the next visit."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.journeys.desk import Morning
from tests.linear.script import Lines
from tests.tui.test_arranged import here
from triage.linear.arranging import arrange_beside
from triage.linear.returning import look_before
from triage.linear.talk import Talk
from triage.usecases import records as rec


def test_line_by_line(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    contact = here(morning).id
    office = morning.open_office()
    office.sign_in("asha")
    script = Lines("1", "1", "by phone", "5", "soon", "5", "tue 10:00", "5", "open", "", office=office)
    arrange_beside(Talk(office, script, lambda: None), contact)
    rows = office.do(lambda rows, _h, _c: rows.find(rec.PersonDetail, contact_id=contact)).result()
    office.close()
    said = {row.field: row.value for row in rows}
    assert (said["interpreter_how"], said["interpreter_booked"]) == ('"phone"', '""')
    assert "An interpreter: Romanian." in script.all and "Ours only: never family" in script.all
    assert "Booked for: Tuesday 24 November, 10:00" in script.all and "Nothing is changed." in script.all


def test_the_word_at_the_next_visit(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    here(morning)
    morning.clock.now += timedelta(days=2)
    office = morning.open_office()
    office.sign_in("asha")
    begun = []
    for word in ("rosebud", "bluebell"):
        script = Lines("Sam Reed", "1 3 1992", "", "", "1", word, "", "", office=office)
        begun.append(look_before(Talk(office, script, lambda: None), "desk2"))
        assert ("That is not the word." in script.all) is (word == "rosebud")
    office.close()
    assert begun[0] is None and begun[1] is not None and begun[1].was_here
