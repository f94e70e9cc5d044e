"""The one place that wires store, content, clock, ids and a face together.

`open_office` is slow (it loads the store and the content), and so is importing this file: faces are given a function
that does both, and call it after their first frame.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from triage.clocks import DEMO_START, demo_clock, system_clock, uuid7_maker
from triage.content.load import load_content
from triage.content.policy import load_policy, policy_body, policy_from
from triage.core.access import Role, Terminal
from triage.core.directory import StaffMember
from triage.core.problems import ContentError
from triage.exchange.heads import last_kept, newest_kept
from triage.keys.keyfile import RECOVERY, Holder
from triage.office import Office
from triage.settings import Settings
from triage.store.last_backup import backup_reminder
from triage.store.seat import Seat
from triage.store.store import Store, open_store
from triage.unlocking import Guard, keys_here, open_keys
from triage.usecases import records as rec
from triage.usecases.demo import seed_demo
from triage.usecases.guard import Refused
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.locks import Locked
from triage.usecases.trust.policy_kept import holding
from triage.usecases.trust.sensitive_kept import still_sensitive
from triage.usecases.trust.signing import came_with_passphrase
from triage.usecases.trust.staff import StaffView, add_staff, see_staff
from triage.usecases.trust.start_news import note_locks, note_older, note_opened, note_questions
from triage.usecases.write import stamp

if TYPE_CHECKING:
    from triage.keys.ring import Opened

COMMAND = "command"  # the terminal of somebody who only asks, at no desk
NOT_THEIRS = "A supervisor or an administrator does this, or whoever has the paper from the safe. Nothing was changed."
COPY_OF_KEYS = (
    "Your name is missing, or your new passphrase is refused? It was changed at another desk: whoever did that copies "
    "triage.keys from there into the data folder of this one."
)


def open_office(settings: Settings, *, sit_down: bool = True) -> Office:
    """Load the content, open the store, wire them. Raises UseCaseError (also the store's) with a sentence to show.

    Where there are keys it raises Locked, which opens the office for somebody with a passphrase. Whoever does not
    `sit_down` takes no desk's place, and may look while every desk is open: for a command.
    """
    file = None if settings.demo else keys_here(settings.keys_in, settings.database)
    if file is not None:
        people = tuple((one.id, one.name) for one in file.people)
        about = "" if settings.database else backup_reminder(settings.home, datetime.now(UTC))
        if (
            settings.database and settings.key_folder is None
        ):  # a copy of the file, which may be older than another desk's
            about = COPY_OF_KEYS
        raise Locked(file.hub, people, about, lambda id, secret: open_locked(settings, id, secret, sit_down))
    return _open(settings, sit_down)


def open_locked(settings: Settings, id: str, secret: str, sit_down: bool = True) -> Office:
    """Open the office of somebody with a passphrase, who is signed in then. With the recovery key nobody is."""
    office = _open(settings, sit_down, Guard(open_keys(settings.keys_in, id, secret, settings.database)))
    try:
        if id != RECOVERY:
            member = next((one for one in office.staff if one.id == id), None)
            if member is None:
                raise UseCaseError("This person does not work here any more. Ask a supervisor.")
            _hold_policy(office, member)
            office.inside(came_with_passphrase, id).result()
            _look_around(office, id)
            office.take_seat(member)
            office.inside(note_opened).result()
    except BaseException:
        office.close()
        raise
    return office


def _look_around(office: Office, id: str) -> None:
    """What supervisors read if it is not as it was: the data, when this screen asks who it is, what it asks."""
    ends = (*last_kept(office.home), *newest_kept(office.settings.audit_heads))
    office.inside(note_older, id, ends).result()
    if office.seated:
        office.inside(note_locks, id, office.locks).result()
        office.inside(note_questions, id).result()


def may_manage(settings: Settings, id: str, opened: Opened) -> None:
    """Whether whoever just proved to be `id` may change who gets in. Raises Refused, and UseCaseError where the data cannot
    be opened. Whoever has the paper may: it is a way in for anybody by itself."""
    if id == RECOVERY:
        return
    office = _open(settings, False, Guard(opened))
    try:
        member = next((one for one in office.staff if one.id == id), None)
        if member is None:
            raise Refused("This person does not work here any more. Ask a supervisor.")
        _hold_policy(office, member)
        office.take_seat(member)
        try:
            office.do(see_staff).result()
        except Refused:
            raise Refused(NOT_THEIRS) from None
    finally:
        office.close()


def _hold_policy(office: Office, member: StaffMember) -> None:
    """For whoever signs in first: the policy beside the content where a supervisor has accepted it, else the one kept; and
    no service and no need less guarded than a supervisor last had it."""
    body, role = policy_body(office.settings.content), Role(member.role)
    policy = office.inside(holding, body, member.id, role, policy_from).result()
    office.house = replace(office.inside(still_sensitive, member.id, role).result(), policy=policy)


def _open(settings: Settings, sit_down: bool, guard: Guard | None = None) -> Office:
    new_id = uuid7_maker()
    seat = Seat(settings.home, settings.terminal, new_id) if sit_down else None
    try:
        here = Terminal(seat.id if seat else COMMAND, settings.terminal if seat else "")
        key, number = (guard.opened.hex_keys[-1], guard.opened.number) if guard else (None, 0)
        store = open_store(settings.home, key, address=settings.database, seat=seat.id if seat else "", number=number)
        try:
            return _wire(settings, store, here, new_id, seat, guard)
        except BaseException:
            store.close()
            raise
    except BaseException:
        if seat is not None:
            seat.release()
        raise


def _wire(
    settings: Settings,
    store: Store,
    terminal: Terminal,
    new_id: Callable[[], str],
    seat: Seat | None,
    guard: Guard | None,
) -> Office:
    try:
        content, policy = load_content(settings.content), load_policy(settings.content)
    except ContentError as problem:
        first = next((p for p in problem.problems if not p.warning), problem.problems[0])
        raise UseCaseError(
            f"The questions, the directory or the policy cannot be used yet. First problem: {first} Run “triage check” to see all."
        ) from None
    house = House(content.question_set, content.directory, policy)
    latest = store.run(_latest_moment).result()
    clock = demo_clock(latest) if settings.demo else system_clock()
    office = Office(settings, house, store, clock, terminal, new_id, seat)
    if seat is not None:
        office.inside(_remember, content.bodies).result()
    if guard is not None:
        office.guard = guard
        office.inside(_first_supervisor, guard.opened.file.people[0]).result()
        office.read_staff()
    if settings.demo:
        office.inside(seed_demo).result()
    return office


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


def _first_supervisor(rows: Rows, house: House, ctx: Context, first: Holder) -> None:
    """Whoever set this up, on the first start after that."""
    if not rows.find(rec.Staff):
        add_staff(rows, house, ctx, StaffView(first.id, first.name, (Role.SUPERVISOR,), may_lead=True))
