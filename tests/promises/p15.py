"""P15: nothing a person told us stands in plain text on the disk, while the desk is open and when it is closed.

Everything the program may write to lies in one folder: the data, temporary files, caches, settings, the backup. Each
planted value is looked for in every file of it, in five encodings; passphrases, the recovery key and the data key too.
The same for a database on a server: its tables, its log and everything else in its folder, and at the desk. A tenth of the
values there, as a server's files are large; where no server can be had, the note says so.
"""

from __future__ import annotations

import os
import random
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.harness.keyed import PINS, copy_keyed, set_up_on
from tests.harness.postgres import database, execute, server
from tests.keys.test_at_rest import found_in, found_with_keys, planted, written
from tests.promises.promise import Outcome, Promise, Trial
from triage.bootstrap import open_office
from triage.content.where import sample_content
from triage.settings import Settings
from triage.store.backup import make_backup

ELSEWHERE = (
    "TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
)  # fmt: skip


def prove(trial: Trial) -> Outcome:
    words, outcome = planted(trial.amount, trial.chance), Outcome()
    away = trial.folder / "everything else"
    away.mkdir()
    with patch.dict(os.environ, dict.fromkeys(ELSEWHERE, str(away))):
        opened, closed, secrets = found_with_keys(trial.folder, copy_keyed(trial.folder / "home"), words)
    for word in words:
        outcome.add(word, "is found while it is open" * (word in opened), "is found afterwards" * (word in closed))
    outcome.add("passphrases and keys", f"{len(secrets)} are found" if secrets else "")
    sent, found = _on_a_server(trial, sealed=True)
    for word in sent:
        outcome.add(f"on a server, {word}", "is found" if word in found else "")
    there = f"{len(sent)} of them on a server too" if sent else "NOT TRIED ON A SERVER: there is none here"
    outcome.note = f"{_size(trial.folder) / 1e6:.1f} MB looked through, {there}"
    return outcome


def control(trial: Trial) -> Outcome:
    """The same desk without keys: all of it is there to be read."""
    words, outcome = planted(trial.amount, trial.chance), Outcome()
    home = trial.folder / "home"
    office = open_office(Settings(home=home, content=sample_content()))
    try:
        office.sign_in("asha")
        written(office, words)
    finally:
        office.close()
    make_backup(home, trial.folder / "away" / "copy.db")
    plain, copied = found_in([home], words), found_in([trial.folder / "away"], words)
    for word in words:
        outcome.add(word, "is found" if word in plain & copied else "")
    sent, found = _on_a_server(trial, sealed=False)
    assert found == set(sent), "words that are not encrypted have to be found in the files of a server, too"
    return outcome


def _on_a_server(trial: Trial, *, sealed: bool) -> tuple[list[str], set[str]]:
    """What was said at a desk whose data is on a server, and which of it stands in a file there or here; nothing where there
    is no server. Other words for each, as a server's log keeps those of before."""
    try:
        there = Path(server().pgdata)
    except pytest.skip.Exception:
        return [], set()
    words = planted(max(2, trial.amount // 10), random.Random(f"{trial.chance.random()} {sealed}"))
    desk = trial.folder / "a desk of a server"
    with database() as address:
        if sealed:
            office = set_up_on(address, desk).open("asha")
        else:
            office = open_office(Settings(home=desk, content=sample_content(), database=address))
        try:
            office.sign_in("asha", PINS["asha"])
            written(office, words)
        finally:
            office.close()
        execute("CHECKPOINT")
        return words, found_in([there, desk], words)


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


PROMISE = Promise(
    id="P15",
    says="no plain text at rest: not in the database, its log, temporary files, caches or the backup",
    full=500,
    small=20,
    prove=prove,
    control=control,
    controls=500,
    small_controls=20,
    elsewhere="tests/keys/test_at_rest.py",
)
