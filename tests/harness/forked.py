"""A program for each of many terminals without each start reading its modules anew: one parent has, and forks.

`with Parent() as parent: Terminal(triage("demo"), home, spawn=parent)` is a `Terminal` as any other; what runs in it
is `triage.cli.main.main` with those arguments, in a process of its own, on a terminal of its own, from its first line
on. Only modules, the content's files and styles were read before. A SIGKILL ends it as it ends one that was started.
Run as a program (`python -m tests.harness.forked`) this file is the parent: it has one thread and no store open.
Linux, for process descriptors: nobody else may end a process that only looks like ours.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import gc
import json
import os
import pty
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.harness.resting import tell_rest
from tests.harness.terminal import ROOT, Process, clean_environment

CAN = hasattr(os, "pidfd_open") and hasattr(signal, "pidfd_send_signal")
LONGEST = 1 << 16
RESTS = "TESTED_RESTS"  # in the environment: the file into which the child tells when it is at rest


class Parent:
    """The process that forks. Its terminals must be gone before it is left."""

    def __enter__(self) -> Self:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._home = tempfile.TemporaryDirectory(prefix="triage-parent-")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.harness.forked", str(theirs.fileno())],
            cwd=ROOT,
            env=clean_environment(Path(self._home.name)),
            pass_fds=(theirs.fileno(),),
        )
        theirs.close()
        self._line, self._one_asks = ours, threading.Lock()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _tb: TracebackType | None
    ) -> None:
        self._line.close()  # it ends with the line
        self._process.wait()
        self._home.cleanup()

    def __call__(self, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]) -> Process:
        """Fork, and run what follows `-c …` in the command line of `tests.harness.terminal.triage`."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        asked = json.dumps({"arguments": list(command[3:]), "environment": dict(environment)}).encode()
        with self._one_asks:
            socket.send_fds(self._line, [asked], [theirs])
            answer, descriptors, _, _ = socket.recv_fds(self._line, LONGEST, 1)
        os.close(theirs)
        if not answer:
            raise RuntimeError("the process that forks has gone")
        return _Child(int(answer), descriptors[0], ours)


class _Child:
    """As `Terminal` wants a process."""

    exitstatus = None  # of a child of somebody else's it is not told

    def __init__(self, pid: int, descriptor: int, fd: int) -> None:
        self.pid, self.fd = pid, fd
        self._descriptor = descriptor
        self.fileobj = os.fdopen(fd, "r+b", buffering=0)

    def isalive(self) -> bool:
        return not select.select([self._descriptor], [], [], 0)[0]

    def kill(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._descriptor, number)

    def __del__(self) -> None:
        os.close(self._descriptor)


def wait_for_orders(line: socket.socket) -> None:
    """Read everything a desk ever reads, then fork for each order until the line is closed."""
    for found in ("triage.cli.main", "triage.cli.desk", "triage.bootstrap", *_screens()):
        import_module(found)
    _read_files()
    gc.collect()
    gc.freeze()  # what is shared stays shared
    while True:
        order, descriptors, _, _ = socket.recv_fds(line, LONGEST, 1)
        with contextlib.suppress(
            ChildProcessError
        ):  # those that ended meanwhile; not before, or their number is another's
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if not order:
            return
        if not (pid := os.fork()):
            _become(json.loads(order), descriptors[0], line)
        os.close(descriptors[0])
        child = os.pidfd_open(pid)
        socket.send_fds(line, [str(pid).encode()], [child])
        os.close(child)


def _screens() -> list[str]:
    """Every module of the app."""
    import pkgutil

    import triage.tui

    return [found.name for found in pkgutil.walk_packages(triage.tui.__path__, "triage.tui.")]


def _read_files() -> None:
    """The content and the styles, by an app that is shown nowhere."""
    from tests.harness.quick import styles_once
    from tests.promises.visit import read_content_once
    from triage.bootstrap import open_office
    from triage.content.where import sample_content
    from triage.settings import Settings
    from triage.tui.app import TriageApp

    read_content_once()
    styles_once().start()
    with tempfile.TemporaryDirectory() as home:
        app = TriageApp(lambda: open_office(Settings(home=Path(home), content=sample_content(), demo=True)))

        async def look() -> None:
            async with app.run_test() as pilot:
                while app.office_or_none is None:  # left before that, nobody would close it
                    await pilot.pause(0.05)
                await app.warm_up()
                await pilot.press("1", "n")

        asyncio.run(look())
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(10)
    assert threading.active_count() == 1, "whoever forks may have no threads"


def _become(order: dict[str, Any], terminal: int, line: socket.socket) -> None:
    """The child: a session and a terminal of its own, then as if just started."""
    line.close()
    os.setsid()
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        os.dup2(terminal, number)
        stream = open(number, "w" if number else "r", closefd=False)  # noqa: SIM115 - as long as the child lives
        for standard in (name, f"__{name}__"):  # the parent's knew where in a file they were, if they were one
            setattr(sys, standard, stream)
    os.close(terminal)
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv = ["triage", *order["arguments"]]
    if RESTS in os.environ:
        tell_rest(Path(os.environ.pop(RESTS)))
    from triage.cli.main import main

    code = 1
    try:
        code = main()
    finally:
        os._exit(code)


if __name__ == "__main__":
    wait_for_orders(socket.socket(fileno=int(sys.argv[1])))
