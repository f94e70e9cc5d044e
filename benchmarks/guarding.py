"""What watching costs: a cell of the policy looked up, and the key that blanks the screen, on a real terminal.

Called by `python -m benchmarks`; alone with `python -m benchmarks.guarding`.
"""

from __future__ import annotations

import tempfile
from itertools import islice, product

from benchmarks.figures import Goal, quantile, timed, told
from benchmarks.terminal import Timed, python
from triage.content.policy import load_policy
from triage.content.where import sample_content
from triage.core.access import Actor, Role
from triage.core.policy import Action, FieldClass, Relation, Thing, may

DEMO = ("-c", "import sys; from triage.cli.main import main; sys.exit(main(['demo']))")
BLANK, BACK = "`", " "
BLANKS, ASKED, ROUNDS = 100, 1000, 20


def guarding() -> None:
    asked()
    blanked()


def asked() -> None:
    """`may()` over a thousand cells of the real file, as somebody who stands to a visit in two ways; against one look-up each."""
    policy = load_policy(sample_content())
    relations = frozenset({Relation.OWN, Relation.TEAM})
    every = ((Actor(role, role, role), action, seen) for role, action, seen in product(Role, Action, FieldClass))
    cells = list(islice(every, ASKED))
    while len(cells) < ASKED:
        cells += cells[: ASKED - len(cells)]
    thing = Thing(relations)
    floor = [
        timed(lambda: [policy.cells.get((a.role, x, s, Relation.OWN)) for a, x, s in cells]) for _ in range(ROUNDS)
    ]
    ours = [timed(lambda: [may(policy, a, x, thing, s) for a, x, s in cells]) for _ in range(ROUNDS)]
    median = quantile(ours, 0.5)
    told(f"may(), 1,000 times ({ASKED / median:,.0f} a second)", quantile(floor, 0.5), median, Goal("≤ 10 ms", 0.010))


def blanked() -> None:
    """From the key to the clock of the blank screen painted; against a key of the empty app."""
    floor, ours = [], []
    with tempfile.TemporaryDirectory() as home, Timed(python("-m", "benchmarks.empty_app"), home) as terminal:
        terminal.until("Opening")
        for place in range(30):
            sent = terminal.press("ab"[place % 2])
            floor.append(terminal.until(f"saw {'ab'[place % 2]}", since=sent)[0])
    with tempfile.TemporaryDirectory() as home, Timed(python(*DEMO), home) as terminal:
        terminal.until("Who is at this desk")
        terminal.until("In the building", since=terminal.press("1"))
        terminal.rest()
        for _ in range(BLANKS):
            ours.append(terminal.until("10:", "11:", since=terminal.press(BLANK))[0])
            terminal.until("In the building", since=terminal.press(BACK))
    told("the blank key to a blank screen, p50", quantile(floor, 0.5), quantile(ours, 0.5), Goal(""))
    told("the blank key to a blank screen, p99", quantile(floor, 0.99), quantile(ours, 0.99), Goal("≤ 100 ms", 0.100))


if __name__ == "__main__":
    guarding()
