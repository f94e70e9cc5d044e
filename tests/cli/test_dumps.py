"""Every command forbids core dumps; the desk, which holds people's words, cannot be looked into either."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.harness.terminal import ROOT, clean_environment

TELL = """
import sys
from triage.cli.main import main
code = main()
import ctypes, resource
print("limit", resource.getrlimit(resource.RLIMIT_CORE), "may be dumped", ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the Linux kernel")
@pytest.mark.parametrize(("command", "marked"), [(["card"], "1"), (["demo", "--linear"], "0")])
def test_no_core_dumps(command: list[str], marked: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TELL, *command],
        cwd=ROOT,
        env=clean_environment(tmp_path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.rstrip().endswith(f"limit (0, 0) may be dumped {marked}"), done.stderr
