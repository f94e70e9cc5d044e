"""The commands where the data is on a server: what they do there, and what they say plainly that they do not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.harness.postgres import database, emptied, execute
from triage.bootstrap import open_office
from triage.cli import doctor
from triage.content.where import sample_content
from triage.settings import Settings, read_settings
from triage.store.address import checked, where
from triage.store.migrate import VERSION
from triage.store.server import open_engine
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.contacts import open_contact

SECRET = "planted-secret"


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with emptied() as address:
        monkeypatch.setenv("TRIAGE_DATABASE_URL", address)
        yield address


def test_a_page_while_the_desk_is_open(there: str, home: Path, triage: Command) -> None:
    office = open_office(Settings(home=home, content=sample_content(), database=there))
    office.sign_in("asha")
    code = office.do(open_contact).result().code
    for command in ("summary", "slip"):
        ran = triage(command, code, "--as", "mira")
        assert ran.code == 0 and code in ran.out, ran.err
    assert triage("doctor").code == 0
    office.close()


def test_backup_and_restore_say_where_it_is_done(there: str, triage: Command, tmp_path: Path) -> None:
    for arguments in (("backup",), ("restore", tmp_path / "x.db", "--yes")):
        ran = triage(*arguments)
        assert ran.code == 3 and "backs it up there, with pg_dump" in ran.err and "Nothing was done." in ran.err


def test_the_tables_are_made_once_by_whoever_may(home: Path, triage: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    with database(empty=True) as address:
        monkeypatch.setenv("TRIAGE_DATABASE_URL", address)
        assert doctor._data(home).says.endswith("without tables yet")
        ran = triage("migrate")
        assert (ran.code, ran.out) == (0, f"The tables on this computer are of this version (schema {VERSION}).\n")
        assert triage("migrate").code == 0
        assert "may change its tables" in doctor._data(home).says
        name = address.partition("?")[0].rpartition("/")[2]
        execute("UPDATE alembic_version SET version_num = '0001'", database=name)
        assert (doctor._data(home).state, doctor._data(home).next) == (
            "look",
            "Whoever looks after it runs “triage migrate” once.",
        )
        execute("UPDATE alembic_version SET version_num = '9999'", database=name)
        assert doctor._data(home).state == "broken" and "newer triage" in triage("migrate").err


def test_two_computers_with_one_name_are_noticed(there: str, home: Path, tmp_path: Path) -> None:
    other = open_office(Settings(home=tmp_path / "other", content=sample_content(), database=there))
    assert "another desk is called Desk 2 too" in doctor._data(home).says
    other.close()


def test_a_server_that_is_not_there(home: Path, triage: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIAGE_DATABASE_URL", f"postgresql://desk:{SECRET}@127.0.0.1:9/triage")
    found = doctor._data(home)
    assert found.state == "broken" and "does not answer" in found.says and "the driver said: " in found.next
    assert SECRET not in f"{found} {read_settings()!r}"
    assert doctor._backups(home).says.startswith("are made on this computer")
    ran = triage("doctor")
    assert ran.code == 3 and SECRET not in ran.out + ran.err


@pytest.mark.parametrize(
    ("address", "used"),
    [
        ("postgresql://desk@localhost/triage", "postgresql://desk@localhost/triage"),
        ("postgres:///triage?host=/run/pg", "postgres:///triage?host=/run/pg"),
        (
            "postgresql://desk@db.example.org/triage",
            "postgresql://desk@db.example.org/triage?sslmode=verify-full&sslrootcert=system",
        ),
        (
            "postgresql://desk@db.example.org:5433/triage?sslrootcert=/ca.pem",
            "postgresql://desk@db.example.org:5433/triage?sslrootcert=/ca.pem&sslmode=verify-full",
        ),
        (
            "postgresql://d@db.example.org/triage?sslmode=require",
            "postgresql://d@db.example.org/triage?sslmode=require",
        ),
        ("postgresql://d@localhost/triage?hostaddr=192.0.2.1", None),
    ],
)
def test_elsewhere_it_must_prove_who_it_is_unless_told_otherwise(address: str, used: str | None) -> None:
    assert checked(f" {address} ") == used or (used is None and "sslmode=verify-full" in checked(address))
    assert where(address) in ("this computer", "db.example.org", "localhost")


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer"])
def test_elsewhere_nothing_goes_in_the_clear(mode: str) -> None:
    with pytest.raises(UseCaseError, match="others on the network could read"):
        checked(f"postgresql://desk:{SECRET}@db.example.org/triage?sslmode={mode}")
    assert checked(f"postgresql://desk@localhost/triage?sslmode={mode}").endswith(mode), (
        "the control: nobody listens there"
    )


@pytest.mark.parametrize(
    ("address", "variables"),
    [
        ("postgresql:///triage", {"PGHOST": "db.example.org"}),
        ("postgresql:///triage", {"PGHOSTADDR": "192.0.2.1"}),
        ("postgresql:///triage", {"PGSERVICE": "hub"}),
        ("postgresql:///triage?service=hub", {}),
    ],
)
def test_a_server_that_is_named_elsewhere_must_prove_who_it_is_too(
    address: str, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert "sslmode=verify-full" in checked(address) and where(address) != "this computer"


def test_what_the_address_says_of_tls_is_what_the_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    psycopg = pytest.importorskip("psycopg")
    told: list[str] = []

    def connect(address: str, **_more: object) -> None:
        told.append(address)
        raise psycopg.OperationalError("nobody there")

    monkeypatch.setattr(psycopg, "connect", connect)
    with pytest.raises(Exception, match="nobody there"):
        open_engine(checked("postgresql://desk@db.example.org/triage")).connect()
    said = psycopg.conninfo.conninfo_to_dict(told[0])
    assert (said["sslmode"], said["sslrootcert"], said["host"]) == ("verify-full", "system", "db.example.org")


@pytest.mark.parametrize(
    "address", ["mysql://d@h/x", "postgresql://desk@db.example.org", "db.example.org", "postgresql://[x"]
)
def test_what_is_no_address_is_told_without_quoting_it(
    address: str, triage: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIAGE_DATABASE_URL", f"{address}:{SECRET}")
    with pytest.raises(UseCaseError, match="looks like this: postgresql://triage_desk@"):
        checked(address)
    ran = triage("summary", "NM-7Q4D")
    assert ran.code == 3 and SECRET not in ran.err


def test_the_demo_never_gets_into_a_shared_database(there: str) -> None:
    assert read_settings().database == there and read_settings(demo=True).database == ""
