"""The one place that wires store, content, clock, ids and a face together.

`open_office` is slow (it loads the store and the content), and so is importing this file: faces are given a function
that does both, and call it after their first frame.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from triage.content.load import load_content
from triage.content.policy import load_policy
from triage.core.access import Actor, Role, Terminal
from triage.core.directory import StaffMember
from triage.core.hours import LONDON
from triage.core.problems import ContentError
from triage.exchange import paper
from triage.exchange.heads import write_heads
from triage.settings import Settings
from triage.store.store import Store, open_store
from triage.usecases import records as rec
from triage.usecases.audit import heads
from triage.usecases.demo import seed_demo
from triage.usecases.guard import Entered, enter, note
from triage.usecases.office import Form, Written
from triage.usecases.paper_views import CalendarView, Page
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.write import stamp

T = TypeVar("T")

DEMO_START = datetime(2026, 11, 23, 10, 15, tzinfo=LONDON)
PRACTICE_ONLY = "Practice data only, not encrypted"
NOBODY = Actor("nobody", "", Role.NOBODY)
Clock = Callable[[], datetime]


class Office:
    """What a face is handed: who works here, the rules, the clock, and one door to the store."""

    def __init__(
        self,
        settings: Settings,
        house: House,
        store: Store,
        clock: Clock,
        terminal: Terminal,
        new_id: Callable[[], str],
    ) -> None:
        self.settings = settings
        self.house = house
        self.terminal = terminal
        self.actor: Actor | None = None
        self.demo = settings.demo
        self.banner = PRACTICE_ONLY
        self.home: Path = settings.home
        self._store = store
        self._clock = clock
        self._new_id = new_id

    @property
    def staff(self) -> tuple[StaffMember, ...]:
        return self.house.directory.staff

    def now(self) -> datetime:
        return self._clock()

    def sign_in(self, staff_id: str) -> Actor:
        """Say who is at the desk. Practice only: signing in properly comes with keys and roles."""
        member = next((m for m in self.staff if m.id == staff_id), None)
        if member is None:
            raise UseCaseError("That name is not in the list. Choose one that is.")
        self.actor = Actor(member.id, member.name, Role(member.role), member.service)
        self.inside(_remember_actor).result()
        return self.actor

    def do(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> Future[T]:
        """Run a use case whole, in one transaction on the store's thread. The future carries its view or its problem.

        Whether it may be run is asked first, and who saw what is written down, in the same transaction (usecases.guard).
        A no is an error once it is written down.
        """
        context = self._context()

        def behind_its_door(rows: Rows) -> T | Entered:
            entered = enter(rows, self.house, context, fn, args, kwargs)
            if entered.error is not None:
                return entered
            result = fn(rows, self.house, entered.context, *args, **kwargs)
            note(rows, self.house, entered)
            return result

        return _unless_refused(self._store.run(behind_its_door))

    def inside(self, fn: Callable[..., T], *args: Any) -> Future[T]:
        """Run what no person asked for: wiring, the demo's people, tests that look at rows."""
        context = self._context()
        return self._store.run(lambda rows: fn(rows, self.house, context, *args))

    def _context(self) -> Context:
        return Context(self.actor or NOBODY, self.terminal, self.now(), self._new_id)

    def write_page(self, page: Page, form: Form, path: Path | None = None) -> Written:
        """Make a file of a page, in this start's own folder or at `path`. Raises OSError, UseCaseError."""
        return paper.write_page(self.home, page, form, self.now(), path)

    def write_calendar(self, calendar: CalendarView, path: Path | None = None) -> Written:
        """Make a calendar file, in this start's own folder or at `path`. Raises OSError, UseCaseError."""
        return paper.write_calendar(self.home, calendar, self.now(), path)

    def forget_paper(self, codes: Iterable[str]) -> int:
        """Take the files made of these visits out of this start's own folder. Raises OSError."""
        return paper.forget(self.home, codes)

    def keep_heads(self, folder: Path | None = None) -> Path | None:
        """Write down, signed and somewhere else, how far the record of who saw what has come; None if nowhere is named.

        Raises OSError.
        """
        place = folder or self.settings.audit_heads
        return write_heads(place, self.home, self.inside(heads).result(), self.now()) if place else None

    def close(self) -> None:
        with contextlib.suppress(OSError, UseCaseError):  # a share that is away must not keep anybody from leaving
            self.keep_heads()
        self._store.close()


def _unless_refused(inner: Future[T | Entered]) -> Future[T]:
    """The same future, where a refusal that was saved is an error."""
    outer: Future[T] = Future()
    outer.set_running_or_notify_cancel()

    def settle(done: Future[T | Entered]) -> None:
        problem = done.exception()
        if problem is not None:
            outer.set_exception(problem)
        elif isinstance(result := done.result(), Entered):
            outer.set_exception(result.error or UseCaseError(""))
        else:
            outer.set_result(result)

    inner.add_done_callback(settle)
    return outer


def open_office(settings: Settings) -> Office:
    """Load the content, open the store, wire them. Raises UseCaseError (also the store's) with a sentence to show."""
    store = open_store(settings.home)
    try:
        return _wire(settings, store)
    except BaseException:
        store.close()
        raise


def _wire(settings: Settings, store: Store) -> Office:
    try:
        content, policy = load_content(settings.content), load_policy(settings.content)
    except ContentError as problem:
        first = next((p for p in problem.problems if not p.warning), problem.problems[0])
        raise UseCaseError(
            f"The questions, the directory or the policy cannot be used yet. First problem: {first} Run “triage check” to see all."
        ) from None
    house = House(content.question_set, content.directory, policy)
    latest = store.run(_latest_moment).result()
    clock = demo_clock(latest) if settings.demo else (lambda: datetime.now(UTC))
    terminal = Terminal(_terminal_id(settings.home), settings.terminal)
    office = Office(settings, house, store, clock, terminal, uuid7_maker())
    office.inside(_remember, content.bodies).result()
    if settings.demo:
        office.inside(seed_demo).result()
    return office


def demo_clock(latest: datetime | None) -> Clock:
    """A clock that starts Monday 23 November 2026 10:15 and ticks, or goes on just after what was last written."""
    start = max(DEMO_START, latest + timedelta(seconds=1)) if latest else DEMO_START
    began = time.monotonic()
    return lambda: (start + timedelta(seconds=time.monotonic() - began)).astimezone(LONDON)


def uuid7_maker() -> Callable[[], str]:
    """UUIDv7 (RFC 9562) made here: time, then a counter so that ids made in one millisecond stay in order, then chance."""
    lock = threading.Lock()
    last = 0

    def make() -> str:
        nonlocal last
        with lock:
            last = max(time.time_ns() // 1_000_000 << 12, last + 1)
            stamp_and_count = last
        milliseconds, count = stamp_and_count >> 12, stamp_and_count & 0xFFF
        number = milliseconds << 80 | 7 << 76 | count << 64 | 2 << 62 | secrets.randbits(62)
        return str(UUID(int=number))

    return make


def _latest_moment(rows: Rows) -> datetime | None:
    events = rows.since(rec.ContactEvent, DEMO_START - timedelta(hours=1))
    answers = rows.since(rec.Answer, DEMO_START - timedelta(hours=1))
    return max((row.at for row in (*events, *answers)), default=None)


def _remember(rows: Rows, house: House, ctx: Context, bodies: Mapping[str, str]) -> None:
    """Keep this content as it stands, and this machine, once each (design.md 3, idea 7)."""
    for hash_, kind in ((house.question_set.hash, "question_set"), (house.directory.hash, "directory")):
        if not rows.find(rec.Content, hash=hash_):
            rows.add(rec.Content(**stamp(ctx), hash=hash_, kind=kind, body=bodies[hash_]))
    if rows.get(rec.Terminal, ctx.terminal.id) is None:
        made = stamp(ctx)
        made["id"] = ctx.terminal.id
        rows.add(rec.Terminal(**made, name=ctx.terminal.name))


def _remember_actor(rows: Rows, house: House, ctx: Context) -> None:
    if not rows.find(rec.Actor, actor_id=ctx.actor.id, name=ctx.actor.name, role=ctx.actor.role.value):
        rows.add(rec.Actor(**stamp(ctx), name=ctx.actor.name, role=ctx.actor.role.value))


def _terminal_id(home: Path) -> str:
    """This machine's own id, made once and kept in the data folder."""
    file = home / "terminal.json"
    try:
        return str(json.loads(file.read_text())["id"])
    except (OSError, ValueError, KeyError):
        made = uuid7_maker()()
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as out:
            json.dump({"id": made}, out)
        return made
