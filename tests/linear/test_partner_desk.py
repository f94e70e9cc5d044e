"""Priya sends somebody to the front desk, and Asha confirms what they said, a line at a time."""

from __future__ import annotations

import json
from pathlib import Path

from tests.journeys.desk import Morning
from tests.linear.script import CANCEL, Lines
from triage.linear.desk import Desk
from triage.usecases import records as rec
from triage.usecases.reception.desk import front_desk


def test_sent_by_priya_and_confirmed_by_asha(tmp_path: Path) -> None:
    office = Morning(tmp_path).open_office()
    sends = ("send", CANCEL, "send", "1 2 3 4", "1, 8", "", "Sam Reed", "leave", "yes")
    script = Lines("Priya", *sends, office=office)
    assert Desk(office, script).run() == 0
    assert (
        "Sent from Housing team. What brought them in?" in script.all and "Up to 3. Enter for 1, or back:" in script.all
    )
    assert "Nobody is sent." in script.all and "Up to 3 only." in script.all
    assert "waits in the front desk's list" in script.all
    office.actor = None
    office.sign_in("asha")
    (code,) = [one.code for one in office.do(front_desk).result().people if one.where == "sent from Housing team"]
    script = Lines(code, "here", "no", "yes", CANCEL, "leave", "yes", office=office)
    Desk(office, script).run()
    assert "SR, waiting since just now, sent from Housing team" in script.all
    assert "Said at Housing team, 10:15, what brought them in: home, a letter to make sense of." in script.all
    (row,) = office.inside(lambda rows, _h, _c: rows.find(rec.Answer, question_id="RE1")).result()
    office.close()
    assert json.loads(row.source)["sent_by"]["confirmed"]
