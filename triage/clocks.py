"""What time it is here, and ids that follow it: the computer's own clock, the demo's Monday morning, UUIDv7.

Handed to an office by bootstrap; everything further in is told the time and never asks.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from triage.core.hours import LONDON

DEMO_START = datetime(2026, 11, 23, 10, 15, tzinfo=LONDON)
Clock = Callable[[], datetime]


def system_clock() -> Clock:
    """This computer's own."""
    return lambda: datetime.now(UTC)


def demo_clock(latest: datetime | None) -> Clock:
    """A clock that starts Monday 23 November 2026 10:15 and ticks, or goes on just after what was last written."""
    start = max(DEMO_START, latest + timedelta(seconds=1)) if latest else DEMO_START
    began = time.monotonic()
    return lambda: (start + timedelta(seconds=time.monotonic() - began)).astimezone(LONDON)


def uuid7_maker() -> Callable[[], str]:
    """UUIDv7 (RFC 9562) made here: time, then a counter so that ids made in one millisecond stay in order, then chance."""
    lock = threading.Lock()
    last = 0

    def make() -> str:
        nonlocal last
        with lock:
            last = max(time.time_ns() // 1_000_000 << 12, last + 1)
            stamp_and_count = last
        milliseconds, count = stamp_and_count >> 12, stamp_and_count & 0xFFF
        number = milliseconds << 80 | 7 << 76 | count << 64 | 2 << 62 | secrets.randbits(62)
        return str(UUID(int=number))

    return make
