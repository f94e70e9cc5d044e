"""Guessing stops (promises.md P21): five tries of somebody's digits, then their passphrase; nobody else is kept out.

Whatever is done between the tries: another start, another clock, files deleted. The control counts nothing, and is
guessed.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.harness.amount import amount
from tests.harness.keyed import PASSPHRASES, PINS, Keyed, copy_keyed
from triage import bootstrap
from triage.keys.keyfile import FILE
from triage.office import Office
from triage.store.last_backup import LAST
from triage.usecases import records as rec
from triage.usecases.ports import UseCaseError
from triage.usecases.trust import signing
from triage.usecases.trust.locks import PASSPHRASE, PIN, TRIES

WRONG = "000001"
RUNS = amount(6, 60)
ENOUGH = 3 * TRIES  # tries that nobody is given


@pytest.fixture
def keyed(tmp_path: Path) -> Keyed:
    return copy_keyed(tmp_path / "home")


@pytest.fixture
def office(keyed: Keyed) -> Iterator[Office]:
    opened = keyed.open("mira")
    yield opened
    opened.close()


def guess(office: Office, who: str, pin: str) -> str:
    """What was answered; empty when it was right."""
    try:
        office.sign_in(who, pin)
    except UseCaseError as problem:
        return str(problem)
    return ""


def stopped(at: datetime) -> Callable[[], datetime]:
    return lambda: at


def test_five_tries_and_then_the_passphrase(office: Office) -> None:
    said = [guess(office, "asha", WRONG) for _ in range(TRIES)]
    assert ["4 more tries" in said[0], "1 more try" in said[3], "passphrase is needed" in said[4]] == [True] * 3
    assert office.wants("asha") == PASSPHRASE
    assert "not the passphrase" in guess(office, "asha", PINS["asha"])  # the right digits come too late
    assert office.actor is not None and office.actor.id == "mira"
    assert guess(office, "ben", PINS["ben"]) == ""  # nobody else is kept out
    assert guess(office, "asha", PASSPHRASES["asha"]) == ""
    assert office.wants("asha") == PIN and guess(office, "asha", PINS["asha"]) == ""


def test_a_right_one_puts_the_count_back(office: Office) -> None:
    for _ in range(3):
        assert [guess(office, "asha", WRONG) for _ in range(TRIES - 1)][-1]
        assert guess(office, "asha", PINS["asha"]) == ""


def guessed_at(keyed: Keyed, chance: random.Random) -> list[str]:
    """Guess Asha's digits for as long as it is let; what went wrong. Between two tries something is done to the machine."""
    office, tries, said = keyed.open("mira"), 0, "passphrase"
    try:
        while office.wants("asha") == PIN and tries < ENOUGH:
            said, tries = guess(office, "asha", _digits(chance)), tries + 1
            match chance.choice(("go on", "start again", "years back", "years on", "delete")):
                case "years back":
                    office._clock = stopped(office.now() - timedelta(days=3650))
                case "years on":
                    office._clock = stopped(office.now() + timedelta(days=3650))
                case "start again":
                    office.close()
                    with patch("time.time_ns", lambda: 1_000_000_000_000_000_000 * chance.randrange(1, 3)):
                        office = keyed.open("ben")
                case "delete":
                    office.close()
                    for file in keyed.home.iterdir():  # all but the data and what opens it
                        if file.is_dir():
                            shutil.rmtree(file)
                        elif file.name not in (FILE, "triage.db"):
                            file.unlink()
                    office = keyed.open("mira")
        stopped_at = [f"{tries} tries"] if tries != TRIES or "passphrase" not in said else []
        others = {"ben": guess(office, "ben", PINS["ben"]), "asha": guess(office, "asha", PASSPHRASES["asha"])}
        return stopped_at + [f"{who} is kept out: {words}" for who, words in others.items() if words]
    finally:
        office.close()


def _digits(chance: random.Random) -> str:
    """Six made up by chance, but not hers."""
    digits = f"{chance.randrange(10**6):06d}"
    return digits if digits != PINS["asha"] else _digits(chance)


def uncounted(rows: object, ctx: object, staff_id: str, how: str, wrong: int) -> None:
    """What writes a try down, without doing so: the control."""


@pytest.mark.parametrize("seed", range(RUNS))
def test_nothing_done_in_between_gives_a_sixth_try(keyed: Keyed, seed: int) -> None:
    assert guessed_at(keyed, random.Random(seed)) == []


def test_control_without_the_count_it_is_guessed(office: Office) -> None:
    """The same guesser against the same office, with the one line gone that counts."""
    guesses = iter([f"{int(PINS['asha']) - 8 + n:06d}" for n in range(16)])
    with patch.object(signing, "_write", uncounted):
        while office.actor is None or office.actor.id != "asha":
            guess(office, "asha", next(guesses))
    assert office.actor.id == "asha"


def test_every_try_is_written_down_in_the_name_of_whom_it_was_for(office: Office) -> None:
    guess(office, "asha", WRONG)
    guess(office, "asha", PINS["asha"])
    rows = office.do(lambda rows, _house, _ctx: rows.history(rec.SignIn, staff_id="asha")).result()
    assert [(row.how, row.wrong, row.actor_id) for row in rows][-2:] == [("wrong_pin", 1, "asha"), ("pin", 0, "asha")]


def test_digits_alone_open_nothing(keyed: Keyed) -> None:
    """Before somebody gave a passphrase there is nothing to try digits on."""
    with pytest.raises(UseCaseError, match="not the passphrase"):
        bootstrap.open_locked(keyed.settings, "asha", PINS["asha"])
    assert not (keyed.home / LAST).exists()


def test_work_never_becomes_somebody_elses(office: Office) -> None:
    """What Mira has in hand waits for her, parted with by her; what Ben does is Ben's."""
    from triage.usecases.reception.contacts import open_contact
    from triage.usecases.visit.answers import give_answer

    view = office.do(open_contact).result()
    assert office.sign_in("ben", PINS["ben"]) == (view.code,)
    theirs = office.do(open_contact).result()
    office.do(give_answer, theirs.contact_id, "ST2", "here").result()
    assert office.sign_in("ben", PINS["ben"]) == ()  # the same person: nothing is parked
    events = office.do(lambda rows, _h, _c: rows.find(rec.ContactEvent, contact_id=view.contact_id)).result()
    answers = office.do(lambda rows, _h, _c: rows.find(rec.Answer, contact_id=theirs.contact_id)).result()
    assert [(event.event, event.actor_id) for event in events] == [("opened", "mira"), ("parked", "mira")]
    assert {answer.actor_id for answer in answers} == {"ben"}
