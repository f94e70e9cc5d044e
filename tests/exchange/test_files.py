"""Files that leave: for one pair of eyes, whole or not there, and never in the place of something else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.terminal import ROOT
from triage.exchange.files import part, write_private
from triage.usecases.ports import UseCaseError

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")

# Dies at the rename, as with kill -9: nothing is cleaned up.
KILLED = """
import os, sys
from pathlib import Path
from triage.exchange import files
os.replace = lambda *_: os._exit(9)
files.write_private(Path(sys.argv[1]), b"half")
"""


@posix
def test_only_this_user_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        file = write_private(tmp_path / "in" / "slip.txt", b"x")
    finally:
        os.umask(before)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_another_file_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "letter.pdf"
    other.write_bytes(b"something else")
    with pytest.raises(UseCaseError, match="already another file"):
        write_private(other, b"%PDF-1", over=b"%PDF-")
    with pytest.raises(UseCaseError, match="already another file"):
        write_private(other, b"x")
    assert other.read_bytes() == b"something else"


def test_an_older_one_is_replaced(tmp_path: Path) -> None:
    file = write_private(tmp_path / "slip.pdf", b"%PDF-1 old", over=b"%PDF-")
    assert write_private(file, b"%PDF-2", over=b"%PDF-").read_bytes() == b"%PDF-2"
    assert write_private(file, b"anything", over=None).read_bytes() == b"anything"


def test_what_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_private(tmp_path / "slip.txt", b"x")
    assert list(tmp_path.iterdir()) == []


def test_one_that_was_killed_leaves_no_half_and_its_rest_goes_with_the_next(tmp_path: Path) -> None:
    file = tmp_path / "slip.txt"
    done = subprocess.run([sys.executable, "-c", KILLED, str(file)], env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert done.returncode == 9
    assert not file.exists() and part(file).exists()
    write_private(file, b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["slip.txt"]


@posix
def test_a_link_is_replaced_and_never_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"%PDF-theirs")
    link = tmp_path / "slip.pdf"
    link.symlink_to(elsewhere)
    part(link).symlink_to(elsewhere)
    write_private(link, b"%PDF-ours", over=b"%PDF-")
    assert elsewhere.read_bytes() == b"%PDF-theirs" and link.read_bytes() == b"%PDF-ours"
