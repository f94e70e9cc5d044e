"""Who can open the data, and who cannot: every way in, every way that must be none."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from tests.harness.keyed import CHEAP
from triage.keys.keyfile import FILE, RECOVERY, KeyFile, KeyProblem, read_keys, write_keys
from triage.keys.ring import (
    Opened,
    WrongSecret,
    new_ring,
    settled,
    unlock,
    with_new_recovery,
    with_person,
    without,
)

MIRA, ASHA = "purple window candle otter", "it rains on my bicycle"


@pytest.fixture(scope="module")
def made() -> tuple[Opened, str]:
    opened, recovery = new_ring("Hub", "m", "Mira", MIRA, CHEAP)
    return with_person(opened, "a", "Asha", ASHA, CHEAP), recovery


def opens(file: KeyFile, id: str, secret: str) -> tuple[bytes, ...]:
    return unlock(file, id, secret).keys


def test_three_ways_to_one_key(made: tuple[Opened, str]) -> None:
    opened, recovery = made
    ways = (("m", MIRA), ("a", ASHA), (RECOVERY, recovery))
    assert {opens(opened.file, *way) for way in ways} == {opened.keys}
    assert len(opened.keys) == 1 and len(opened.keys[0]) == 32
    assert opens(opened.file, "m", "  purple window   candle otter ") == opened.keys  # spaces do not count


def test_nothing_else_opens_it(made: tuple[Opened, str]) -> None:
    opened, recovery = made
    wrong = "0" if recovery[-1] != "0" else "1"
    for way in (("m", ASHA), ("m", MIRA[:-1]), ("m", ""), ("m", MIRA.upper()), (RECOVERY, recovery[:-1] + wrong)):
        with pytest.raises(WrongSecret):
            unlock(opened.file, *way)
    with pytest.raises(KeyProblem):
        unlock(opened.file, "nobody", MIRA)


def test_another_passphrase_and_the_one_before_opens_no_more(made: tuple[Opened, str]) -> None:
    opened, recovery = made
    changed = with_person(opened, "a", "Asha", "seven loud green ladders", CHEAP)
    assert opens(changed.file, "a", "seven loud green ladders") == opened.keys
    assert [holder.id for holder in changed.file.holders] == [holder.id for holder in opened.file.holders]
    with pytest.raises(WrongSecret):
        unlock(changed.file, "a", ASHA)
    assert opens(changed.file, RECOVERY, recovery) == opened.keys


def test_a_leaver_opens_nothing_new_even_with_a_copy_of_the_old_file(made: tuple[Opened, str]) -> None:
    opened, recovery = made
    both = without(opened, "a")
    after = settled(both)
    assert len(both.keys) == 2 and both.keys[0] == opened.keys[0] != both.keys[1]
    assert after.keys == both.keys[1:]
    for file in (both.file, after.file):
        with pytest.raises(KeyProblem):
            unlock(file, "a", ASHA)
    # What Asha has from before: the old file, her passphrase, so her private key and the old data key.
    grafted = KeyFile(after.file.hub, (*after.file.holders, opened.file.holders[-1]), after.file.generations)
    with pytest.raises((KeyProblem, KeyError)):
        unlock(grafted, "a", ASHA)
    assert opens(after.file, "m", MIRA) == opens(after.file, RECOVERY, recovery) == after.keys


def test_a_new_paper_makes_the_old_one_worthless(made: tuple[Opened, str]) -> None:
    opened, old = made
    both, new = with_new_recovery(opened, CHEAP)
    after = settled(both)
    assert opens(after.file, RECOVERY, new) == opens(after.file, "a", ASHA) == after.keys != opened.keys
    with pytest.raises(WrongSecret):
        unlock(after.file, RECOVERY, old)


def test_never_fewer_than_two_ways_in(made: tuple[Opened, str], tmp_path: Path) -> None:
    opened, _ = made
    one = settled(without(opened, "a"))
    with pytest.raises(KeyProblem, match="only one"):
        without(one, "m")
    for left in (one.file.holders[:1], one.file.holders[1:], ()):
        with pytest.raises(KeyProblem, match="two ways in"):
            write_keys(tmp_path, KeyFile("Hub", tuple(left), one.file.generations))
    assert not list(tmp_path.iterdir())


def test_a_file_that_somebody_changed_opens_nothing(made: tuple[Opened, str], tmp_path: Path) -> None:
    """A name, a person of their own, a public key: each noticed; control: the file as it was opens."""
    opened, _ = made
    write_keys(tmp_path, opened.file)
    whole = json.loads((tmp_path / FILE).read_text())

    def changed(change: Any) -> None:
        found = json.loads(json.dumps(whole))
        change(found)
        (tmp_path / FILE).write_text(json.dumps(found))
        with pytest.raises(KeyProblem):
            file = read_keys(tmp_path)
            assert file is not None
            unlock(file, "m", MIRA)

    other, _ = new_ring("Hub", "x", "Xavier", "it rains on my bicycle", CHEAP)
    write_keys(tmp_path, other.file)
    stranger = json.loads((tmp_path / FILE).read_text())
    changed(lambda found: found.update(hub="Elsewhere"))
    changed(lambda found: found["holders"][0].update(name="Boss"))
    changed(lambda found: found["holders"][1].update(public=stranger["holders"][0]["public"]))
    changed(lambda found: found["generations"][0].update(seal=stranger["generations"][0]["seal"]))
    changed(lambda found: found["holders"].append(stranger["holders"][0]))
    changed(lambda found: found["holders"][0]["argon2id"].update(cost=[1, 10**9, 1]))
    changed(lambda found: found["holders"][0].update(secret=base64.b64encode(b"short").decode()))
    changed(lambda found: found.update(generations=[]))
    changed(lambda found: found.update(triage_keys=2))
    (tmp_path / FILE).write_text(json.dumps(whole))
    file = read_keys(tmp_path)
    assert file is not None and opens(file, "m", MIRA) == opened.keys


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "{", "\x00" * 40, "[" * 100_000, '{"triage_keys": 1}'])
def test_a_damaged_file_says_what_to_do(text: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(KeyProblem, match=r"beside your last backup"):
        read_keys(tmp_path)


def test_nothing_of_a_key_is_ever_shown(made: tuple[Opened, str], tmp_path: Path) -> None:
    opened, recovery = made
    assert opened.hex_keys[0] not in repr(opened) and str(opened.keys[0]) not in repr(opened)
    write_keys(tmp_path, opened.file)
    written = (tmp_path / FILE).read_text()
    plain = (MIRA, ASHA, recovery, opened.hex_keys[0], base64.b64encode(opened.keys[0]).decode())
    assert not [secret for secret in plain if secret in written]
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
