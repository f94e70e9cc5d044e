"""Another desk, by ear: where somebody is open, taking over, passing on, and being told that it was taken from here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.harness.desks import Desks, desks_on, do
from tests.linear.script import Lines
from triage.linear.desk import CANCELLED, LEFT, Desk
from triage.linear.prompts import InputEnded
from triage.office import Office
from triage.usecases import records as rec
from triage.usecases.reception.contacts import open_contact, resume_contact


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    with desks_on("file", tmp_path) as found:
        yield found


def sit(office: Office, *lines: str | None) -> str:
    """What was said while somebody typed these lines."""
    heard = Lines(*lines)
    with suppress(InputEnded):
        assert Desk(office, heard).run() in (LEFT, CANCELLED)
    return heard.all


def test_open_elsewhere_taken_over_with_a_reason(desks: Desks) -> None:
    here, there = desks.sit_down("Desk 2"), desks.sit_down("Desk 3", "tom")
    code = do(there, open_contact, "desk2").code
    said = sit(here, "list", code, "back", code, "2", "park", "", "to Leila")
    assert f"1 {code}, no name, open at Desk 3 since just now" in said
    assert "Tom has this open at Desk 3, since 10:15." in said and f"Take {code} over?" in said
    assert f"{code} waits for Leila. Everything is kept." in said
    events = do(here, lambda rows, _h, _c: rows.find(rec.ContactEvent))
    assert [(e.event, e.to) for e in events] == [("opened", ""), ("resumed", ""), ("passed_to", "Leila")]
    assert "nobody was at this desk" in events[1].detail


def test_taken_from_here_the_next_answer_is_refused_and_it_is_the_front_desk_again(desks: Desks) -> None:
    here, there = desks.sit_down("Desk 2"), desks.sit_down("Desk 3", "tom")

    class Taken(Lines):
        def line(self, prompt: str) -> str | None:
            typed = super().line(prompt)
            if self.typed == 2:  # while somebody is about to answer
                [contact] = do(there, lambda rows, _h, _c: rows.find(rec.Contact))
                do(there, resume_contact, contact.id, "", "it was passed on")
            return typed

    heard = Taken("new", "1", "list")
    with pytest.raises(InputEnded):
        Desk(here, heard).run()
    assert "Tom at Desk 3 took this over at 10:15: it was passed on. This was not saved. Desk 2" in heard.all
    assert heard.prompts[-1].startswith("Front desk.")
    assert do(here, lambda rows, _h, _c: rows.find(rec.Answer)) == []


def test_a_name_that_nobody_knows_is_asked_about_once_and_not_refused(desks: Desks) -> None:
    here = desks.sit_down("Desk 2")
    said = sit(here, "new", "park", "", "to leyla", "no", "park", "", "to leyla", "yes", "new", "park", "", "to mira")
    assert said.count("Nobody called “leyla” is known here today. Did you mean Leila?") == 2
    events = do(here, lambda rows, _h, _c: rows.find(rec.ContactEvent))
    assert [(e.event, e.to) for e in events if e.to] == [("passed_to", "leyla"), ("passed_to", "Mira")]
