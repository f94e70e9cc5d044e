"""`make bench` runs every benchmark there is: one that nobody starts says nothing when it gets slow."""

from __future__ import annotations

from tests.harness.terminal import ROOT


def test_every_benchmark_is_run() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    of_their_own = [
        path.stem
        for path in (ROOT / "benchmarks").glob("*.py")
        if path.read_text(encoding="utf-8").startswith(f'"""`python -m benchmarks.{path.stem}`')
    ]
    assert of_their_own
    assert [name for name in of_their_own if f"-m benchmarks.{name}\n" not in makefile] == []
