"""P14: what stands on a screen by default says nothing of health, safety or an offence, whoever has been in.

People who said all sorts of things in private have been, or wait. Then every screen that anybody may walk past is drawn,
in both sizes: sitting down, the front desk, today, my people, what is left at the end of the day, the building, finding,
coming back, what is counted, the blank. The control draws the page where such things are meant to be read.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

from tests.harness.amount import amount
from tests.harness.quick import quick
from tests.promises.people import HIDES, comes, desk, do
from tests.promises.promise import Outcome, Promise, Trial
from tests.tui.sitting import LARGE, SMALL, Sitting, sit
from triage.usecases.handoff.sharing import agree, see_sharing
from triage.usecases.reception.contacts import park_contact

GIVES_AWAY = re.compile(
    r"abus|violen|hurt|assault|suicid|self.harm|drug|alcohol|drink|depress|mental|pregnan|illness|disab|medic"
    r"|offen[cd]|prison|probation|arrest|gambl|refuge|debt|evict|unsafe|danger|partner|"
    + "|".join(map(re.escape, HIDES.split(", "))),
    re.IGNORECASE,
)
# Screen → the keys that lead there from the front desk, and back.
SCREENS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "FrontDeskScreen": ((), ()),
    "TodayScreen": (("t",), ("b",)),
    "MyPeopleScreen": (("m",), ("b",)),
    "EndOfDayScreen": (("e",), ("b",)),
    "BuildingScreen": (("f",), ("escape",)),
    "FindScreen": (("slash",), ("escape",)),
    "BeforeModal": (("h",), ("escape",)),
    "QuickModal": (("q",), ("escape",)),
    "ConfirmModal": (("x",), ("escape",)),
    "BlankScreen": (("grave_accent",), ("space",)),
}
VISITS, FEW = 4, 2


def prove(trial: Trial) -> Outcome:
    return _look(trial, default=True)


def control(trial: Trial) -> Outcome:
    return _look(trial, default=False)


def _look(trial: Trial, *, default: bool) -> Outcome:
    outcome, chance = Outcome(), trial.chance
    with quick():
        while outcome.attempted < trial.amount:
            home = trial.folder / str(outcome.attempted)
            labels = _people_come(home, chance, FEW if trial.small else VISITS)
            size = SMALL if outcome.attempted % (2 * len(SCREENS)) < len(SCREENS) else LARGE

            async def script(desk: Sitting, labels: set[str] = labels) -> None:
                await (_default_screens if default else _pages)(desk, outcome, trial.amount, labels)

            sit(home, script, size=size)
    return outcome


def _people_come(home: Path, chance: random.Random, visits: int) -> set[str]:
    """They wait, and agreed to things. Answers the words that the hub itself put on its doors."""
    with desk(home) as (office, _clock):
        for _ in range(visits):
            contact, _ = comes(office, chance, safety=0.7)
            for row in do(office, see_sharing, contact).rows:
                do(office, agree, contact, row.service, row.need, "given")
            do(office, park_contact, contact, "", "")
        return {service.public_label for service in office.house.directory.services}


async def _default_screens(desk: Sitting, outcome: Outcome, most: int, labels: set[str]) -> None:
    for name, (there, back) in SCREENS.items():
        if outcome.attempted < most:
            await desk.press(*there)
            _judge(outcome, name, desk.text if desk.at == name else f"in danger: {desk.at} is there", labels)
            await desk.press(*back)


async def _pages(desk: Sitting, outcome: Outcome, most: int, labels: set[str]) -> None:
    """Somebody's own page, from today's list: the words are there."""
    await desk.press("t")
    for _ in range(VISITS):
        if outcome.attempted < most:
            await desk.press("enter")
            _judge(outcome, desk.at, desk.text, set())
            await desk.press("b", "down")


def _judge(outcome: Outcome, name: str, text: str, labels: set[str]) -> None:
    flat = " ".join(text.replace("│", " ").split())
    for label in labels:  # a public label is what anybody may read
        flat = flat.replace(label, "…")
    found = GIVES_AWAY.search(flat)
    outcome.add(name, f"“{flat[max(0, found.start() - 30) : found.end() + 30]}”" if found else "")


PROMISE = Promise(
    id="P14",
    says="default screens show no health, safety or offence words",
    full=200,
    small=amount(3, 10),
    prove=prove,
    control=control,
    controls=8,
    small_controls=amount(1, 2),
)
