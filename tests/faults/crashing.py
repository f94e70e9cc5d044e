"""`triage demo` with one thing broken, for test_hostile.py and P12: `python crashing.py WHERE [RESTS]`. Not a test, and no part of triage.

Whatever is broken fails with people's words in local variables, in the message of the exception and in its cause.
"""

from __future__ import annotations

import asyncio
import sys
from functools import wraps
from importlib import import_module
from inspect import iscoroutinefunction
from pathlib import Path
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

        def open_contact(*args: object) -> None:
            fails(*args)

        open_contact.__module__, open_contact.__qualname__ = (
            "triage.usecases.reception.contacts",
            "open_contact",
        )  # the same door
        vars(triage.tui.screens.front_desk)["open_contact"] = open_contact  # as a use case: on the store's thread
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
    elif where.startswith("count:"):
        count_calls(Path(where.removeprefix("count:")))
    elif ":" in where:  # any method of any class: module:Class.method
        break_method(where)
    else:
        raise SystemExit(f"nothing to break at {where}")


def count_calls(file: Path) -> None:
    """Nothing is broken: each of the methods that could be writes its name when it is first called."""
    from tests.promises.p12 import methods

    called: set[str] = set()

    def watch(where: str, method: Any) -> Any:
        @wraps(method)
        def told(*arguments: Any, **named: Any) -> Any:
            if where not in called:
                called.add(where)
                with file.open("a") as out:
                    out.write(f"{where}\n")
            return method(*arguments, **named)

        return told

    for where in methods():
        module, _, name = where.partition(":")
        owner, _, method = name.partition(".")
        kind = getattr(import_module(module), owner)
        if not iscoroutinefunction(vars(kind)[method]):
            setattr(kind, method, watch(where, vars(kind)[method]))
        else:
            setattr(kind, method, markcoroutine(watch(where, vars(kind)[method])))


def markcoroutine(method: Any) -> Any:
    async def told(*arguments: Any, **named: Any) -> Any:
        return await method(*arguments, **named)

    return wraps(method)(told)


def break_method(where: str) -> None:
    """Broken as what it is: a coroutine fails once it is awaited."""
    module, _, name = where.partition(":")
    owner, _, method = name.partition(".")
    kind = getattr(import_module(module), owner)
    setattr(kind, method, fails_later if iscoroutinefunction(vars(kind)[method]) else fails)


if len(sys.argv) > 2:  # the harness wants to know when a key has been taken
    from tests.harness.resting import tell_rest

    tell_rest(Path(sys.argv[2]))
break_it(sys.argv[1])
sys.exit(main(["check" if sys.argv[1] == "command" else "demo"]))
