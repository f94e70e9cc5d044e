"""What fails outside of everything that catches is told by type and place (promises.md P12): Python would quote values.

A thread of its own, an object on its way out, and the very end of the program: each has a hook, and each prints the
message of the exception unless somebody takes its place. Called by the command line; a desk names its log, because
whatever is printed would lie over its screen.
"""

from __future__ import annotations

import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

_log: Path | None = None


def tell_into(log: Path) -> None:
    """What fails is written there, and nothing is printed."""
    global _log
    _log = log


def tell_no_values() -> None:
    """From now on, in this process."""

    def tell(error: BaseException | None) -> None:
        from triage.tui.crash import crash_lines, new_reference, write_crash

        if error is None or isinstance(error, SystemExit):
            return
        if _log is not None:
            write_crash(_log, error, new_reference(), datetime.now(UTC))
        elif sys.__stderr__ is not None:
            print(*crash_lines(error, new_reference(), datetime.now(UTC)), sep="\n", file=sys.__stderr__)

    def at_the_end(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        tell(error)

    threading.excepthook = lambda failed: tell(failed.exc_value)
    sys.unraisablehook = lambda failed: tell(failed.exc_value)
    sys.excepthook = at_the_end
