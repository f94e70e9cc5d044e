"""`python -m tests.mutants`: try mutants of content and rules, and list those that no test notices.

Exit: 0 every mutant was caught or has its written reason · 1 one was not, or a reason is wrong · 2 the harness broke.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice, zip_longest
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import yaml

from tests.mutants.content import content_mutants
from tests.mutants.core import core_mutants
from tests.mutants.mutant import REPO, Mutant, shuffled
from tests.mutants.plan import Group, groups

REASONS = Path(__file__).with_name("equivalent.yaml")
SEED = 20261123
SAMPLE = 400
CONTROLS = ("triage/core/needs.py", "directory.yaml")  # together they go through every group of tests
COPIED = ("triage", "tests", "question_sets", "docs", "directory.yaml", "policy.yaml", "pyproject.toml")


class Broken(Exception):
    """The harness could not judge; nothing may be concluded from this run."""


class Judge:
    """A copy of the tree and the process that judges in it (see judge.py). Closed by `close`."""

    def __init__(self) -> None:
        self.kept = tempfile.TemporaryDirectory(prefix="triage-mutants-", ignore_cleanup_errors=True)
        self.folder = Path(self.kept.name)
        for name in COPIED:
            if (REPO / name).is_dir():
                shutil.copytree(
                    REPO / name, self.folder / name, ignore=shutil.ignore_patterns("__pycache__", "snapshots")
                )
            else:
                shutil.copy2(REPO / name, self.folder / name)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.mutants.judge"],
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.usual: dict[Group, float] = {}

    def ask(self, file: str, text: str) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        tests = [(group, self.usual.get(group, 60.0)) for group in groups(file, self.folder)]
        self.process.stdin.write(json.dumps({"file": file, "text": text, "tests": tests}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        verdict: dict[str, Any] = json.loads(answer) if answer else {"verdict": "broken", "by": "the judge is gone"}
        if verdict["verdict"] == "broken":
            raise Broken(f"{file}: {verdict['by']}")
        return verdict

    def control(self, file: str) -> dict[str, Any]:
        """The same without any mutant, which must pass. What it took says how long a mutant may take."""
        verdict = self.ask(file, (REPO / file).read_text(encoding="utf-8"))
        if verdict["verdict"] != "survived":
            raise Broken(f"without a mutant: {verdict['by']}")
        self.usual |= dict(zip(groups(file, self.folder), verdict["took"], strict=True))
        return verdict

    def close(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        if self.process.stdout:
            self.process.stdout.close()
        self.process.wait()
        self.kept.cleanup()


def in_turn(core: list[Mutant], content: list[Mutant]) -> Iterator[Mutant]:
    """Rules, question set, rules, question set, directory, and again: however few are taken, each has its share."""
    rules, asked = iter(core), (each for each in content if each.file.startswith("question_sets/"))
    helps = (each for each in content if each.file == "directory.yaml")
    turns = zip_longest(rules, asked, rules, asked, helps)
    return (each for each in chain.from_iterable(turns) if each)


def select(args: argparse.Namespace, reasons: dict[str, str]) -> list[Mutant]:
    """What is to be tried. Without `--sample` also every mutant that has a reason, which may be wrong by now."""
    core, content = list(core_mutants()), list(content_mutants())
    if unknown := sorted(set(reasons) - {each.name for each in core + content}):
        raise SystemExit("a reason for what is no mutant (any more):\n  " + "\n  ".join(unknown))
    if args.one:
        return [each for each in core + content if args.one in each.name]
    if args.only:
        core, content = (core, []) if args.only == "core" else ([], content)
    turns = list(in_turn(shuffled(core, args.seed), shuffled(content, args.seed)))
    explained = [] if args.sample else [each for each in turns[SAMPLE:] if each.name in reasons]
    return [*islice(turns, args.sample or SAMPLE), *explained]


def work(controls: list[str], mutants: SimpleQueue[Mutant], told: SimpleQueue[Any]) -> None:
    """One judge until no mutant is left. Tells each verdict, what broke, and at last None."""
    try:
        judge = Judge()
        try:
            for file in controls:
                verdict = judge.control(file)
                told.put(f"control, {file}: {verdict['ran']} tests passed in {sum(verdict['took']):.0f} s")
            while True:
                mutant = mutants.get_nowait()
                told.put((mutant, judge.ask(mutant.file, mutant.text())))
        finally:
            judge.close()
    except Empty:
        told.put(None)
    except Exception as error:
        told.put(error)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, help=f"how many (default {SAMPLE}, and all that have a reason)")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", choices=["content", "core"])
    parser.add_argument("--one", metavar="NAME", help="only mutants with this in their name")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="name them and stop")
    parser.add_argument("--verbose", action="store_true", help="say of each what noticed it")
    args = parser.parse_args()
    reasons: dict[str, str] = yaml.safe_load(REASONS.read_text(encoding="utf-8")) or {}
    chosen = select(args, reasons)
    if args.list:
        print(*(each.name for each in chosen), sep="\n")
        return 0
    began, tally, wrong = time.monotonic(), Counter[str](), []
    todo, told = SimpleQueue[Mutant](), SimpleQueue[Any]()
    for each in chosen:
        todo.put(each)
    core = {each.file.startswith("triage/") for each in chosen}
    controls = [file for file in CONTROLS if file.startswith("triage/") in core]
    for _ in range(args.jobs):
        Thread(target=work, args=(controls, todo, told), daemon=True).start()
    running = args.jobs
    while running:
        match told.get():
            case None:
                running -= 1
            case Exception() as error:
                print(f"BROKEN: {error}", file=sys.stderr)
                return 2
            case str(line):
                print(line, flush=True)
            case (mutant, verdict):
                explained = mutant.name in reasons
                end = verdict["verdict"] + (", with a reason" if explained else "")
                tally[end] += 1
                bad = explained == (verdict["verdict"] == "caught")
                wrong += [mutant.name] if bad else []
                if bad or args.verbose:
                    print(f"{end}: {mutant.name} [{verdict['by']}]", flush=True)
    print(f"{sum(tally.values())} mutants in {time.monotonic() - began:.0f} s: {dict(sorted(tally.items()))}")
    if wrong:
        print(f"{len(wrong)} not as they should be: write the test, or the reason in {REASONS.name}, or delete it")
    return 1 if wrong or sum(tally.values()) != len(chosen) else 0


if __name__ == "__main__":
    sys.exit(main())
