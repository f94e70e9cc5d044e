"""A visit in a child process whose system calls a tracer counts, strikes or writes down (strace; Linux).

`strike` kills the child at its Nth write, or makes every write from the Nth on fail as a bad disk would; `written_down`
keeps every write with its bytes. Used by P1, P3, P4.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from tests.promises.visit import WHOLE, Known, in_child, look_around, reopened, told, visit
from triage.usecases.ports import UseCaseError

WRITES = ("pwrite64", "fdatasync", "fsync", "ftruncate")
ANYBODY = ctypes.c_ulong(-1)
PR_SET_PTRACER = 0x59616D61
ATTACHED_WITHIN = 30.0  # seconds

Prepare = Callable[[], object]


@cache
def cannot_trace() -> str:
    """Why writes cannot be struck here; empty where they can."""
    if shutil.which("strace") is None:
        return "strace is not installed (Debian: apt-get install strace)"
    done = subprocess.run(["strace", "-qq", "-e", "trace=none", "true"], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"strace may not trace ({' '.join(done.stderr.split())[:120]})"


def sit(folder: Path, pipe: int, *, steps: int = WHOLE, early: bool = False, before: Prepare = lambda: None) -> None:
    """The visit in a child: a line for each step confirmed, and what the disk made it say.

    `early` is the control: a program that says a step is saved as soon as it is begun.
    """

    def say(words: str) -> None:
        os.write(pipe, f"{words}\n".encode())

    _wait_for_the_tracer()
    before()
    try:
        office = reopened(folder)
        try:
            going = visit(office, steps)
            if early:
                say("step")
            for step in going:
                say(f"step {step}")
            say("done")
        except UseCaseError as problem:
            say(f"said {getattr(problem, 'code', '')}|{problem}")
            look_around(office)
            say("read")
        finally:
            office.close()
    except UseCaseError as problem:
        say(f"start {getattr(problem, 'code', '')}|{problem}")
    os.close(pipe)


def strike(folder: Path, what: str, call: str, at: int, **how: object) -> tuple[list[str], int]:
    """A visit in `folder` with `what` ("signal=KILL", "error=ENOSPC") at its Nth `call`; "5+" means from then on."""
    return _traced(folder, ["-e", f"trace={call}", "-e", f"inject={call}:{what}:when={at}", "-o", os.devnull], **how)


def strike_all(folder: Path, what: str, at: int, **how: object) -> tuple[list[str], int]:
    """The same from the Nth write on, for every kind of write."""
    calls = ",".join(WRITES)
    struck = ["-e", f"trace={calls}"]
    struck += [part for call in WRITES for part in ("-e", f"inject={call}:{what}:when={at}+")]
    return _traced(folder, [*struck, "-o", os.devnull], **how)


def written_down(folder: Path, log: Path, **how: object) -> tuple[list[str], int]:
    """A visit without a fault, every write of it in `log`, bytes and all."""
    calls = ",".join((*WRITES, "openat", "unlink", "write"))
    return _traced(folder, ["-y", "-xx", "-s", "100000", "-e", f"trace={calls}", "-o", str(log)], **how)


def how_many(whole: Known) -> Counter[str]:
    """How often a visit without a fault does each kind of write."""
    folder, log = whole.base.with_name("counted"), whole.base.with_name("counted.log")
    if not folder.exists():
        shutil.copytree(whole.base, folder)
        _traced(folder, ["-e", f"trace={','.join(WRITES)}", "-o", str(log)], steps=whole.steps)
    return Counter(found[1] for found in re.finditer(r"^\d+ +(\w+)\(", log.read_text(), re.MULTILINE))


def points(counted: Counter[str], amount: int) -> Iterable[tuple[str, int]]:
    """`amount` points spread over every kind of write and all of its numbers; after the last they begin again."""
    every = [(call, n) for call in WRITES for n in range(1, counted[call] + 1)]
    step = max(1, len(every) // amount) if amount < len(every) else 1
    return [every[n * step % len(every)] for n in range(amount)]


def _traced(folder: Path, strace: list[str], **how: object) -> tuple[list[str], int]:
    child, pipe = in_child(lambda write: sit(folder, write, **how))  # type: ignore[arg-type]
    tracer = subprocess.Popen(
        ["strace", "-f", "-qq", *strace, "-p", str(child)], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        return told(pipe, child)
    finally:
        tracer.wait()


def _wait_for_the_tracer() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANYBODY)  # where only a parent may trace
    end = time.monotonic() + ATTACHED_WITHIN
    while "TracerPid:\t0" in Path("/proc/self/status").read_text():
        if time.monotonic() > end:
            raise TimeoutError("nobody traces")
        time.sleep(0.001)
