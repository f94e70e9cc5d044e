"""rapidfuzz is wanted only once two names differ: in a process of its own, by what it has loaded (design.md 2)."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from datetime import date
import triage.usecases.afterwards.returning
from triage.core.returning import Told, recognised
from triage.usecases.afterwards.finding import alike

known = Told("Sam Reed", date(1992, 3, 1), "ZZ99 3AA")
assert recognised(Told("sam reed", date(1992, 3, 1)), known, alike)
assert "rapidfuzz" not in sys.modules
assert recognised(Told("Sam Reid", date(1992, 3, 1)), known, alike)
assert "rapidfuzz" in sys.modules
"""


def test_names_that_are_the_same_need_no_library() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
