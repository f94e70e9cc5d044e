"""Timing a program on a pseudo-terminal: from start, or from a key, until words are in what it paints.

Looks at the bytes only: an emulator (tests/harness) would cost more than what is measured here.
"""

from __future__ import annotations

import os
import re
import select
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import ptyprocess  # type: ignore[import-untyped, unused-ignore]  # comes with pexpect

PATIENCE = 30.0
REST = 0.12  # seconds without a byte: what was painted is all there
_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>]")


class Timed:
    """A program on its own terminal. `until` answers seconds; TimeoutError after half a minute."""

    def __init__(self, argv: list[str], home: str, rows: int = 24, columns: int = 80) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "TRIAGE_HOME": home, "COLORTERM": "truecolor"}
        self.started = time.perf_counter()
        self.process = ptyprocess.PtyProcess.spawn(argv, dimensions=(rows, columns), env=environment)
        self.seen = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.close(force=True)

    def until(self, *words: str, since: float | None = None) -> tuple[float, str]:
        """Seconds from `since` (default: the start) until one of `words` was painted after the last `press`, and which."""
        begun = self.started if since is None else since
        while (took := time.perf_counter() - begun) < PATIENCE:
            if found := self.shown(*words):
                return took, found
            select.select([self.process.fd], [], [], 1.0)
            self.seen += self._more()
        raise TimeoutError(f"not seen: {words[:3]}")

    def shown(self, *words: str) -> str:
        """The first of `words` that was painted after the last `press`, or "". Escapes and spaces do not count."""
        plain = _ESCAPES.sub(b"", self.seen).replace(b" ", b"")
        return next((word for word in words if word.encode().replace(b" ", b"") in plain), "")

    def press(self, key: str, quiet: float = REST) -> float:
        """Send a key; what was painted before no longer counts. Answers the moment it was sent."""
        self.rest(quiet)
        self.seen = b""
        sent = time.perf_counter()
        self.process.write(key.encode())
        return sent

    def rest(self, quiet: float = REST) -> None:
        """Read until nothing was painted for a while, at most a second and a half: a cursor may blink."""
        begun = time.perf_counter()
        while time.perf_counter() - begun < 1.5 and select.select([self.process.fd], [], [], quiet)[0]:
            self.seen += self._more()

    @property
    def peak_memory(self) -> float:
        """The most memory it has had so far, in MB; 0 where there is no /proc."""
        status = Path("/proc", str(self.process.pid), "status")
        lines = status.read_text().splitlines() if status.exists() else []
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)

    def _more(self) -> bytes:
        try:
            return os.read(self.process.fd, 1 << 16)
        except OSError:
            raise TimeoutError("the program has ended") from None


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]
