"""The lock of the linear desk: a passphrase to begin, digits to come back, and somebody else starts at the front desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.keyed import PASSPHRASES, PINS, Keyed, copy_keyed
from tests.linear.script import Lines
from triage.bootstrap import open_office
from triage.core.access import Role
from triage.linear.coming import Left, let_in
from triage.linear.desk import Desk
from triage.linear.prompts import InputEnded, WentIdle
from triage.office import Office
from triage.usecases import records as rec
from triage.usecases.trust.idle import Idle
from triage.usecases.trust.locks import Locked
from triage.usecases.trust.staff import StaffView, change_staff


class Hears(Lines):
    """Keeps which prompts were hidden. A line that is a WentIdle is nobody typing."""

    def __init__(self, *lines: str | WentIdle | None) -> None:
        self._idles = [isinstance(line, WentIdle) for line in lines]
        super().__init__(*[None if isinstance(line, WentIdle) else line for line in lines])
        self.hidden: list[str] = []

    def line(self, prompt: str) -> str | None:
        at = self.typed
        found = super().line(prompt)
        if self._idles[at]:
            raise WentIdle
        return found

    def secret(self, prompt: str) -> str | None:
        self.hidden.append(prompt)
        return self.line(prompt)


@pytest.fixture
def keyed(tmp_path: Path) -> Keyed:
    return copy_keyed(tmp_path / "home")


@pytest.fixture
def office(keyed: Keyed) -> Iterator[Office]:
    opened = keyed.open("asha")
    yield opened
    opened.close()


def desk(office: Office, *lines: str | WentIdle | None) -> Hears:
    asker = Hears(*lines)
    with pytest.raises(InputEnded):
        Desk(office, asker, lambda: asker.said.append("--- cleared ---")).run()
    return asker


def test_a_name_and_a_passphrase(keyed: Keyed) -> None:
    with pytest.raises(Locked) as locked:
        open_office(keyed.settings)
    asker = Hears("nobody", "Asha", "not this one", "2", PASSPHRASES["asha"])
    office = let_in(locked.value, asker)
    assert office.actor is not None and office.actor.id == "asha" and office.has_pin()
    assert "That is not the passphrase. Try again; capital letters count." in asker.said
    assert asker.hidden == ["Passphrase:", "Passphrase:"] and "No backup has been made" in asker.all
    office.close()
    with pytest.raises(Left):
        let_in(locked.value, Hears("quit"))


def test_who_is_here_is_said(office: Office) -> None:
    heard = desk(office)
    assert any("Desk 2, Northmere Hub, Asha, " in line for line in heard.said)


def test_the_same_person_is_back_at_the_same_question(office: Office) -> None:
    heard = desk(office, "new", "lock", "", "000001", "", PINS["asha"], "again")
    after = heard.after("--- cleared ---")
    assert any("4 more tries" in line for line in after) and heard.hidden == ["Six digits:", "Six digits:"]
    assert "Is it OK to talk here" in "\n".join(heard.after("Back. again repeats"))
    events = office.do(lambda rows, _h, _c: rows.find(rec.ContactEvent)).result()
    assert [event.event for event in events] == ["opened"]


def test_somebody_else_starts_at_the_front_desk(office: Office) -> None:
    heard = desk(office, "new", "lock", "ben", PINS["ben"])
    (contact,) = office.do(lambda rows, _h, _c: rows.find(rec.Contact)).result()
    told = heard.after("Six digits:")
    assert f"{contact.code} waits for Asha, with everything kept. Ben is at this desk." in told
    assert any("Northmere Hub, Ben, " in line for line in told) and "Front desk." in heard.prompts[-1]
    events = office.do(lambda rows, _h, _c: rows.find(rec.ContactEvent)).result()
    assert [(event.event, event.actor_id) for event in events] == [("opened", "asha"), ("parked", "asha")]


def test_whoever_first_comes_in_somebody_s_turn_chooses_digits_too(office: Office) -> None:
    office.inside(lambda rows, _house, _ctx: rows.erase(rec.Pin, staff_id="ben")).result()
    heard = desk(office, "lock", "ben", PASSPHRASES["ben"], "918273", "918273")
    told = heard.after("Passphrase:")
    assert any(line.startswith("Choose six digits") for line in told) and "Kept." in heard.said
    assert office.wants("ben") == "pin"


def test_whoever_leads_and_is_at_no_service_is_refused_nothing(keyed: Keyed) -> None:
    office = keyed.open("mira")
    office.do(change_staff, StaffView("ben", "Ben", (Role.LEAD,))).result()
    office.read_staff()
    heard = desk(office, "lock", "ben", PINS["ben"], "list")
    office.close()
    told = heard.after("Six digits:")
    assert sum("so nobody is sent to you" in line for line in told) == 2
    assert not any("Nothing says" in line for line in heard.said)


def test_nobody_there_blanks_and_a_line_that_comes_late_is_nobodys(office: Office) -> None:
    later = [0.0]
    asker = Hears("new", WentIdle(), WentIdle(), "", "1", "", PINS["asha"], "1")
    at = Desk(office, asker, lambda: asker.said.append("--- cleared ---"))
    at.talk.idle = Idle(lambda: later[0], lambda: 0.0)
    plain = asker.line

    def line(prompt: str) -> str | None:
        if asker.typed == 4:
            later[0] = 301.0  # the next line is typed five minutes after
        return plain(prompt)

    asker.line = line  # type: ignore[method-assign]
    with pytest.raises(InputEnded):
        at.run()
    assert asker.prompts.count("Enter goes on:") == 2 and "Locked; everything is saved." in asker.all
    answers = office.do(lambda rows, _h, _c: rows.find(rec.Answer)).result()
    assert [(answer.question_id, answer.actor_id) for answer in answers] == [("ST2", "asha")]  # once, not twice


def test_leaving_from_the_lock(office: Office) -> None:
    asker = Hears("lock", "quit")
    assert Desk(office, asker).run() == 0
    assert "Everything is saved. Goodbye." in asker.said
