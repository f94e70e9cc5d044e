"""Less waiting and drawing for the whole suite, and nothing else about the app changed.

The content is frozen, so one reading serves every test of a process; an empty store is migrated once and copied
(tests/store migrates its own). SQLAlchemy puts each statement into words once for each engine, and every test opens one:
here all engines of a process share those words, as all apps share what their stylesheets were read to mean.
Textual's pilot takes a quiet processor for a quiet app, which on a busy machine is a second's wait for each key, and
asks every widget for a sign of life at every look; our tests wait until the screen says it is not busy and nothing is
queued (`at_rest`). Python looks for rubbish less often.
A frame is drawn when somebody looks at it, not at each change; a real terminal is drawn to in tests/faults.
"""

from __future__ import annotations

import asyncio
import gc
import shutil
import tempfile
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, create_engine
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from triage import bootstrap
from triage.content.load import load_content
from triage.content.policy import load_policy
from triage.store import engine
from triage.store.store import Store, open_store

STORE = "triage.db"
RUBBISH = (100_000, 50, 100)  # gc thresholds: a sixth of the processor for a fifth more memory
_draw = Compositor.render_update


content_once, policy_once = cache(load_content), cache(load_policy)  # the first reading is good for all of a run


def styles_once() -> Any:
    """Each stylesheet is read once in a process, from when this is entered or started."""
    return patch.object(Stylesheet, "_parse_rules", _read_once())


@contextmanager
def quick() -> Iterator[None]:
    """For a whole run of the tests."""
    with ExitStack() as meanwhile:
        empty = Path(meanwhile.enter_context(tempfile.TemporaryDirectory()))
        open_store(empty).close()
        meanwhile.enter_context(patch.object(bootstrap, "open_store", _starting_from(empty)))
        meanwhile.enter_context(patch.object(bootstrap, "load_content", content_once))
        meanwhile.enter_context(patch.object(bootstrap, "load_policy", policy_once))
        meanwhile.enter_context(patch.object(engine, "create_engine", _one_engine_s_words()))
        meanwhile.enter_context(styles_once())
        meanwhile.enter_context(patch("textual.app.wait_for_idle", _barely))
        meanwhile.enter_context(patch("textual.pilot.wait_for_idle", _barely))
        meanwhile.enter_context(patch.object(Pilot, "_wait_for_screen", _nothing_queued))
        meanwhile.enter_context(patch.object(Compositor, "render_update", _not_drawn))
        meanwhile.callback(gc.set_threshold, *gc.get_threshold())
        gc.set_threshold(*RUBBISH)
        yield


async def at_rest(pilot: Pilot[None], patience: float = 20) -> None:
    """Until nothing is under way on the screen, nothing is queued, and all of it is laid out."""
    quiet = 0
    async with asyncio.timeout(patience):
        while quiet < 4:
            screen = pilot.app.screen
            await asyncio.sleep(0.002)
            screen._on_timer_update()  # now, not at the next sixtieth of a second
            busy = getattr(screen, "busy", False) and not getattr(pilot.app, "blanked", False)
            calm = not busy and screen is pilot.app.screen and not _queued(pilot)
            quiet = quiet + 1 if calm else 0


@contextmanager
def drawn() -> Iterator[None]:
    """For a test that watches every frame the app draws."""
    with patch.object(Compositor, "render_update", _draw):
        yield


def _starting_from(empty: Path) -> Callable[[Path], Store]:
    def open_copy(folder: Path, key: str | None = None, **more: str) -> Store:
        if not key and not more.get("address") and not (folder / STORE).exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copy(empty / STORE, folder)
        return open_store(folder, key, **more)

    return open_copy


def _one_engine_s_words() -> Callable[..., Engine]:
    """What a statement is in words is kept for each dialect object, so all share the first one's."""
    first: list[Engine] = []

    def make(*args: Any, **how: Any) -> Engine:
        made = create_engine(*args, **how)
        first[:] = first or [made]
        made.dialect, made._compiled_cache = first[0].dialect, first[0]._compiled_cache
        made.pool._dialect = made.dialect
        return made

    return make


def _read_once() -> Callable[..., list[RuleSet]]:
    """The rules in a piece of CSS depend on it, on whose it is and on the colours, and on nothing else."""
    read = Stylesheet._parse_rules
    known: dict[Hashable, list[RuleSet]] = {}

    def parse(self: Stylesheet, css: str, *whose: Any, **more: Any) -> list[RuleSet]:
        key = (css, whose, tuple(more.items()), tuple(self._variables.items()))
        if key not in known:
            known[key] = read(self, css, *whose, **more)
        return known[key]

    return parse


def _not_drawn(compositor: Compositor, *_args: object, **_kwargs: object) -> None:
    compositor._dirty_regions.clear()


def _queued(pilot: Pilot[Any]) -> bool:
    screen = pilot.app.screen
    return any(node.message_queue_size for node in (pilot.app, *screen.walk_children(with_self=True)))


async def _nothing_queued(pilot: Pilot[Any], timeout: float = 30) -> bool:
    async with asyncio.timeout(timeout):
        await asyncio.sleep(0)
        while pilot.app.is_running and pilot.app.screen_stack and _queued(pilot):
            await asyncio.sleep(0.001)
    return True


async def _barely(*_args: object, **_kwargs: object) -> None:
    await asyncio.sleep(0)
