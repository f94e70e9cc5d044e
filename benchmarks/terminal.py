"""Timing a program on a pseudo-terminal: from start, or from a key, until words are in what it paints."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from types import TracebackType
from typing import Self

import ptyprocess  # comes with pexpect

_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>]")


class Timed:
    """A program on its own terminal. `until` answers seconds; it raises TimeoutError after half a minute."""

    def __init__(self, argv: list[str], home: str, rows: int = 24, columns: int = 80) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "TRIAGE_HOME": home, "COLORTERM": "truecolor"}
        self.started = time.perf_counter()
        self.process = ptyprocess.PtyProcess.spawn(argv, dimensions=(rows, columns), env=environment)
        self.seen = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.close(force=True)

    def until(self, *words: str, since: float | None = None) -> float:
        """Seconds from `since` (default: the start) until all `words` have been painted after the last `press`."""
        begun = self.started if since is None else since
        wanted = [word.encode().replace(b" ", b"") for word in words]
        while time.perf_counter() - begun < 30:
            if select.select([self.process.fd], [], [], 0.01)[0]:
                try:
                    self.seen += os.read(self.process.fd, 65536)
                except OSError:
                    break
                plain = _ESCAPES.sub(b"", self.seen).replace(b" ", b"")
                if all(word in plain for word in wanted):
                    return time.perf_counter() - begun
        raise TimeoutError(f"not seen: {words}")

    def burst(self, since: float, quiet: float = 0.03) -> float:
        """Seconds from `since` to the end of the first burst of painting: nothing more came for `quiet` seconds."""
        last = 0.0
        while time.perf_counter() - since < 30:
            if select.select([self.process.fd], [], [], quiet if last else 0.5)[0]:
                self.seen += os.read(self.process.fd, 65536)
                last = time.perf_counter() - since
            elif last:
                return last
        raise TimeoutError("nothing was painted")

    def press(self, key: str, quiet: float = 0.12) -> float:
        """Send a key; what was painted before no longer counts. Answers the moment it was sent."""
        self.rest(quiet)
        self.seen = b""
        sent = time.perf_counter()
        self.process.write(key.encode())
        return sent

    def rest(self, quiet: float = 0.12) -> None:
        """Read until nothing was painted for a while, at most a second and a half: a cursor may blink."""
        begun = time.perf_counter()
        while time.perf_counter() - begun < 1.5 and select.select([self.process.fd], [], [], quiet)[0]:
            try:
                self.seen += os.read(self.process.fd, 65536)
            except OSError:
                return


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]
