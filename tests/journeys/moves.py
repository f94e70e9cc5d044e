"""What hands do again and again on the way through a visit: a few keys each."""

from __future__ import annotations

import re

from tests.journeys import people
from tests.journeys.desk import Hands
from triage.tui.screens.read_back import ReadBackScreen


async def back_to_questions(hands: Hands) -> None:
    """From the read-back, where a visit with nothing left to ask goes by itself, back to the questions."""
    if hands.at == "ReadBack":
        await hands.press("b")
    assert hands.at == "Assessment"


async def close_card(hands: Hands, name: str) -> None:
    """Passed to somebody by name, and on with the questions."""
    await hands.press("2")
    await hands.type(name)
    await hands.press("enter")
    if hands.at == "ConfirmModal":  # nobody has heard of them here
        await hands.press("enter")
    await hands.choose("Go on with the questions")
    assert hands.at == "Assessment"


async def want_all(hands: Hands) -> None:
    """Help with each thing, now: the key goes on to the next by itself."""
    screen = hands.app.screen
    assert isinstance(screen, ReadBackScreen) and screen.view is not None
    await hands.press(*["1"] * len(screen.view.needs))
    assert {need.wanted for need in screen.view.needs} == {"now"}


async def agree_to_all(hands: Hands) -> None:
    """Yes to each question about sharing: the key goes on to the next by itself."""
    for _ in range(12):
        if "w sets off to" in hands.words or "w arranges it with" in hands.words:
            return
        await hands.press("y")
    raise AssertionError(hands.text)


async def walk(hands: Hands, label: str, worker: str) -> None:
    await hands.take(label)
    await hands.press("w", "enter")
    await hands.choose("Yes")
    hands.sees("Who has")
    await hands.choose(worker)
    hands.sees(f"{worker} has ")
    await hands.press("enter")
    if hands.at != "Sharing":  # the last one: it goes on by itself
        await hands.press("b")
    assert hands.at == "Sharing"


async def book(hands: Hands, label: str, by: str = "") -> None:
    """Agree a time, with whoever there said yes, and back to what may be passed on."""
    await hands.take(label)
    await hands.press("w")
    await hands.choose("The time is agreed")
    await hands.type("Tue 10:00")
    await hands.press("enter")
    if by:
        await hands.choose("Somebody said yes, by name")
        await hands.type(by)
        await hands.press("enter")
    await hands.press("b")
    assert hands.at == "Sharing"


async def name_the_lead(hands: Hands, worker: str, *why: str) -> None:
    await hands.press("enter")
    assert hands.at == "Lead", hands.text
    hands.sees("One person keeps it together.", worker, *why)
    await hands.press("1")
    hands.sees("told, not yet said yes")
    await hands.press("1")
    hands.sees("said yes")
    await hands.press("enter")


async def to_row(hands: Hands, initials: str) -> None:
    """Down today's list until the line in full under it is theirs."""
    code = re.search(rf"(NM-\w{{4}}) +{initials} ", hands.text)
    assert code, hands.text
    for _ in range(10):
        if hands.text.count(code[1]) > 1:
            return
        await hands.press("down")
    raise AssertionError(hands.text)


async def read_whole(hands: Hands) -> str:
    """A page that is longer than the screen, scrolled through to its end."""
    lines: dict[str, None] = {}
    before = ""
    while hands.text != before:
        before = hands.text
        lines |= dict.fromkeys(line.strip(" ▁▂▃▄▅▆▇█") for line in before.splitlines()[1:-1])
        await hands.press("down")
    return "\n".join(lines)


async def sam_whole(hands: Hands) -> None:
    """Sam, from the list to finished, with Priya."""
    await hands.pick_up("S")
    await hands.talk(people.SAM)
    await hands.until("ReadBack")
    await hands.press("1", "enter", "enter", "y", "w", "enter")
    await hands.choose("Yes")
    await hands.choose("Priya")
    await hands.press("enter", "enter")
    assert hands.at == "FrontDesk"


async def mr_a_whole(hands: Hands) -> None:
    """Mr A, in six keys."""
    await hands.press("n")
    await hands.talk(people.MR_A)
    assert hands.at == "FrontDesk"
