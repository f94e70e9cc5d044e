"""`make bench` runs every benchmark there is: one that nobody starts says nothing when it gets slow."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

from tests.harness.terminal import ROOT
from triage.usecases.doors import door_of

FILES = sorted((ROOT / "benchmarks").glob("*.py"))


def test_every_benchmark_is_run() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    of_their_own = [
        path.stem
        for path in FILES
        if path.read_text(encoding="utf-8").startswith(f'"""`python -m benchmarks.{path.stem}`')
    ]
    assert of_their_own
    assert [name for name in of_their_own if f"-m benchmarks.{name}\n" not in makefile] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_timed_is_behind_a_door(file: Path) -> None:
    """Anything else is refused, and the benchmark with it: `inside` is for the floor it is compared with."""
    module = import_module(f"benchmarks.{file.stem}")
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call) or getattr(call.func, "attr", getattr(call.func, "id", "")) != "do":
            continue
        first = call.args[0 if isinstance(call.func, ast.Attribute) else 1]  # office.do(fn), do(office, fn)
        if isinstance(first, ast.Name) and hasattr(module, first.id):
            assert door_of(getattr(module, first.id)) is not None, f"{file.name}:{call.lineno}: {first.id}"
