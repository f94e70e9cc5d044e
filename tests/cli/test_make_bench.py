"""`make bench` runs every benchmark there is: one that nobody starts says nothing when it gets slow."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from textual.screen import Screen

import triage.tui
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


def test_every_screen_there_is_has_a_picture_and_so_is_timed() -> None:
    """`benchmarks.screens` goes the way of `make screens`, whose list says of each picture which screen it is."""
    for module in walk_packages(triage.tui.__path__, "triage.tui."):
        import_module(module.name)
    listed = (ROOT / "docs" / "screens" / "README.md").read_text(encoding="utf-8")
    screens = [one for one in _leaves(Screen) if one.__module__.startswith("triage.tui.")]
    assert len(screens) > 40
    about = {one.__name__: (one.__doc__ or "").strip().split("\n")[0] for one in screens}
    assert [name for name, words in about.items() if f"| {words} |" not in listed] == []


def _leaves(kind: type[Any]) -> Iterator[type[Any]]:
    for one in kind.__subclasses__():
        if not one.__subclasses__():
            yield one
        yield from _leaves(one)
