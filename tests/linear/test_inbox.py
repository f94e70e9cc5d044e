"""Somebody at a service, a line at a time; and a reason where one is due."""

from __future__ import annotations

from pathlib import Path

from tests.linear.script import CANCEL, Lines
from tests.usecases.trusted import over_since, trusted_hub
from triage.linear.desk import Desk
from triage.linear.talk import Talk
from triage.usecases import records as rec
from triage.usecases.afterwards.review import summary
from triage.usecases.handoff.handoffs import record_step
from triage.usecases.reception.contacts import park_contact


def test_priya_hears_what_was_agreed_and_says_yes(tmp_path: Path) -> None:
    hub = trusted_hub(tmp_path)
    hub.office.actor = None
    script = Lines("Rosa", "Priya", "list", "9", "1", CANCEL, "1", "1", "my people", "leave", "yes", office=hub.office)
    assert Desk(hub.office, script).run() == 0
    assert "Your work is done by commands." in script.all
    assert "Housing team: 1 sent to you." in script.all and "“9” is nobody in the list." in script.all
    assert "They agreed that you know:" in script.all and "Sam Reed" in script.all
    assert "No safe way to get in touch: do not ring, write or call round." in script.all
    assert "Nothing is written down." in script.all and "Written down: Yes, I have them." in script.all
    (yes,) = hub.office.inside(lambda rows, _h, _c: rows.find(rec.HandoffStep, step="accepted")).result()
    assert (yes.worker, yes.actor_id) == ("Priya", "priya")
    hub.office.close()


def test_grace_finishes_what_she_keeps_together(tmp_path: Path) -> None:
    hub = trusted_hub(tmp_path)
    hub.here(park_contact)
    hub.office.actor = None
    script = Lines("Grace", "my people", CANCEL, "my people", "1", CANCEL, "leave", "yes", office=hub.office)
    assert Desk(hub.office, script).run() == 0
    assert "Finish which?" in script.all and "How does this end?" in script.all  # on the way to Priya still
    hub.office.sign_in("asha")
    hub.do(record_step, hub.sent, "met")
    hub.do(record_step, hub.sent, "accepted", "Priya")
    hub.office.actor = None
    script = Lines(
        "Grace", "my people", "1", CANCEL, "my people", "1", "yes", "my people", "leave", "yes", office=hub.office
    )
    assert Desk(hub.office, script).run() == 0
    assert "Left as it is." in script.all and "is finished. Well done." in script.all
    events = hub.office.inside(lambda rows, _h, _c: rows.find(rec.ContactEvent, event="closed")).result()
    assert [event.actor_id for event in events] == ["grace"]
    hub.office.close()


def test_a_reason_is_asked_for_what_is_long_over(tmp_path: Path) -> None:
    hub = trusted_hub(tmp_path)
    over_since(hub, 50)
    hub.office.sign_in("tom")
    script = Lines(CANCEL, "2")
    talk = Talk(hub.office, script, lambda: None)
    assert talk.do(summary, hub.contact) is None and "It was not opened." in script.all
    assert "Say why you open it" in script.all
    assert talk.do(summary, hub.contact) is not None
    hub.office.close()
