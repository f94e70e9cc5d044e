"""A data folder with keys in it, as `triage init` leaves it, with guesses made cheap so that tests are quick.

Three people: Mira, who set it up, Asha and Ben. `copy_keyed` gives a test a folder of its own.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher

from triage.bootstrap import open_locked
from triage.content.where import sample_content
from triage.core.access import Role
from triage.keys import pins
from triage.keys.keyfile import FILE, Cost, write_keys
from triage.keys.ring import new_ring, with_person
from triage.office import Office
from triage.settings import Settings
from triage.usecases.trust.staff import StaffView, add_staff

CHEAP = Cost(1, 8 * 1024, 1)
pins._HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
HUB = "Northmere Hub"
PASSPHRASES = {
    "mira": "purple window candle otter",
    "asha": "it rains on my bicycle",
    "ben": "seven loud green ladders",
}
PINS = {"mira": "482915", "asha": "739104", "ben": "206847"}
NAMES = {"mira": "Mira", "asha": "Asha", "ben": "Ben"}
ROLES = {"mira": Role.SUPERVISOR, "asha": Role.ASSISTANT, "ben": Role.ASSISTANT}


@dataclass(frozen=True)
class Keyed:
    home: Path
    recovery: str
    address: str = ""
    desk: str = "Desk 2"

    @property
    def settings(self) -> Settings:
        return Settings(home=self.home, content=sample_content(), database=self.address, terminal=self.desk)

    def open(self, who: str = "mira") -> Office:
        return open_locked(self.settings, who, PASSPHRASES[who])


@cache
def _made() -> Keyed:
    folder = tempfile.mkdtemp(prefix="triage-keyed-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = Path(folder) / "home"
    home.mkdir()
    opened, recovery = new_ring(HUB, "mira", NAMES["mira"], PASSPHRASES["mira"], CHEAP)
    for id in ("asha", "ben"):
        opened = with_person(opened, id, NAMES[id], PASSPHRASES[id], CHEAP)
    write_keys(home, opened.file)
    keyed = Keyed(home, recovery)
    _come_to_work(keyed)
    return keyed


def _come_to_work(keyed: Keyed) -> None:
    """Mira takes on the others, and each chooses digits."""
    office = keyed.open()
    for id in ("asha", "ben"):
        office.do(add_staff, StaffView(id, NAMES[id], (ROLES[id],))).result()
    office.read_staff()
    for id in ("asha", "ben", "mira"):
        office.sign_in(id, PASSPHRASES[id])
        office.set_pin(PINS[id])
    office.close()


def copy_keyed(to: Path) -> Keyed:
    """A folder of one's own, with people and digits, nobody signed in."""
    made = _made()
    return Keyed(Path(shutil.copytree(made.home, to)), made.recovery)


def desk_with_keys(to: Path, address: str, desk: str = "Desk 2") -> Keyed:
    """A computer of a hub whose data is on a server: in its data folder is a copy of the key file, and nothing else."""
    made = _made()
    to.mkdir()
    shutil.copy(made.home / FILE, to)
    return Keyed(to, made.recovery, address, desk)


def set_up_on(address: str, to: Path) -> Keyed:
    """The first desk of such a hub, as `copy_keyed` leaves a file."""
    keyed = desk_with_keys(to, address)
    _come_to_work(keyed)
    return keyed
