"""`python -m tests.promises`: one line for each promise, passed/attempted, with its control and its seed.

Ends with 1 if a promise fails, if a control notices nothing, or if this machine cannot try one and nobody said
--allow-missing. Each promise is tried in a process of its own, unless --together is said.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.promises.promise import SEED, Promise, Trial, ids, promise
from tests.promises.visit import read_content_once

MOST_TOLD = 5


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.promises", description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", metavar="P2", help="these promises and no others")
    parser.add_argument("--small", action="store_true", help="a few attempts at each, as in make test")
    parser.add_argument(
        "--amount", type=int, metavar="N", help="this many attempts at each, whatever its own number is"
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="how many promises at once")
    parser.add_argument("--together", action="store_true", help="one after the other in this process: quicker to start")
    parser.add_argument("--allow-missing", action="store_true", help="what this machine cannot try is not a failure")
    parser.add_argument("--list", action="store_true", help="which promises there are, and how often each is tried")
    args = parser.parse_args(argv)
    chosen = _chosen(args.only)
    if args.list:
        for one in map(promise, chosen):
            print(f"{one.id:<4} {one.full:>6}  {one.small:>4} small  {one.says}")
        return 0
    if len(chosen) == 1 or args.together:
        if args.together:
            read_content_once()
        return max(_try(promise(id), args) for id in chosen)
    return max(_each_apart(chosen, args), default=1)


def _chosen(only: Sequence[str] | None) -> list[str]:
    known = ids()
    wanted = [name.upper() for name in only or known]
    if unknown := [name for name in wanted if name not in known]:
        raise SystemExit(f"no such promise here: {', '.join(unknown)}; there are {', '.join(known)}")
    return wanted


def _each_apart(chosen: Sequence[str], args: argparse.Namespace) -> list[int]:
    same = [f"--seed={args.seed}", *["--small"] * args.small, *["--allow-missing"] * args.allow_missing]
    same += [f"--amount={args.amount}"] if args.amount is not None else []

    def one(id: str) -> int:
        command = [sys.executable, "-m", __spec__.parent, "--only", id, *same]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        print(done.stdout, end="", flush=True)
        return done.returncode

    with ThreadPoolExecutor(max(1, args.jobs)) as pool:
        codes = list(pool.map(one, chosen))
    failed = [id for id, code in zip(chosen, codes, strict=True) if code]
    print(
        f"{len(chosen) - len(failed)} of {len(chosen)} promises hold" + (f"; not {', '.join(failed)}" if failed else "")
    )
    return codes


def _try(one: Promise, args: argparse.Namespace) -> int:
    """One promise and its control, here and now."""
    if why := one.cannot():
        print(f"{one.id:<4} cannot be tried on this machine: {why}")
        return int(not args.allow_missing)
    begin = time.monotonic()
    amount = args.amount or (one.small if args.small else one.full)
    controls = min(amount, one.small_controls if args.small else one.controls)
    with tempfile.TemporaryDirectory(prefix="triage-promise-", ignore_cleanup_errors=True) as name:
        folders = [Path(name, part) for part in ("proved", "control", "shared")]
        for folder in folders:
            folder.mkdir()
        proved = one.prove(Trial(amount, args.seed, folders[0], folders[2], args.small))
        control = one.control(Trial(controls, args.seed, folders[1], folders[2], args.small))
    took = time.monotonic() - begin
    kept = proved.attempted > 0 and not proved.wrong
    print(
        f"{one.id:<4} {'kept  ' if kept else 'BROKEN'} {proved.passed}/{proved.attempted}"
        f"  control {'noticed' if control.wrong else 'NOTICED NOTHING'} {len(control.wrong)}/{control.attempted}"
        f"  seed {args.seed}  {took:.0f} s  {one.says}{f' ({proved.note})' if proved.note else ''}"
    )
    for words in proved.wrong[:MOST_TOLD]:
        print(f"       {words}")
    return int(not kept or not control.wrong)


if __name__ == "__main__":
    sys.exit(main())
