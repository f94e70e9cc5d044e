"""Nothing a person told us stands in plain text anywhere on the disk (promises.md P15), while the desk is open too.

Planted words in five encodings, looked for in every file of the data folder, in temporary files and in the backup.
The control is the same desk without keys: there they must be found.
"""

from __future__ import annotations

import base64
import os
import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.harness.amount import amount
from tests.harness.keyed import PASSPHRASES, Keyed, copy_keyed
from triage.bootstrap import open_office
from triage.content.where import sample_content
from triage.office import Office
from triage.settings import Settings
from triage.store.backup import make_backup
from triage.store.rekey import which_opens
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.contacts import open_contact, park_contact
from triage.usecases.records import PersonDetail, Step
from triage.usecases.write import stamp

VALUES = amount(20, 500)
SEED = 20261123


def planted(count: int, chance: random.Random | None = None) -> list[str]:
    """Words nobody else writes, with letters outside ASCII."""
    chance = chance or random.Random(SEED)
    return [f"Zoë{chance.getrandbits(48):012x} Ąłéx" for _ in range(count)]


def plant(rows: Rows, house: House, ctx: Context, contact_id: str, words: Iterable[str]) -> None:
    for n, word in enumerate(words):
        if n % 2:
            rows.add(Step(**stamp(ctx), contact_id=contact_id, whose="theirs", words=word))
        else:
            made = stamp(ctx)
            rows.add(
                PersonDetail(
                    **made, person_id="p", contact_id=contact_id, field="name", value=word, field_class="identity"
                )
            )


def encoded(word: str) -> tuple[bytes, ...]:
    """UTF-8, both UTF-16, hexadecimal, and base64 at each of the three places it may begin at."""
    raw = word.encode()
    shifted = (base64.b64encode(b"\0" * n + raw)[4 if n else 0 : -4] for n in range(3))
    return (raw, word.encode("utf-16-le"), word.encode("utf-16-be"), raw.hex().encode(), *shifted)


def found_in(folders: Iterable[Path], words: Iterable[str]) -> set[str]:
    """Which words stand in any file below, in any of the encodings."""
    bodies = [file.read_bytes() for folder in folders for file in folder.rglob("*") if file.is_file()]
    return {word for word in words if any(form in body for form in encoded(word) for body in bodies)}


def written(office: Office, words: list[str]) -> None:
    view = office.do(open_contact).result()
    office.inside(plant, view.contact_id, words).result()
    office.do(park_contact, view.contact_id, words[0][:40]).result()


def found_with_keys(below: Path, keyed: Keyed, words: list[str]) -> tuple[set[str], set[str], set[str]]:
    """Write the words at a desk with keys, and make a backup. What of them is found below while it is open, and what
    once it is closed; and which passphrases and keys."""
    office = keyed.open("asha")
    try:
        written(office, words)
        assert (keyed.home / "triage.db-wal").stat().st_size > 0
        opened = found_in([below], words)
        assert office.guard is not None
        key = office.guard.opened.hex_keys[0]
        make_backup(keyed.home, below / "away" / "copy.db", key)
    finally:
        office.close()
    assert (below / "away" / "copy.db").stat().st_size > 10_000
    return opened, found_in([below], words), found_in([below], [*PASSPHRASES.values(), keyed.recovery, key])


def test_nothing_stands_in_plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path / "tmp"))
    assert found_with_keys(tmp_path, copy_keyed(tmp_path / "home"), planted(VALUES)) == (set(), set(), set())


def test_control_without_keys_they_are_all_found(tmp_path: Path) -> None:
    words = planted(VALUES)
    office = open_office(Settings(home=tmp_path / "home", content=sample_content()))
    office.sign_in("asha")
    written(office, words)
    assert found_in([tmp_path / "home"], words) == set(words)
    office.close()
    make_backup(tmp_path / "home", tmp_path / "away" / "copy.db")
    assert found_in([tmp_path / "away"], words) == set(words)


def test_the_looking_finds_each_encoding(tmp_path: Path) -> None:
    """The control of the control: a word hidden in each of the forms is found."""
    (word,) = planted(1)
    raw = word.encode()
    forms = (raw, word.encode("utf-16-le"), word.encode("utf-16-be"), raw.hex().encode(), base64.b64encode(b"xy" + raw))
    for n, form in enumerate(forms):
        folder = tmp_path / str(n)
        folder.mkdir()
        (folder / "file").write_bytes(b"before " + form + b" after")
        assert found_in([folder], [word]) == {word}, n


def test_no_dump_holds_the_key(tmp_path: Path) -> None:
    """In a process of its own: no core file, not dumpable once a key is open, and no secret in argv, environment, output."""
    keyed = copy_keyed(tmp_path / "home")
    script = (
        "import ctypes, resource, sys\n"
        "from pathlib import Path\n"
        "from triage.unlocking import open_keys\n"
        "before = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == 'linux' else 1\n"
        "open_keys(Path(sys.argv[1]), 'asha', sys.stdin.readline().strip())\n"
        "after = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == 'linux' else 0\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), before, after)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(keyed.home)],
        input=PASSPHRASES["asha"] + "\n",
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "(0, 0) 1 0\n", "")


def test_a_wrong_key_writes_nothing_over_the_screen(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    keyed = copy_keyed(tmp_path / "home")
    assert which_opens(keyed.home, ["0" * 64, "1" * 64]) is None
    assert capfd.readouterr() == ("", "")
