"""`ring` as lines: while asking, with its outcome; and from find, with nothing written down."""

from __future__ import annotations

from contextlib import suppress

from tests.linear.script import CANCEL, Lines
from triage.linear.desk import Desk
from triage.linear.prompts import InputEnded
from triage.office import Office
from triage.usecases import records as rec


def played(office: Office, *lines: str | None) -> Lines:
    script = Lines(*lines, office=office)
    with suppress(InputEnded):
        Desk(office, script).run()
    return script


def rung(office: Office) -> list[rec.ContactEvent]:
    return office.do(lambda rows, _house, _ctx: rows.find(rec.ContactEvent, event="rang")).result()


def test_while_asking(office: Office) -> None:
    to_ready = ("new", "here", "no", "ring", "1 a letter", "two months", "two months")
    heard = played(office, *to_ready[:4])
    assert "Nobody yet, for what was said so far. find and some words has every number." in heard.said
    assert not rung(office)


def test_from_find_nothing_is_written_down(office: Office) -> None:
    heard = played(office, "find kicked out", "ring 1", CANCEL, "ring 1", "", "ring 99")
    assert "Priya: 4120." in heard.said
    assert any(line.startswith("Say first: Hello, is that Priya?") for line in heard.said)
    assert heard.said.count("Nothing is written down of the call.") == 2
    assert not rung(office)
