"""`triage demo` with one thing broken, for test_hostile.py: `python crashing.py WHERE`. Not a test, and no part of triage.

Whatever is broken fails with people's words in local variables, in the message of the exception and in its cause.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any, NoReturn

from triage.cli import desk as desk_command
from triage.cli.main import main
from triage.tui.base import in_turn
from triage.tui.screens.front_desk import FrontDeskScreen
from triage.tui.widgets.people import People


def fail() -> NoReturn:
    name, phone, address = "Zebedee Quartermaine", "07700900999", "12 Acacia Road"
    said = {"name": name, "phone": phone, "address": address, "why": "sharp pain in the chest"}
    try:
        raise KeyError(f"{name}, {address}")
    except KeyError as cause:
        raise RuntimeError(f"{phone}: {said}") from cause


def fails(*_arguments: Any, **_named: Any) -> NoReturn:
    fail()


async def fails_later(*_arguments: Any, **_named: Any) -> None:
    await asyncio.sleep(0)
    fail()


def break_it(where: str) -> None:
    desk: Any = FrontDeskScreen
    if where == "key":
        desk.action_today = fails
    elif where == "turn":
        desk.action_today = in_turn(fails_later)
    elif where == "save":
        import triage.tui.screens.front_desk

        vars(triage.tui.screens.front_desk)["open_contact"] = fails  # as a use case: on the store's thread
    elif where == "draw":
        People.render = fails  # type: ignore[method-assign]
    elif where == "timer":
        desk.on_mount = lambda self: self.set_timer(0.1, fails)
    elif where == "load":
        desk.load = fails_later
    elif where == "open":
        desk_command._open = fails
    elif where == "thread":
        desk.on_mount = lambda self: self.app._loop.run_in_executor(None, fails)
    elif where == "leaving":
        desk._on_unmount = fails_later
    elif where == "command":
        import triage.content.check as content

        vars(content)["check_content"] = fails
    else:
        raise SystemExit(f"nothing to break at {where}")


break_it(sys.argv[1])
sys.exit(main(["check" if sys.argv[1] == "command" else "demo"]))
