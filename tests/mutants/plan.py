"""Which tests judge a mutant, and in which order: those most likely to notice first, the slow ones last."""

from __future__ import annotations

from pathlib import Path

Group = tuple[str, ...]  # arguments to pytest; the first names the group

_FILES = ("tests/core/test_*.py", "tests/content/test_*.py", "tests/journeys/test_answers_files.py")
# Left out: what breaks files or starts processes of its own, and so judges the reader or the command line instead.
_LEFT_OUT = frozenset({"test_authoring.py", "test_check.py", "test_mutations.py", "test_problems.py"})
_LEFT_OUT_TESTS = ("tests/journeys/test_answers_files.py::test_as_a_process_and_nothing_is_written",)
# Slow, so only for the modules they go through, and after all the rest.
_WALK = frozenset({
    "flow", "conditions", "facts", "presenting", "needs", "cards", "found", "questions", "telling",
    "answers", "reasons", "access", "people",
})  # fmt: skip
_CHOICE = frozenset({"plan", "matching", "availability", "hours", "directory", "needs"})
_SLOW = {
    "tests/core/test_generated.py": _WALK,
    "tests/core/test_walk_properties.py": _WALK,
    "tests/core/test_plan.py::test_the_plan_is_the_best_of_all_subsets": _CHOICE,
}
# These never read the shipped content, so no mutant of it can fail them.
_WITHOUT_CONTENT = frozenset({
    "test_answers.py", "test_availability.py", "test_conditions.py", "test_consent.py", "test_explain.py",
    "test_generated.py", "test_handoff.py", "test_hours.py", "test_lead.py", "test_matching.py",
    "test_people.py", "test_plan.py", "test_text.py", "test_walk_properties.py",
})  # fmt: skip


def groups(file: str, root: Path) -> list[Group]:
    """The groups of tests of the tree at `root` that judge a mutant of `file`, in order."""
    module = Path(file).stem if file.startswith("triage/core/") else ""
    chosen = [path for glob in _FILES for path in sorted(root.glob(glob)) if path.name not in _LEFT_OUT]
    if module:
        chosen.sort(key=lambda path: _far(path, module))
    else:
        chosen = [path for path in chosen if path.name not in _WITHOUT_CONTENT]
    names = [path.relative_to(root).as_posix() for path in chosen]
    slow = [test for test, modules in _SLOW.items() if module in modules]
    return [_group(name) for name in names if name not in _SLOW] + [(test,) for test in slow]


def _group(name: str) -> Group:
    left = [test for test in (*_SLOW, *_LEFT_OUT_TESTS) if test.startswith(f"{name}::")]
    return (name, *(f"--deselect={test}" for test in left))


def _far(path: Path, module: str) -> int:
    """0 for the tests of this very module, 1 for those that name it, 2 for the rest."""
    if path.stem == f"test_{module}":
        return 0
    return 1 if f"triage.core.{module} " in path.read_text(encoding="utf-8") else 2
