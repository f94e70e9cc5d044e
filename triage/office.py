"""The office: what a face or a command is handed. Who is signed in, the rules, the clock, and one door to the store.

Made by `bootstrap`, used by everybody; the promise it keeps to faces is `usecases/office.py`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from triage.clocks import Clock
from triage.content.load import question_set_from
from triage.core.access import Actor, Role, Terminal
from triage.core.directory import StaffMember
from triage.core.problems import ContentError
from triage.core.questions import QuestionSet
from triage.exchange import paper
from triage.exchange.heads import keep_last, write_heads
from triage.settings import Settings
from triage.store.seat import Seat
from triage.store.store import Store
from triage.unlocking import Guard
from triage.usecases import records as rec
from triage.usecases.guard import Entered, enter, note
from triage.usecases.office import Form, Written
from triage.usecases.paper.paper_views import CalendarView, Page
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.leases import guarded
from triage.usecases.trust.audit import heads
from triage.usecases.trust.locks import NO_LOCKS, NOTHING, PASSPHRASE, SHARED, TRIES, Locks, held
from triage.usecases.trust.signing import came_with_passphrase, has_pin, park_in_hand, try_pin, wanted
from triage.usecases.trust.signing import set_pin as keep_pin
from triage.usecases.trust.staff import StaffView, see_staff
from triage.usecases.visit.began import Began
from triage.usecases.write import stamp

T = TypeVar("T")

PRACTICE_ONLY = "Practice data only, not encrypted"
NOBODY = Actor("nobody", "", Role.NOBODY)


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
        seat: Seat | None = None,
    ) -> None:
        self.settings = settings
        self.house = house
        self.terminal = terminal
        self.actor: Actor | None = None
        self.demo = settings.demo
        self.guard: Guard | None = None
        self._people: dict[str, StaffView] = {}
        self.home: Path = settings.home
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._seat = seat
        self._began = Began(_question_set_as_kept)

    @property
    def staff(self) -> tuple[StaffMember, ...]:
        return self.house.directory.staff

    def now(self) -> datetime:
        return self._clock()

    @property
    def guarded(self) -> bool:
        return self.guard is not None

    @property
    def seated(self) -> bool:
        """Whether this start is a desk, and no command that only looks."""
        return self._seat is not None

    @property
    def banner(self) -> str:
        return "" if self.guarded else PRACTICE_ONLY

    @property
    def locks(self) -> Locks:
        """As the settings say; else as a shared desk needs it, and for practice data none."""
        said, usual = self.settings, SHARED if self.guarded else NO_LOCKS
        locks = Locks(
            usual.blank if said.blank_after is None else said.blank_after,
            usual.ask if said.ask_after is None else said.ask_after,
            usual.walk if said.ask_after_walk is None else said.ask_after_walk,
        )
        return held(locks) if self.guarded else locks

    def wants(self, staff_id: str) -> str:
        return self.inside(wanted, staff_id).result() if self.guarded else NOTHING

    def sign_in(self, staff_id: str, secret: str = "") -> tuple[str, ...]:
        """Say who is at the desk, and prove it where there are keys. See usecases.office.

        What they may do is read anew: a supervisor at another desk may have changed it since this one was opened.
        """
        self.read_staff()
        member = next((m for m in self.staff if m.id == staff_id), None)
        if member is None:
            raise UseCaseError("That name is not in the list. Choose one that is.")
        if self.guard is not None:
            self._prove(self.guard, member.id, secret)
        waits: tuple[str, ...] = ()
        if self.actor is not None and self.actor.id != member.id:
            waits = self.inside(park_in_hand).result()  # still as the one before: nobody's work becomes another's
        self.take_seat(member)
        return waits

    def take_seat(self, member: StaffMember) -> None:
        """This one acts from here on. Whoever calls has made sure that it is they."""
        person = self._people.get(member.id)
        self.actor = Actor(
            member.id,
            member.name,
            Role(member.role),
            person.services if person else member.services,
        )
        self.inside(_remember_actor).result()

    def has_pin(self) -> bool:
        """Whether whoever is signed in has six digits to come back by; of no use where nothing is locked."""
        return not self.guarded or self.actor is None or self.inside(has_pin, self.actor.id).result()

    def set_pin(self, pin: str) -> None:
        """Six digits for whoever is signed in. Raises UseCaseError for digits that many people choose."""
        if self.guard is not None:
            self.inside(keep_pin, self.guard.hashed(pin)).result()

    def read_staff(self) -> None:
        """Where there are keys, those work here who are in the list kept in the data and can open it."""
        guard = self.guard
        if guard is None:
            return
        people = self.inside(see_staff).result()
        self._people = {one.id: one for one in people if guard.may_open(one.id)}
        staff = tuple(StaffMember(p.id, p.name, p.role.value, p.extension, p.services) for p in self._people.values())
        self.house = replace(self.house, directory=replace(self.house.directory, staff=staff))

    def _prove(self, guard: Guard, staff_id: str, secret: str) -> None:
        if self.wants(staff_id) == PASSPHRASE:
            guard.prove(staff_id, secret)
            self.inside(came_with_passphrase, staff_id).result()
            return
        left = self.inside(try_pin, staff_id, lambda kept: guard.fits(secret, kept)).result()
        if left < TRIES:
            raise UseCaseError(_wrong_pin(left))

    def do(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> Future[T]:
        """Run a use case whole, in one transaction on the store's thread. The future carries its view or its problem.

        Whether it may be run is asked first, and who saw what is written down, in the same transaction (usecases.guard).
        A no is an error once it is written down.
        """
        context = self._context()
        about = args[0] if args else None

        def behind_its_door(rows: Rows) -> T | Entered:
            rows, house = guarded(rows, context), self._began.house_of(rows, about, self.house)
            entered = enter(rows, house, context, fn, args, kwargs)
            if entered.error is not None:
                return entered
            result = fn(rows, house, entered.context, *args, **kwargs)
            note(rows, house, entered)
            return result

        return _unless_refused(self._store.run(behind_its_door))

    def inside(self, fn: Callable[..., T], *args: Any) -> Future[T]:
        """Run what no person asked for: wiring, signing in, the demo's people, tests that look at rows."""
        context = self._context()
        return self._store.run(lambda rows: fn(rows, self.house, context, *args))

    def _context(self) -> Context:
        return Context(self.actor or NOBODY, self.terminal, self.now(), self._new_id)

    def mark(self) -> Future[str]:
        """Differs from the mark before if anybody at any desk has written anything since."""
        return self._store.mark()

    def house_for(self, contact_id: str) -> House:
        """The rules of a visit that is open here: the question set it began with, today's directory."""
        return self._began.known(contact_id, self.house)

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

    def _keep_last_ends(self) -> None:
        """So that the next start sees when an older copy was put in the place of this data."""
        keep_last(self.home, self.inside(heads).result())

    def close(self) -> None:
        if self.guarded:
            with contextlib.suppress(OSError, UseCaseError):
                self._keep_last_ends()
        with contextlib.suppress(OSError, UseCaseError):  # a share that is away must not keep anybody from leaving
            self.keep_heads()
        self._store.close()
        if self._seat is not None:
            self._seat.release()


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


def _wrong_pin(left: int) -> str:
    if left:
        return f"Those are not the digits. {left} more {'try' if left == 1 else 'tries'}, then the passphrase."
    return "Those are not the digits. From here the passphrase is needed; nobody else is kept out."


def _remember_actor(rows: Rows, house: House, ctx: Context) -> None:
    if not rows.find(rec.Actor, actor_id=ctx.actor.id, name=ctx.actor.name, role=ctx.actor.role.value):
        rows.add(rec.Actor(**stamp(ctx), name=ctx.actor.name, role=ctx.actor.role.value))


def _question_set_as_kept(body: str) -> QuestionSet | None:
    try:
        return question_set_from(body)
    except ContentError:
        return None
