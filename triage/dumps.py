"""No core dumps: one would hold people's words. Called by the command line before anything else is done.

The limit is not heeded where the system hands dumps to a program of its own, so on Linux the process is also marked as
not to be dumped; other programs of the same user cannot look into its memory then either.
"""

from __future__ import annotations

import contextlib
import sys

PR_SET_DUMPABLE = 4


def no_core_dumps() -> None:
    """By the limit, at once. Windows has none."""
    try:
        import resource  # noqa: PLC0415  Windows has none
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def not_to_be_looked_into() -> None:
    """The limit, and the mark on the process. Loads ctypes, so after the first frame."""
    no_core_dumps()
    if sys.platform.startswith("linux"):
        import ctypes  # noqa: PLC0415  8 ms, after the first frame

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
