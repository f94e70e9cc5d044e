"""No dump of this process: it would hold the data key and people's words. Called before anything is unlocked.

A limit of nothing does not stop a dump that the system pipes to a program, so on Linux the process says besides that it
must not be dumped; that also keeps other programs of the same user from reading its memory.
"""

from __future__ import annotations

import contextlib
import sys

_PR_SET_DUMPABLE = 4


def no_dumps() -> None:
    """As far as this system lets us; never a reason to fail."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  Windows has none

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError, AttributeError):
            import ctypes  # noqa: PLC0415  8 ms, and only where there is something to keep

            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
