"""The judge: one warm process in its own copy of the tree that tries one mutant after the other.

Reads one request a line (`file`, `text`, `tests`), answers one verdict a line. Each mutant is tried in a fork, so that
nothing it did is left. *Caught* means that a named test failed, that importing or loading failed, or that it ran several
times as long as without the mutant; anything else that goes wrong is *broken*, never caught.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

import holidays  # noqa: F401  what the tests need besides our own code is imported once, before the fork
import hypothesis
import pytest
import rapidfuzz.process  # noqa: F401
import yaml  # noqa: F401

HERE = Path.cwd()
SPARE = 10.0  # seconds of processor time that every group of tests may take besides
TIMES = 4  # … this many times what it took without a mutant
MEMORY = 4 << 30
QUIET = ["-x", "-q", "--tb=no", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", "addopts="]
ARGS = [*QUIET, "-W", "ignore::pytest.PytestAssertRewriteWarning"]  # what is imported before the fork is not rewritten


class Seen:
    """What pytest did: how many tests ran, and the first that failed."""

    def __init__(self) -> None:
        self.ran = 0
        self.failed = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.ran += report.when == "call"
        self.note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.note(report)

    def note(self, report: Any) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid or "collecting"


def judge(file: str, text: str, tests: list[tuple[list[str], float]]) -> dict[str, Any]:
    """The verdict on one mutant. `tests`: arguments to pytest and what they took without a mutant, in order."""
    path, kept = HERE / file, (HERE / file).read_bytes()
    times, control = path.stat().st_mtime_ns, text.encode() == kept
    read, write = os.pipe()
    try:
        path.write_bytes(text.encode())
        # Later than what the control compiled, which would be taken for a mutant of the same length.
        os.utime(path, ns=(times, times if control else times + 10**10))
        child = os.fork()
        if child == 0:
            os.close(read)
            sys.dont_write_bytecode = not control
            _try(os.fdopen(write, "w"), tests)
        os.close(write)
        with os.fdopen(read) as told:
            said = [json.loads(line) for line in told]
        _, status = os.waitpid(child, 0)
    finally:
        path.write_bytes(kept)
        os.utime(path, ns=(times, times))
    last: dict[str, Any] = said[-1] if said else {}
    if "verdict" in last and status == 0:
        return last
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU and "began" in last:
        return {"verdict": "caught", "by": f"out of time in {last['began']}", "ran": 0, "took": []}
    return {"verdict": "broken", "by": f"ended with status {status} after {last}", "ran": 0, "took": []}


def _try(out: TextIO, tests: list[tuple[list[str], float]]) -> None:
    """In the fork: import, load, then the tests group by group. Never returns."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        _say(out, _verdict(out, tests))
    except BaseException:
        _say(out, {"verdict": "broken", "by": traceback.format_exc(), "ran": 0, "took": []})
    out.flush()
    os._exit(0)


def _say(out: TextIO, what: dict[str, Any]) -> None:
    out.write(json.dumps(what) + "\n")
    out.flush()


def _verdict(out: TextIO, tests: list[tuple[list[str], float]]) -> dict[str, Any]:
    _allow(out, "import", 1.0)
    try:
        _import_and_load()
    except Exception as error:
        return {"verdict": "caught", "by": f"import or loader: {type(error).__name__}", "ran": 0, "took": []}
    seen, took = Seen(), []
    for args, usual in tests:
        began = time.process_time()
        _allow(out, args[0], usual)
        code = pytest.main([*ARGS, f"--basetemp={HERE / '.tmp'}", *args], plugins=[seen])
        took.append(time.process_time() - began)
        if seen.failed:
            return {"verdict": "caught", "by": seen.failed, "ran": seen.ran, "took": took}
        if code != pytest.ExitCode.OK:
            return {"verdict": "broken", "by": f"pytest {args[0]} ended with {code!r}", "ran": seen.ran, "took": took}
    return {"verdict": "survived" if seen.ran else "broken", "by": "", "ran": seen.ran, "took": took}


def _allow(out: TextIO, what: str, usual: float) -> None:
    """From now on, `usual` processor time several times over; then the kernel ends this process."""
    _say(out, {"began": what})
    limit = int(time.process_time() + TIMES * usual + SPARE)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def _import_and_load() -> None:
    import triage.cli.main
    from triage.content.load import load_content

    if not Path(triage.cli.main.__file__ or "").is_relative_to(HERE):
        raise SystemExit(f"{triage.cli.main.__file__} is not of the copy")
    load_content(HERE)


def serve(requests: Iterable[str], out: TextIO) -> None:
    # No shrinking: that a test fails is enough. The profiles the tests register build upon this one.
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile("mutants", phases=phases, database=None, deadline=None, derandomize=True)
    hypothesis.settings.load_profile("mutants")
    for request in requests:
        out.write(json.dumps(judge(**json.loads(request))) + "\n")
        out.flush()


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "w")
    log = os.open("judge.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    serve(sys.stdin, answers)
