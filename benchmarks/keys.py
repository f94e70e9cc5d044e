"""What keys cost: opening in the morning, switching at the desk, and each answer under encryption against plain.

Called by `python -m benchmarks`; alone with `python -m benchmarks.keys`.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

from benchmarks.figures import Goal, quantile, timed, told
from triage.bootstrap import open_locked, open_office
from triage.content.where import sample_content
from triage.core.access import Role
from triage.keys.keyfile import Cost, read_keys, write_keys
from triage.keys.pins import LENGTH, pin_problem
from triage.keys.ring import new_ring, unlock, with_person, without
from triage.office import Office
from triage.settings import Settings
from triage.unlocking import change_key
from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.contacts import open_contact
from triage.usecases.trust.staff import StaffView, add_staff
from triage.usecases.visit.answers import give_answer
from triage.usecases.write import stamp

STAFF = ("asha", "ben", "mira", "tom")
PASSPHRASE = "seven loud green ladders"
ANSWERS, SWITCHES, UNLOCKS = 200, 8, 4


def keys() -> None:
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as plain:
        settings = Settings(home=Path(home), content=sample_content())
        opened, _ = new_ring("Bench", STAFF[0], STAFF[0].title(), PASSPHRASE)
        for id in STAFF[1:]:
            opened = with_person(opened, id, id.title(), PASSPHRASE)
        write_keys(settings.home, opened.file)
        office = open_locked(settings, STAFF[0], PASSPHRASE)
        unlocking(settings)
        switching(office)
        practice = open_office(Settings(home=Path(plain), content=sample_content()))
        practice.sign_in(practice.staff[0].id)
        practice.house = office.house  # one house: what is worked out once is kept by its hash, and found by comparing
        try:
            encrypted(practice, office)
        finally:
            practice.close()
            office.close()
        leaving(settings)


def unlocking(settings: Settings) -> None:
    """A passphrase into the data key, against the one Argon2id hash it is made of."""
    cost, file = Cost(), read_keys(settings.home)
    assert file is not None
    hash_once = lambda: hash_secret_raw(b"x" * 24, b"s" * 16, cost.rounds, cost.memory, cost.lanes, 32, Type.ID)  # noqa: E731
    floor, ours = [], []
    for _ in range(UNLOCKS):
        floor.append(timed(hash_once))
        ours.append(timed(lambda: unlock(file, STAFF[0], PASSPHRASE)))
    told("a passphrase into the key", quantile(floor, 0.5), quantile(ours, 0.5), Goal("≤ 1.25 times", 1.25, True))


def switching(office: Office) -> None:
    """Four staff take turns, six digits each: what is left of three seconds for fingers. Against one hash of a PIN."""
    pins = {id: _pin() for id in STAFF}
    for id in STAFF[1:]:
        office.do(add_staff, StaffView(id, id.title(), (Role.ASSISTANT,))).result()
    office.read_staff()
    for id in STAFF:
        office.sign_in(id, PASSPHRASE)
        office.set_pin(pins[id])
    hash_once = lambda: hash_secret_raw(b"482915", b"s" * 16, 2, 19 * 1024, 1, 32, Type.ID)  # noqa: E731
    floor, ours = [], []
    for turn in range(SWITCHES):
        id = STAFF[turn % len(STAFF)]
        office.do(open_contact).result()  # something in hand, which has to wait
        floor.append(timed(hash_once))
        ours.append(timed(lambda id=id: office.sign_in(id, pins[id])))  # type: ignore[misc]
    told("switching staff, work in hand parked", quantile(floor, 0.5), quantile(ours, 0.5), Goal("≤ 500 ms", 0.5))


def encrypted(plain: Office, office: Office) -> None:
    """One answer, durable: the same use case in the same run, without keys and with."""
    floor, ours = [], []
    for _ in range(ANSWERS):
        floor.append(timed(lambda: plain.inside(one_row).result()))
        ours.append(timed(lambda: office.inside(one_row).result()))
    told("one row, encrypted against plain", quantile(floor, 0.5), quantile(ours, 0.5), Goal("≤ 2 times", 2.0, True))
    floor, ours = [], []
    here, there = plain.do(open_contact).result(), office.do(open_contact).result()
    for place in range(ANSWERS):
        choice = ("here", "quieter")[place % 2]
        both = [(floor, plain, here.contact_id), (ours, office, there.contact_id)]
        for taken, one, contact_id in both[:: 1 if place % 4 < 2 else -1]:  # whoever is second finds the disk awake
            taken.append(timed(_answer(one, contact_id, choice)))
    told("one answer, encrypted against plain", quantile(floor, 0.5), quantile(ours, 0.5), Goal("≤ 2 times", 2.0, True))


def leaving(settings: Settings) -> None:
    """Somebody leaves: the data under another key, compared row by row. Against unlocking it."""
    file = read_keys(settings.home)
    assert file is not None
    floor = timed(lambda: unlock(file, STAFF[0], PASSPHRASE))
    both = without(unlock(file, STAFF[0], PASSPHRASE), STAFF[-1])
    told("another data key, a small store", floor, timed(lambda: change_key(settings.home, both)), Goal(""))


def one_row(rows: Rows, house: House, ctx: Context) -> None:
    rows.add(rec.Tally(**stamp(ctx), what="bench", how="row"))


def _answer(office: Office, contact_id: str, choice: str) -> Callable[[], object]:
    return lambda: office.do(give_answer, contact_id, "ST2", choice).result()


def _pin() -> str:
    while pin_problem(pin := "".join(secrets.choice("0123456789") for _ in range(LENGTH))):
        pass
    return pin


if __name__ == "__main__":
    keys()
