"""My people, a line at a time: one lead hands over to another."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from tests.journeys.desk import Morning
from tests.linear.script import Lines
from tests.tui.test_handing_over import led
from triage.linear.desk import Desk
from triage.linear.prompts import InputEnded
from triage.usecases import records as rec


def test_handed_over(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    contact = led(morning)
    office = morning.open_office()
    office.sign_in("asha")
    lines = (
        "hand over", "hand over 1", "back", "hand over 1", "They leave, or are away for more than a few days",
        "Carers' service", "Glenda", "hand over 1", "Glenda said yes", "2", "my people", "hand over 1", "1",
    )  # fmt: skip
    script = Lines(*lines, office=office)
    with suppress(InputEnded):
        Desk(office, script).run()
    rows = office.do(lambda rows, _h, _c: rows.find(rec.Lead, contact_id=contact)).result()
    reviews = office.do(lambda rows, _h, _c: rows.find(rec.Review, contact_id=contact)).result()
    office.close()
    assert [(row.worker, row.state) for row in rows] == [("Glenda", "accepted")]
    assert [(row.what, row.found, row.name) for row in reviews] == [
        ("lead_change", "to_tell", "Grace"),
        ("lead_change", "told", ""),
    ]
    assert "Hand over whom?" in script.all and "Nothing is changed." in script.all
    assert "Grace keeps them until Glenda says yes." in script.all
    assert "tell them today that Glenda has them now" in script.all
