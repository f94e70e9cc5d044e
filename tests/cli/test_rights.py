"""`triage rights`: each word does its one thing, for whoever may, and what goes takes two."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.usecases.trusted import over_since, trusted_hub
from triage.usecases.handoff.handoffs import record_step
from triage.usecases.reception.contacts import see_contact

INES, MIRA, ASHA = (("--demo", "--as", name) for name in ("Ines", "Mira", "Asha"))


@pytest.fixture
def code(home: Path) -> str:
    hub = trusted_hub(home / "demo")
    found = str(hub.here(see_contact).code)
    hub.office.close()
    return found


def types(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{words}\n"))


def test_what_people_ask_of_us(code: str, triage: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    types(monkeypatch, "It is my brother's")
    said = triage("rights", "correct", code, "H1", *ASHA)
    assert said.code == 0 and "beside" in said.out
    assert "brother" in triage("summary", code, *ASHA).out
    types(monkeypatch, "You rang my sister")
    complaint = triage("rights", "complain", code, *ASHA).out.split()[0]
    assert triage("rights", "complaints", *ASHA).code == 2
    assert "to be acknowledged by" in triage("rights", "complaints", *INES).out
    types(monkeypatch, "sorry")
    assert "answered: sorry" in triage("rights", "answer", complaint, *INES).out
    assert triage("rights", "restrict", code, "Mira", *MIRA).code == 0
    assert triage("summary", code, *ASHA).code == 2
    assert "for everybody again" in triage("rights", "unrestrict", code, *MIRA).out
    assert triage("summary", code, *ASHA).code == 0
    usage = triage("rights", "correct", code, *ASHA)
    assert usage.code == 2 and "CODE QUESTION" in usage.err


@pytest.mark.parametrize(("what", "more"), [("correct", ["H1"]), ("complain", []), ("hold", [])])
def test_words_about_people_are_no_argument_and_an_empty_line_writes_nothing(
    what: str, more: list[str], code: str, triage: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell keeps what was typed after a command, for whoever opens it next (practice.md G5)."""
    who = INES if what == "hold" else ASHA
    ran = triage("rights", what, code, *more, "he hits me", *who)
    assert ran.code == 2 and "they are asked for" in ran.err
    types(monkeypatch, "")
    assert triage("rights", what, code, *more, *who).code == 2
    assert "No complaints." in triage("rights", "complaints", *INES).out


def test_what_goes_takes_two_and_a_hold_beats_both(
    home: Path, triage: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = trusted_hub(home / "demo")
    code = str(hub.here(see_contact).code)
    for step, worker in (("met", ""), ("accepted", "Priya"), ("first_contact", ""), ("outcome", ""), ("closed", "")):
        hub.do(record_step, hub.sent, step, worker)
    over_since(hub, 0)
    hub.office.close()
    still = triage("rights", "erase", code, *INES)
    assert still.code == 2 and "Somebody still has them" in still.err, "Grace keeps it together"
    types(monkeypatch, "a court asked")
    assert "On hold" in triage("rights", "hold", code, *INES).out
    assert "It is on hold" in triage("rights", "erase", code, *INES).err
    assert "over" in triage("rights", "release", code, *INES).out
    proposed = triage("rights", "propose", *INES)
    assert proposed.out == "Nothing is due.\n"
    assert triage("rights", "confirm", "no such thing", *MIRA).code == 2
