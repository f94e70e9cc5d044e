"""What is different in the building today, as somebody at a desk said it: full, back at 14:00, in, closing early, a wait.

Who said it and when stays written down and is shown with it, so that everybody can judge how old it is. It ends by
itself at its time or at midnight, and can be taken back. Matching reads it through `desk_states` (contract.md 3, `desk:`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from triage.core.availability import Availability, availability
from triage.core.directory import DeskState, Directory, Service
from triage.core.hours import LONDON, at_time, coming, slots
from triage.core.text import counted
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.desk_views import BuildingRow, BuildingView, InBuildingView
from triage.usecases.write import stamp

FULL, BACK, IN, CLOSING, WAIT, OUT, NOTHING = "full", "back", "in", "closing", "wait", "out", "nothing"
# What may be said, as a line to choose; those with … also want a time or a length.
WHAT = (
    (FULL, "Full today"),
    (BACK, "Back at …"),
    (IN, "In today, with room"),
    (CLOSING, "Closing early, at …"),
    (WAIT, "A wait of …"),
    (OUT, "Not in today"),
)
ASKS = {BACK: "Back at what time?", CLOSING: "Closing at what time?", WAIT: "How long is the wait?"}
_WAITS = ("10 minutes", "20 minutes", "30 minutes", "45 minutes", "1 hour", "2 days", "3 days", "1 week")
_REPLACES = {
    FULL: {FULL, WAIT, IN},
    WAIT: {FULL, WAIT},
    BACK: {BACK, CLOSING, OUT},
    CLOSING: {BACK, CLOSING, OUT},
    OUT: {BACK, CLOSING, OUT, IN},
    IN: {FULL, WAIT, BACK, CLOSING, OUT, IN},
}
_TIME = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))? ?(am|pm)?", re.IGNORECASE)
_LENGTH = re.compile(r"([0-9]{1,3}) ?(minute|hour|day|week|min|m|h|d|w)s?", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7}
_MOST_DAYS = 366


def see_building(rows: Rows, house: House, ctx: Context) -> BuildingView:
    """Every service of which something may be said, by its public label, with what was said of it today.

    Those that no list names stand here too, told apart only by who works there: full or away is full or away.
    """
    said = _standing(rows, ctx)
    return BuildingView(
        tuple(
            BuildingRow(
                service=view.service,
                label=view.label,
                who="; ".join(filter(None, (view.who, *_away(house, ctx, view.service)))),
                now=view.words,
                said=tuple(_told(house, row) for row in said.get(view.service, ())),
                kept_back=house.directory.by_id[view.service].sensitive,
            )
            for view in _sayable(house, ctx, desk_states(rows, ctx))
        )
    )


def in_building(house: House, ctx: Context, said: Mapping[str, DeskState]) -> tuple[InBuildingView, ...]:
    """Who can see somebody today: first those of whom something was `said` at a desk, then those who are open."""
    return _views(in_the_building(house), house, ctx, said)


def _sayable(house: House, ctx: Context, said: Mapping[str, DeskState]) -> tuple[InBuildingView, ...]:
    kept_back = [s for s in house.directory.services if s.active and s.in_building and s.sensitive]
    return tuple(
        view
        for some in (in_the_building(house), kept_back)
        for view in sorted(_views(some, house, ctx, said), key=lambda view: (view.label, view.who))
    )


def _views(
    services: Iterable[Service], house: House, ctx: Context, said: Mapping[str, DeskState]
) -> tuple[InBuildingView, ...]:
    found = []
    for service in services:
        when = availability(service, ctx.now, house.directory.closed_dates, said.get(service.id))
        words = _now_words(service, when, said.get(service.id))
        open_now = when.open_now and when.room
        label, who = service.public_label, _on_duty(service, ctx)
        found.append(InBuildingView(service.id, label, who, words, open_now, service.id in said))
    return tuple(sorted(found, key=lambda view: (not view.said, not view.open_now)))


def _now_words(service: Service, when: Availability, of: DeskState | None) -> str:
    if of is not None and short_words(of) != "in today":
        return short_words(of)
    if of is None and service.full_today:
        return "full today"
    if when.open_now:
        words = f"until {say.clock(when.open_until)}" if when.open_until else "open"
    else:
        words = when.why[0] if when.why else "closed"
    return f"in today, {words}" if of else words


def _away(house: House, ctx: Context, service: str) -> Iterator[str]:
    return (worker.back_short for worker in house.directory.by_id[service].away(ctx.today))


def _on_duty(service: Service, ctx: Context) -> str:
    return ", ".join(worker.name for worker in service.on_duty(ctx.today))


def in_the_building(house: House) -> Iterator[Service]:
    """Those a list at the desk may name: never a sensitive one, nor the welcome desk itself."""
    for service in house.directory.services:
        if service.active and service.in_building and not service.sensitive and service.kinds != ("reception",):
            yield service


def may_be_said(rows: Rows, house: House, ctx: Context, what: str) -> tuple[str, ...]:
    """The same, for a face to offer."""
    return values_for(house, ctx, what)


def values_for(house: House, ctx: Context, what: str) -> tuple[str, ...]:
    """What may be chosen beside typing it: the next half hours, or how long a wait is; empty where nothing is asked."""
    if what == WAIT:
        return _WAITS
    if what not in ASKS:
        return ()
    local = ctx.now.astimezone(LONDON)
    minutes = local.hour * 60 + local.minute
    half_hours = range((minutes // 30 + 1) * 30, 24 * 60, 30)
    return tuple(f"{at // 60:02}:{at % 60:02}" for at in half_hours)[:8]


def say_building(rows: Rows, house: House, ctx: Context, service: str, what: str, value: str = "") -> BuildingView:
    """Write down what somebody said. `value`: the time, or how long a wait. Raises UseCaseError, also for a time gone by."""
    found = house.directory.by_id.get(service)
    if found is None or what not in _REPLACES:
        raise UseCaseError("That is not in the list. Go back and look again.")
    detail, until = _read(house.directory, ctx, found, what, value)
    old = [row.id for row in _standing(rows, ctx).get(service, ()) if row.what in _REPLACES[what]]
    rows.replace(old, rec.DeskState(**stamp(ctx), service=service, what=what, until=until, detail=detail))
    return see_building(rows, house, ctx)


def take_back(rows: Rows, house: House, ctx: Context, service: str) -> BuildingView:
    """Everything said of a service today holds no longer; that it was said stays written down. Raises UseCaseError."""
    old = [row.id for row in _standing(rows, ctx).get(service, ())]
    if not old:
        raise UseCaseError("Nothing is said of this one today.")
    rows.replace(old, rec.DeskState(**stamp(ctx), service=service, what=NOTHING, until=_midnight(ctx)))
    return see_building(rows, house, ctx)


def desk_states(rows: Rows, ctx: Context) -> dict[str, DeskState]:
    """By service, what holds now, as matching takes it."""
    return {service: _state(said) for service, said in _standing(rows, ctx).items()}


def what_is_said(rows: Rows, house: House, ctx: Context) -> dict[str, DeskState]:
    """The same, for a face that looks a service up."""
    return desk_states(rows, ctx)


def said_today(rows: Rows, house: House, ctx: Context, service: str) -> tuple[str, ...]:
    """What holds of one service, with who said it and when."""
    return tuple(_told(house, row) for row in _standing(rows, ctx).get(service, ()))


def short_words(said: DeskState) -> str:
    """`full today, closing 15:00`: what a narrow list has room for."""
    parts = (
        "full today" if said.full else "",
        f"wait {counted(said.wait_days, 'day')}" if said.wait_days else "",
        f"wait to {said.free_at}" if said.free_at else "",
        f"back at {said.back_at}" if said.back_at else "",
        f"closing {said.closes}" if said.closes else "",
        "not in today" if said.out else "",
        "in today" if said.here else "",
    )
    return ", ".join(part for part in parts if part)


def _standing(rows: Rows, ctx: Context) -> dict[str, list[rec.DeskState]]:
    """By service, what was said today and has not ended, oldest first."""
    found: dict[str, list[rec.DeskState]] = {}
    for row in rows.since(rec.DeskState, ctx.midnight):
        if row.what != NOTHING and row.until > ctx.now:
            found.setdefault(row.service, []).append(row)
    return found


def _state(said: Sequence[rec.DeskState]) -> DeskState:
    by_what: Mapping[str, rec.DeskState] = {row.what: row for row in said}
    room = [row for row in said if row.what in (FULL, WAIT, IN)]
    hours = [row for row in said if row.what in (BACK, CLOSING, OUT)]
    wait = by_what[WAIT].detail if WAIT in by_what else ""
    return DeskState(
        full=FULL in by_what,
        closes=by_what[CLOSING].detail if CLOSING in by_what else None,
        back_at=by_what[BACK].detail if BACK in by_what else None,
        out=OUT in by_what,
        here=IN in by_what,
        here_until=(by_what[IN].detail or None) if IN in by_what else None,
        wait_days=int(wait) if wait.isdecimal() else None,
        free_at=wait if ":" in wait else None,
        room_said=say.clock(room[-1].at) if room else "",
        hours_said=say.clock(hours[-1].at) if hours else "",
    )


def _told(house: House, row: rec.DeskState) -> str:
    """`full today, said at 09:40 by Asha`"""
    who = next((member.name for member in house.directory.staff if member.id == row.actor_id), "")
    return f"{short_words(_state([row]))}, said at {say.clock(row.at)}" + (f" by {who}" if who else "")


def _read(directory: Directory, ctx: Context, service: Service, what: str, value: str) -> tuple[str, datetime]:
    """What was typed, as it is kept, and when it ends by itself. Raises UseCaseError."""
    if what == IN:
        return _in_until(directory, ctx, service), _midnight(ctx)
    if what == WAIT:
        return _read_wait(ctx, value)
    if what not in ASKS:
        return "", _midnight(ctx)
    time = _read_time(value)
    moment = at_time(ctx.today, time)
    if moment <= ctx.now:
        raise UseCaseError(f"{time} has gone by already. Which time is meant?")
    return time, moment.astimezone(UTC) if what == BACK else _midnight(ctx)


def _read_time(value: str) -> str:
    """14:00, 14.00, 1400, 14 and 2pm. Raises UseCaseError."""
    if found := _TIME.fullmatch(value.strip()):
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
        hour = hour % 12 + (12 if half == "pm" else 0) if half and 1 <= hour <= 12 else hour
        if hour < 24 and minute < 60:
            return f"{hour:02}:{minute:02}"
    raise UseCaseError("Which time? Write it as 14:00.")


def _read_wait(ctx: Context, value: str) -> tuple[str, datetime]:
    """A number of days holds until midnight; minutes run out by themselves. Raises UseCaseError."""
    found = _LENGTH.fullmatch(value.strip())
    unit = found[2][0].lower() if found else ""
    if found and unit in _DAYS and 0 < (days := int(found[1]) * _DAYS[unit]) <= _MOST_DAYS:
        return str(days), _midnight(ctx)
    if found and unit in ("m", "h") and int(found[1]):
        free = ctx.now + timedelta(minutes=int(found[1]) * (60 if unit == "h" else 1))
        free = free.astimezone(LONDON).replace(second=0, microsecond=0)
        if free.date() != ctx.today:
            raise UseCaseError("That is past midnight. Say it in days.")
        return say.clock(free), free.astimezone(UTC)
    raise UseCaseError("How long? Write it as 20 minutes, 1 hour or 3 days.")


def _in_until(directory: Directory, ctx: Context, service: Service) -> str:
    """Until when they are in, where the directory lists no hours of theirs today: until the building closes."""
    if slots(service.hours, ctx.today, directory.closed_dates):
        return ""
    closes = closing_time(directory, ctx)
    if closes is None:
        raise UseCaseError("The building is closed for today.")
    return say.clock(closes)


def closing_time(directory: Directory, ctx: Context) -> datetime | None:
    """When the building closes today; None when it is closed now, or opens later."""
    now = next(coming(directory.hub.hours, ctx.now, directory.closed_dates), None)
    return now.end if now and now.start <= ctx.now else None


def _midnight(ctx: Context) -> datetime:
    return at_time(ctx.today, "24:00").astimezone(UTC)
