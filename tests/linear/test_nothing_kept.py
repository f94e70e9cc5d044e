"""Nothing written down, a line at a time: one slip must not take away all that was said."""

from __future__ import annotations

import pytest

from tests.linear.script import Lines
from triage.linear.assessment import Assessment
from triage.linear.talk import Talk, ToDesk
from triage.office import Office
from triage.usecases import records as rec
from triage.usecases.reception.contacts import open_contact, see_contact
from triage.usecases.visit.answers import give_answer


def test_it_asks_first(office: Office) -> None:
    contact = office.do(open_contact, "desk2").result().contact_id
    said = {"ST2": "here", "S3": ["no"], "RE1": {"about": ["other"]}, "ZZ1": "pnts", "RE3": "no"}
    for question, raw in said.items():
        office.do(give_answer, contact, question, raw).result()
    script = Lines("2", "no", "2", "yes", office=office)
    visit = Assessment(Talk(office, script, lambda: None), office.do(see_contact, contact).result())
    with pytest.raises(ToDesk, match="Nothing is written down"):
        visit.run()
    heard = "\n".join(script.said)
    assert heard.count("They want nothing written down?") == 2 and "It is asked again." in heard
    assert not office.do(lambda rows, _house, _ctx: rows.find(rec.Answer, contact_id=contact)).result()
