"""Taking somebody out changes the data key. Killed anywhere in that, the data is there and opens for those who stay.

Each child kills itself just before the Nth step that touches the disk; then the leaver must not get in, the others
must, and every row must be there.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.amount import amount, thorough
from tests.harness.keyed import PASSPHRASES, Keyed, copy_keyed
from triage.keys.keyfile import FILE, KeyProblem, read_keys
from triage.keys.ring import unlock, without
from triage.store.place import DATABASE
from triage.store.rekey import which_opens
from triage.unlocking import change_key, keys_here
from triage.usecases.reception.contacts import open_contact

ROOT = Path(__file__).parents[2]
STRIDE = amount(4, 1)
KILLS = """
import os, shutil, signal, sys
from contextlib import closing
from pathlib import Path
import triage.store.rekey
from triage.unlocking import change_key, open_keys
from triage.keys.keyfile import KeyProblem, read_keys
from triage.keys.ring import unlock, without
from triage.store.engine import bare

made, stride = Path(sys.argv[1]), int(sys.argv[2])
passphrases = dict(line.split("=") for line in sys.stdin.read().splitlines())
both = without(unlock(read_keys(made), "mira", passphrases["mira"]), "ben")

class Counted:
    def __init__(self, connection, count):
        self._real, self._count = connection, count
    def __getattr__(self, name):
        found = getattr(self._real, name)
        return self._count(found) if name in ("execute", "close", "backup") else found
    def backup(self, target):
        self._count(self._real.backup)(target._real)

def change(folder, die_at, told):
    seen = 0
    def count(real):
        def step(*args, **kwargs):
            nonlocal seen
            seen += 1
            if seen == die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)
        return step
    real_bare = triage.store.rekey.bare
    triage.store.rekey.bare = lambda *args: Counted(real_bare(*args), count)
    for name in ("fsync", "replace", "open", "unlink"):
        setattr(os, name, count(getattr(os, name)))
    change_key(folder, both)
    told.write_text(str(seen))
    os._exit(0)

def run(n):
    folder = shutil.copytree(made, made.parent / f"try-{n}")
    child = os.fork()
    if not child:
        change(folder, n, made.parent / "seen")
    return folder, os.waitpid(child, 0)[1]

_, status = run(0)
assert status == 0
steps = int((made.parent / "seen").read_text())
killed = finished = 0
for n in range(1, steps + 1, stride):
    folder, status = run(n)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, n
    killed += 1
    file = read_keys(folder)
    if file.holder("ben") is None:  # from the first whole step on
        try:
            unlock(file, "ben", passphrases["ben"])
            raise SystemExit(f"the leaver got in at {n}")
        except KeyProblem:
            pass
    finished += len(file.generations) == 1
    opened = open_keys(folder, "asha", passphrases["asha"])  # which also takes the steps that are left
    assert len(opened.keys) == 1, n
    with closing(bare(folder / "triage.db", opened.hex_keys[0])) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], n
        assert connection.execute("SELECT count(*) FROM contact").fetchone() == (1,), n
    assert not list(folder.glob(".triage-rekey*")), n
    shutil.rmtree(folder)
print(steps, killed, finished)
"""


@pytest.fixture
def keyed(tmp_path: Path) -> Keyed:
    made = copy_keyed(tmp_path / "home")
    office = made.open()
    office.do(open_contact).result()
    office.close()
    return made


@thorough
def test_killed_at_any_step_it_opens_for_those_who_stay(keyed: Keyed) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLS, str(keyed.home), str(STRIDE)],
        input="\n".join(f"{who}={words}" for who, words in PASSPHRASES.items()),
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    steps, killed, finished = map(int, done.stdout.split())
    assert steps > 20 and killed == -(-steps // STRIDE)
    assert 0 < finished < killed  # some were cut off between the two keys, some before or after


def test_the_old_key_opens_the_data_no_more(keyed: Keyed) -> None:
    file = read_keys(keyed.home)
    assert file is not None
    opened = unlock(file, "mira", PASSPHRASES["mira"])
    assert which_opens(keyed.home, opened.hex_keys) == 0
    after = change_key(keyed.home, without(opened, "ben"))
    assert which_opens(keyed.home, opened.hex_keys) is None and which_opens(keyed.home, after.hex_keys) == 0
    assert not list(keyed.home.glob(".triage*"))


def test_data_without_its_key_file_says_where_to_find_it(keyed: Keyed) -> None:
    (keyed.home / FILE).unlink()
    with pytest.raises(KeyProblem, match=r"ends in \.keys"):
        keys_here(keyed.home)
    assert (keyed.home / DATABASE).exists()
