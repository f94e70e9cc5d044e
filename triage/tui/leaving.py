"""Leaving when the terminal or the system says so: saved, gone within two seconds, no orphan (promises.md P6).

Textual runs no clean-up on SIGHUP and SIGTERM, and its reader spins when the terminal is gone. Here both are asked to
leave in the ordinary way, and whatever still hangs after `PATIENCE` is ended. Every answer is durable before the next
question is drawn, so ending hard loses at most the field being typed.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

PATIENCE = 1.2
LOOK_EVERY = 0.3
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGHUP", "SIGTERM", "SIGINT") if hasattr(signal, name))


class Leaving:
    """Calls `leave` (thread-safe, quick) on a signal or when the terminal is gone, then makes sure of it."""

    def __init__(self, leave: Callable[[], None]) -> None:
        self._leave = leave
        self._gone = threading.Event()
        self._finished = threading.Event()

    def start(self) -> None:
        """Main thread only."""
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._on_signal)
        if _is_terminal():
            threading.Thread(target=self._watch_terminal, name="triage-terminal", daemon=True).start()

    def finished(self) -> None:
        """The app has left by itself; nothing more to see to."""
        self._finished.set()

    def now(self) -> None:
        """Leave; once."""
        if self._gone.is_set():
            return
        self._gone.set()
        threading.Thread(target=self._make_sure, name="triage-leaving", daemon=True).start()
        self._leave()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.now()

    def _watch_terminal(self) -> None:
        parent = os.getppid()
        while not self._finished.wait(LOOK_EVERY):
            if not _is_terminal() or (os.getppid() != parent and not _can_be_written()):
                self.now()
                return

    def _make_sure(self) -> None:
        if not self._finished.wait(PATIENCE):
            os._exit(1)


def _is_terminal() -> bool:
    """True while standard input is a terminal that still answers (a hung-up one gives EIO). Never on Windows: it cannot say."""
    try:
        import termios
    except ImportError:
        return False
    try:
        termios.tcgetattr(sys.__stdin__.fileno() if sys.__stdin__ else 0)
    except (OSError, ValueError, termios.error):
        return False
    return True


def _can_be_written() -> bool:
    try:
        return os.isatty(1) or os.isatty(2)
    except OSError:
        return False
