"""A real terminal for tests: a pseudo-terminal, an emulator for what it shows, and the bytes as they came.

`with Terminal(demo(), home) as terminal:` starts the program as a person would. `press` types keys, `paste` pastes,
`wait_for` waits until the screen shows something, `settle` until nothing more comes. `raw` is everything that was
written to the terminal. Nothing sleeps for a fixed time: a test is as fast as the program, and patient on a busy
machine. Used by tests/faults and benchmarks; imports nothing of triage.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import pyte
from ptyprocess import PtyProcess  # type: ignore[import-untyped, unused-ignore]

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0  # seconds; only ever used up by a test that fails
QUIET = 0.04
NARROW, WIDE = (80, 24), (120, 40)
ENTER, ESCAPE, TAB, UP, DOWN, CTRL_Q = "\r", "\x1b", "\t", "\x1b[A", "\x1b[B", "\x11"
CLEAR = "\x15"  # Ctrl+U: all that was typed before the cursor
PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
SAME_KEY_AGAIN = 0.2  # the app takes the same key within 150 ms for one that is held down

Seen = str | Callable[["Terminal"], bool]


class Process(Protocol):
    """What a terminal asks of the program on it. `fd` is our side of the terminal."""

    pid: int
    fd: int
    exitstatus: int | None
    fileobj: Any

    def isalive(self) -> bool: ...

    def kill(self, sig: int) -> None: ...


Spawn = Callable[[Sequence[str], Mapping[str, str], tuple[int, int]], Process]


def triage(*arguments: str) -> list[str]:
    """The command line of `triage …`, in the interpreter that runs the test."""
    return [sys.executable, "-c", "import sys; from triage.cli.main import main; sys.exit(main())", *arguments]


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    """An environment without the settings of whoever runs the test; data goes to `home`."""
    dropped = ("TRIAGE_", "TEXTUAL", "COVERAGE", "PYTEST", "COLUMNS", "LINES", "NO_COLOR")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    path = os.pathsep.join(filter(None, (str(ROOT), kept.get("PYTHONPATH", ""))))
    found = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", "PYTHONPATH": path}
    return kept | found | {"TRIAGE_HOME": str(home)} | more


class Terminal:
    """One program on its own pseudo-terminal. Use it as a context: whatever still runs at the end is killed."""

    def __init__(
        self,
        command: Sequence[str],
        home: Path,
        *,
        size: tuple[int, int] = NARROW,
        environment: Mapping[str, str] | None = None,
        before: Callable[[], None] | None = None,
        spawn: Spawn | None = None,
    ) -> None:
        self.home = home
        self.raw = bytearray()
        self.size = size
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._lines: list[str] = []
        self._lines_at = -1
        self._ended = False
        self._last_key = ""
        self._slowness = 0.0
        self.started = time.perf_counter()
        env = {**clean_environment(home), **(environment or {})}
        self._process: Process = (
            spawn(command, env, size)
            if spawn is not None
            else PtyProcess.spawn(
                list(command), cwd=str(ROOT), env=env, dimensions=(size[1], size[0]), preexec_fn=before
            )
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _tb: TracebackType | None
    ) -> None:
        self.kill()
        self.close()

    # -- typing

    def send(self, keys: str) -> None:
        """Bytes to the program, at once."""
        data = keys.encode()
        while data:  # a full line buffer takes a piece at a time
            self.read(0)
            try:
                data = data[os.write(self._process.fd, data) :]
            except OSError:  # it has gone; what is waited for next will say so
                return

    def press(self, *keys: str) -> Self:
        """Each key, or words to type, and wait until it has shown: something below the header changed and came to rest.

        Nothing is typed ahead of the screen: while a key is being taken the next may be dropped, or reach the field
        before. A key that changes nothing in sight is for `type_key`.
        """
        for key in keys:
            before = self.body
            self.type_key(key)
            self.await_change(before, key)
        return self

    def await_change(self, before: str, typed: str) -> Self:
        """Until the body is no longer `before`, shows the words if words were typed, and has come to rest.

        At rest means still for as long as the last key took to show, so that a busy machine is given its time.
        """
        begin = time.monotonic()
        self.wait_for(lambda t: t.body != before)
        self._slowness = time.monotonic() - begin
        if len(typed) > 1 and typed.isprintable():  # words, not a key such as ↑
            self.wait_for(typed.strip())
        return self.settle()

    def type_key(self, key: str) -> None:
        """One key now, or words; the same key again only when it cannot be taken for one held down.

        Nor at once after Escape, which would make it Alt and that key. The wait counts from now, not from the last
        key's sending: a busy program may have taken that one late, and then the two lie closer together for it.
        """
        if self._last_key in (key, ESCAPE):
            end = time.monotonic() + SAME_KEY_AGAIN
            while (left := end - time.monotonic()) > 0:
                self.read(left)
        self.send(key)
        self._last_key = key

    def paste(self, text: str) -> None:
        """A bracketed paste, as a terminal sends it."""
        self.send(f"{PASTE_BEGINS}{text}{PASTE_ENDS}")

    # -- looking

    @property
    def lines(self) -> list[str]:
        """What the screen shows, a line each, without the space at the end."""
        if self._lines_at != len(self.raw):
            self._lines, self._lines_at = [line.rstrip() for line in self._screen.display], len(self.raw)
        return self._lines

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def flat(self) -> str:
        """The screen as one line with single spaces: for sentences that were wrapped."""
        return " ".join(self.text.split())

    @property
    def body(self) -> str:
        """Everything below the header with its clock, on one line."""
        return " ".join(" ".join(self.lines[1:]).split())

    @property
    def title(self) -> str:
        """The window title that was set, if any."""
        return str(self._screen.title)

    def read(self, seconds: float) -> bool:
        """Take all that has come, waiting up to `seconds` for it. False when nothing came."""
        data = bytearray()
        while not self._ended and select.select([self._process.fd], [], [], 0 if data else seconds)[0]:
            try:
                piece = os.read(self._process.fd, 1 << 16)
            except OSError:  # EIO: the other side has gone
                piece = b""
            self._ended = not piece
            data += piece
        self.raw += data
        self._stream.feed(bytes(data).replace(b"\x1b[<u", b""))  # pyte takes the u of this one for a letter
        return bool(data)

    def wait_for(self, seen: Seen, patience: float = PATIENCE) -> Self:
        """Until the screen shows these words, wrapped or not, or `seen(self)` is true. Fails with the screen."""
        found: Callable[[Terminal], bool] = (lambda t: seen in t.flat) if isinstance(seen, str) else seen
        end = time.monotonic() + patience
        while not found(self):
            left = end - time.monotonic()
            if left <= 0 or (not self.read(min(left, 1.0)) and self._ended):
                raise AssertionError(f"never seen: {seen!r}; {self._state()}\n{self.text}")
        return self

    def wait_gone(self, *words: str, patience: float = PATIENCE) -> Self:
        """Until none of these words is on the screen."""
        return self.wait_for(lambda t: not any(word in t.flat for word in words), patience)

    def settle(self, quiet: float = QUIET) -> Self:
        """Until the screen has not changed for `quiet` seconds. (The clock is painted anew each second, the same.)"""
        quiet = max(quiet, min(self._slowness, 1.0))
        end, before = time.monotonic() + PATIENCE, self.text
        still_since = time.monotonic()
        while (now := time.monotonic()) < end and now - still_since < quiet and not self._ended:
            if self.read(still_since + quiet - now) and self.text != before:
                before, still_since = self.text, time.monotonic()
        return self

    # -- ending

    @property
    def pid(self) -> int:
        return int(self._process.pid)

    def signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill(number)

    def kill(self) -> None:
        """SIGKILL, and wait for it."""
        if self._process.isalive():
            self.signal(signal.SIGKILL)
            self.ended()

    def close(self) -> None:
        """Close the terminal under the program, as a window or an SSH connection that goes."""
        self._ended = True
        with contextlib.suppress(OSError):
            self._process.fileobj.close()

    def ended(self, patience: float = PATIENCE) -> float:
        """Wait until the process is gone and reaped; answers how many seconds that took."""
        begin = time.monotonic()
        while self._process.isalive():
            if time.monotonic() - begin > patience:
                raise AssertionError(f"still running after {patience} s\n{self.text}")
            if not self.read(0.01):
                time.sleep(0.002)
        took = time.monotonic() - begin
        while self.read(0):  # what it said last
            pass
        return took

    @property
    def exit_code(self) -> int | None:
        """The exit code once it has ended by itself, else None."""
        return None if self._process.isalive() else self._process.exitstatus

    def _state(self) -> str:
        return "running" if self._process.isalive() else f"ended with {self._process.exitstatus}"


def left_over(home: Path) -> list[int]:
    """Processes of any kind that still work with this data folder (Linux, as root; elsewhere none are found).

    A desk forbids others of its own user to look into it.
    """
    wanted = f"TRIAGE_HOME={home}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (entry / "environ").read_bytes().split(b"\0") and _runs(entry):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def _runs(process: Path) -> bool:
    return (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
