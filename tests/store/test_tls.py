"""Real handshakes with a server elsewhere: ours is let in, and whatever is not ours is told nothing, and said plainly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.amount import thorough
from tests.harness.tls import PASSWORD, Authority, TlsServer, tls_server
from triage.cli import doctor_server
from triage.cli.doctor import BROKEN
from triage.content.where import sample_content
from triage.settings import Settings
from triage.store.address import checked
from triage.store.server import _may_come_back, open_engine
from triage.store.server_problems import NO_ROOT, OTHER_NAME, UNKNOWN, WITHOUT_TLS, explain_server
from triage.store.store import open_store
from triage.usecases.ports import UseCaseError

WHERE = "db.example.org"
pytestmark = thorough


@pytest.fixture(scope="module")
def there() -> Iterator[TlsServer]:
    with tls_server() as server:
        yield server


@pytest.fixture
def ours(there: TlsServer) -> TlsServer:
    there.show(there.ours)
    return there


def refused(address: str, sentence: str, home: Path, where: str = WHERE) -> None:
    """The store is not opened, at once and not after tries, with that sentence, and the password is in nothing said."""
    with pytest.raises(Exception) as raised:
        open_engine(checked(address)).connect()
    assert not _may_come_back(raised.value)
    problem = explain_server(raised.value, where)
    assert problem is not None and str(problem) == sentence.format(server=where)
    with pytest.raises(UseCaseError) as told:
        open_store(home, address=checked(address))
    assert str(told.value) == str(problem) and PASSWORD not in str(told.value)
    settings = Settings(home=home, content=sample_content(), database=checked(address))
    check = doctor_server.data(settings)
    assert check.state == BROKEN and check.says == str(problem) and PASSWORD not in check.next


def test_ours_is_reached_and_nobody_else_can_read_it(ours: TlsServer, tmp_path: Path) -> None:
    address = checked(ours.address())
    assert "sslmode=verify-full" in address
    open_store(tmp_path, address=address).close()
    settings = Settings(home=tmp_path, content=sample_content(), database=address)
    assert (
        ", with TLS" in doctor_server.data(settings).says
        or "may change its tables" in doctor_server.data(settings).says
    )
    connection = open_engine(address).connect()
    assert connection.connection.driver_connection.pgconn.ssl_in_use  # type: ignore[union-attr]
    connection.close()


def test_a_certificate_somebody_else_signed(ours: TlsServer, tmp_path: Path) -> None:
    ours.show(Authority("a stranger"))
    refused(ours.address(), UNKNOWN, tmp_path)


def test_without_naming_our_own_authority_it_is_a_stranger_too(ours: TlsServer, tmp_path: Path) -> None:
    refused(ours.address(sslrootcert=""), UNKNOWN, tmp_path)


def test_one_that_has_run_out(ours: TlsServer, tmp_path: Path) -> None:
    ours.show(ours.ours, days=-1)
    refused(ours.address(), UNKNOWN, tmp_path)


def test_one_for_another_name(ours: TlsServer, tmp_path: Path) -> None:
    ours.show(ours.ours, "other.example.org")
    refused(ours.address(), OTHER_NAME, tmp_path)


def test_a_server_without_tls_is_told_nothing(ours: TlsServer, tmp_path: Path) -> None:
    ours.reload(ssl="off")
    refused(ours.address(), WITHOUT_TLS, tmp_path)
    refused(ours.address(sslmode="require"), WITHOUT_TLS, tmp_path)


def test_our_authority_s_file_is_gone(ours: TlsServer, tmp_path: Path) -> None:
    refused(ours.address(sslrootcert=str(tmp_path / "gone.pem")), NO_ROOT, tmp_path)


def test_the_control_whoever_asks_for_no_tls_would_be_let_in_without(ours: TlsServer) -> None:
    """By the driver, and not by triage, which refuses such an address."""
    ours.reload(ssl="off")
    connection = open_engine(ours.address(sslmode="prefer", sslrootcert="")).connect()
    assert not connection.connection.driver_connection.pgconn.ssl_in_use  # type: ignore[union-attr]
    connection.close()
    with pytest.raises(UseCaseError, match="others on the network could read"):
        checked(ours.address(sslmode="prefer"))
