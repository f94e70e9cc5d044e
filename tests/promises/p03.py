"""P3: the power goes at any moment; of what was not synced, some of it, none or torn pieces are on the disk. Confirmed stays.

Every write, sync and confirmation of a whole visit is written down in order, with its bytes. Then the disk is made anew
as a power cut after any of them may leave it: what a file was synced with is there; of each write since then, it is there
whole, in some of its 512-byte sectors, or not at all. The control writes with `synchronous=OFF`.

What is assumed of the file system: a file's length follows its writes, and a name once made stays.
"""

from __future__ import annotations

import ast
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from tests.promises.promise import Outcome, Promise, Trial
from tests.promises.struck import cannot_trace, written_down
from tests.promises.visit import FILE, known

SECTOR = 512
KEPT = {FILE: "", f"{FILE}-wal": ""}
_CALL = re.compile(r"^\d+ +(?P<call>\w+)\((?P<rest>.*)\) += (?P<result>\d+)", re.DOTALL)
_FILE = re.compile(r"^\d+<(?P<path>[^>]*)>")
_BYTES = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OFFSET = re.compile(r", (\d+)$")


@dataclass(frozen=True)
class Call:
    """`name` is a write, a cut, a sync or a step; `file` what it is about."""

    name: str
    file: str = ""
    data: bytes = b""
    at: int = 0


@dataclass
class File:
    synced: bytearray
    since: list[Call] = field(default_factory=list)

    def do(self, call: Call) -> None:
        if call.name == "sync":
            for earlier in self.since:
                _apply(self.synced, earlier)
            self.since.clear()
        else:
            self.since.append(call)

    def after_a_cut(self, chance: random.Random) -> bytes:
        """What may be found: of what was not synced all, none, some, or torn pieces."""
        left, mood = bytearray(self.synced), chance.choice(("none", "some", "torn", "all"))
        for call in self.since:
            if mood == "all" or (mood in ("some", "torn") and chance.random() < 0.5):
                _apply(left, call, chance if mood == "torn" else None)
        return bytes(left)


def _apply(content: bytearray, call: Call, torn: random.Random | None = None) -> None:
    if call.name == "cut":
        del content[call.at :]
        return
    for start in range(0, len(call.data), SECTOR):
        piece = call.data[start : start + SECTOR]
        if torn is not None and torn.random() < 0.5:
            continue
        at = call.at + start
        content.extend(b"\0" * (at + len(piece) - len(content)))
        content[at : at + len(piece)] = piece


def prove(trial: Trial) -> Outcome:
    return _cut(trial, "FULL")


def control(trial: Trial) -> Outcome:
    return _cut(trial, "OFF")


def _cut(trial: Trial, synchronous: str) -> Outcome:
    whole = known(trial.shared, trial.small)
    folder, log = shutil.copytree(whole.base, trial.folder / "written"), trial.folder / "log"
    said, _ = written_down(folder, log, steps=whole.steps, before=lambda: _sync(synchronous))
    assert said[-1:] == ["done"], said[-1:]
    calls = list(_read(log))
    outcome = Outcome(note=f"{sum(call.name == 'sync' for call in calls)} syncs in {len(calls)} calls")
    chance = trial.chance
    for at in sorted(chance.choices(range(len(calls) + 1), k=trial.amount)):
        left = trial.folder / "left"
        shutil.rmtree(left, ignore_errors=True)
        left.mkdir()
        files = {FILE: File(bytearray((whole.base / FILE).read_bytes())), f"{FILE}-wal": File(bytearray())}
        confirmed = []
        for call in calls[:at]:
            if call.name == "step":
                confirmed.append("step")
            else:
                files[call.file].do(call)
        for name, file in files.items():
            (left / name).write_bytes(file.after_a_cut(chance))
        outcome.add(f"power cut after call {at} of {len(calls)}", whole.wrong(confirmed, left))
    return outcome


def _sync(how: str) -> None:
    from triage.store import engine

    changed = tuple((name, how if name == "synchronous" else value) for name, value in engine.PRAGMAS)
    patch.object(engine, "PRAGMAS", changed).start()


def _read(log: Path) -> Iterator[Call]:
    """The calls that matter, in order. One thread writes, so no call is told in two pieces."""
    for line in log.read_text().splitlines():
        assert not re.search(r" (pwrite64|ftruncate|fsync|fdatasync)\(.*<unfinished", line), line[:200]
        found = _CALL.match(line)
        if found is None:
            continue
        name, rest = found["call"], found["rest"]
        path = _FILE.match(rest)
        file = Path(_unescaped(path["path"])).name if path else ""
        if name == "write" and (said := _BYTES.search(rest)) and _unescaped(said[1]).startswith("step"):
            yield Call("step")
        elif file in KEPT and name == "pwrite64":
            data, offset = _BYTES.search(rest), _OFFSET.search(rest)
            assert data is not None and offset is not None, line[:200]
            yield Call("write", file, _unescaped(data[1]).encode("latin-1"), int(offset[1]))
        elif file in KEPT and name == "ftruncate":
            yield Call("cut", file, at=int(rest.rpartition(", ")[2]))
        elif file in KEPT and name in ("fsync", "fdatasync"):
            yield Call("sync", file)


def _unescaped(text: str) -> str:
    return str(ast.literal_eval(f'"{text}"'))


PROMISE = Promise(
    id="P3",
    says="a power cut loses no confirmed answer",
    full=1000,
    small=25,
    prove=prove,
    control=control,
    controls=200,
    small_controls=25,
    cannot=cannot_trace,
)
