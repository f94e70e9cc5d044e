"""The settings that the promises rest on are in force, and the files are nobody else's."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]

from triage.store import engine
from triage.store.problems import DAMAGED, StoreProblem
from triage.store.store import Store, open_store
from triage.usecases.records import PersonDetail

KEY = "0f" * 32

IN_FORCE = {
    "journal_mode": "wal",
    "synchronous": 2,
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "secure_delete": 1,
    "temp_store": 2,
    "trusted_schema": 0,
}


def test_every_setting_is_in_force(store: Any) -> None:
    assert set(IN_FORCE) == {name for name, _ in engine.PRAGMAS}

    def ask(rows: Any) -> dict[str, Any]:
        return {name: rows._connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in IN_FORCE}

    assert store.run(ask).result() == IN_FORCE
    assert driver.sqlite_version_info >= engine.SQLITE_NEEDED


def test_the_log_is_silenced_before_the_key_and_the_key_comes_before_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    class Listening(driver.Connection):  # type: ignore[misc]
        def execute(self, statement: str, *rest: Any) -> Any:
            said.append(statement)
            return super().execute(statement, *rest)

    connect = driver.connect
    monkeypatch.setattr("triage.store.engine.driver.connect", lambda *a, **k: connect(*a, factory=Listening, **k))
    engine.open_engine(tmp_path / "x.db", KEY).connect().close()
    assert said[0] == "PRAGMA cipher_log_level=NONE"
    assert said[1].startswith("PRAGMA key")
    assert said[2:] == [f"PRAGMA {name}={value}" for name, value in engine.PRAGMAS]


def test_files_are_readable_by_their_owner_only(store: Store, make: Any) -> None:
    store.run(lambda rows: rows.add(make(PersonDetail))).result()
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in store.folder.iterdir()}
    assert modes == dict.fromkeys(("triage.db", "triage.db-wal", "triage.db-shm", "triage.lock"), 0o600)
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


def test_a_folder_somebody_shared_on_purpose_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    open_store(tmp_path).close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "triage.db").stat().st_mode) == 0o600


def test_a_store_with_a_key_cannot_be_read_without_it(
    tmp_path: Path, make: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    detail = make(PersonDetail, value="Zebedee Quartermaine")
    locked, plain = open_store(tmp_path / "locked", KEY), open_store(tmp_path / "plain")
    for store in (locked, plain):
        store.run(lambda rows: rows.add(detail)).result()

    def hits(store: Store) -> int:
        return sum(b"Zebedee" in file.read_bytes() for file in store.folder.iterdir())

    assert (hits(locked), hits(plain)) == (0, 1)
    locked.close()
    plain.close()
    for folder, key in (("locked", None), ("locked", "1e" * 32), ("plain", KEY)):
        with pytest.raises(StoreProblem) as caught:
            open_store(tmp_path / folder, key)
        assert str(caught.value) == DAMAGED.format(folder=tmp_path / folder)
        assert caught.value.code == "SQLITE_NOTADB"
    assert capfd.readouterr() == ("", "")  # SQLCipher writes to the screen unless told not to
    again = open_store(tmp_path / "locked", KEY)
    assert again.run(lambda rows: rows.find(PersonDetail)).result() == [detail]
    again.close()


@pytest.mark.parametrize("key", ["", "secret", "0f" * 31, "0g" * 32, '"; DROP TABLE answer'])
def test_a_key_that_is_none_is_refused_and_not_quoted(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match=r"^a store's key is 64 hexadecimal digits$"):
        open_store(tmp_path, key)


def test_an_sqlite_that_is_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("triage.store.engine.driver.sqlite_version_info", (3, 51, 2))
    with pytest.raises(StoreProblem) as caught:
        open_store(tmp_path)
    assert str(caught.value) == (
        "triage needs SQLite 3.51.3 or newer and found 3.51.2, which can damage data. "
        "Install triage again, so that it brings its own."
    )
    assert not (tmp_path / "triage.db").exists()
