"""A PostgreSQL server that other programs on the network could be: with TLS, certificates made for it, and a name.

The server of the wheel is built without OpenSSL, so the one the system has is used; where there is none the tests that
want it are skipped, and the last line of the run says so. It listens on this computer only. The driver is told another
name (`hostaddr` says where that is), so that triage takes it for a server elsewhere.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.harness.postgres import SKIPPED

NAME = "db.example.org"
WHERE = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/pgsql/bin")
PASSWORD = "planted-secret"
STARTS_WITHIN = 60.0


class Authority:
    """Somebody who signs certificates; one for each stranger."""

    def __init__(self, called: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, called)])
        self._own = self._signed(self._name, self._key.public_key(), [], authority=True)

    def write_own(self, file: Path) -> Path:
        """What a desk is given to know it by."""
        file.write_bytes(self._own.public_bytes(serialization.Encoding.PEM))
        return file

    def certify(self, name: str, folder: Path, *, days: int = 30) -> None:
        """A certificate for `name` and its key, as a server of PostgreSQL reads them."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        made = self._signed(subject, key.public_key(), [x509.DNSName(name)], days=days)
        (folder / "server.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
        (folder / "server.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )

    def _signed(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePublicKey,
        names: list[x509.GeneralName],
        *,
        authority: bool = False,
        days: int = 30,
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=60))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if names:
            made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return made.sign(self._key, hashes.SHA256())


@dataclass(frozen=True)
class TlsServer:
    """`folder` is its data folder; `root` the authority that desks know."""

    folder: Path
    port: int
    root: Path
    ours: Authority

    def address(self, name: str = NAME, **more: str) -> str:
        asked = {"hostaddr": "127.0.0.1", "sslrootcert": str(self.root)} | more
        said = "&".join(f"{key}={value}" for key, value in asked.items() if value)
        return f"postgresql://triage:{PASSWORD}@{name}:{self.port}/postgres?{said}"

    def show(self, whose: Authority, name: str = NAME, *, days: int = 30) -> None:
        """From now on it shows a certificate of `whose` for `name`."""
        whose.certify(name, self.folder, days=days)
        self.reload(ssl="on")

    def reload(self, **settings: str) -> None:
        """With these settings from now on."""
        (self.folder / "postgresql.auto.conf").write_text("".join(f"{k} = {v}\n" for k, v in settings.items()))
        _own(self.folder)
        _run(["pg_ctl", "-D", str(self.folder), "reload"])
        time.sleep(0.3)  # it reads them when it next has a moment


@contextmanager
def tls_server() -> Iterator[TlsServer]:
    """A new server with a certificate of our own authority. Skips the test where no server with TLS is installed."""
    _bin()
    with tempfile.TemporaryDirectory(prefix="triage-tls-", ignore_cleanup_errors=True) as name:
        yield from _serve(Path(name))


def _serve(folder: Path) -> Iterator[TlsServer]:
    data, ours = folder / "data", Authority("our own authority")
    data.mkdir()
    _own(folder)
    (folder / "password").write_text(PASSWORD)
    _own(folder)
    _run(["initdb", "-N", "-A", "scram-sha-256", "-U", "triage", "--pwfile", str(folder / "password"), "-D", str(data)])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with (data / "postgresql.conf").open("a") as out:
        out.write(f"port = {port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = on\n")
    ours.certify(NAME, data)
    (data / "postgresql.auto.conf").write_text("ssl = on\n")
    _own(data)
    try:
        _run(["pg_ctl", "-w", "-D", str(data), "-l", str(data / "log"), "start"])
        yield TlsServer(data, port, ours.write_own(folder / "ca.pem"), ours)
    finally:
        _run(["pg_ctl", "-m", "immediate", "-D", str(data), "stop"], must=False)


def _bin() -> Path:
    """The newest server of the system that is built with TLS."""
    found = sorted({path for pattern in WHERE for path in Path("/").glob(pattern.lstrip("/"))}, reverse=True)
    for folder in found:
        if (folder / "initdb").is_file() and (folder / "pg_config").is_file():
            said = subprocess.run([folder / "pg_config", "--configure"], capture_output=True, text=True, check=False)
            if "ssl" in said.stdout:
                return folder
        elif (folder / "initdb").is_file():
            return folder
    pytest.skip(f"{SKIPPED}: no server with TLS is installed")


def _run(command: list[str], *, must: bool = True) -> None:
    """As somebody who is not root: the server refuses that."""
    somebody = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*somebody, str(_bin() / command[0]), *command[1:]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=STARTS_WITHIN,
        check=False,
        cwd="/",
    )
    assert not must or done.returncode == 0, done.stdout


def _own(folder: Path) -> None:
    """Everything in it is the server's."""
    for path in (folder, *folder.rglob("*")):
        if os.geteuid() == 0:
            shutil.chown(path, "postgres", "postgres")
        path.chmod(0o700 if path.is_dir() else 0o600)
