"""The directory: services in the building and beyond, in Open Referral's words (practice.md F2, design.md 5).

Plain data. `hours` says when something is open, `matching` whether it fits, `plan` which to choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from triage.core.hours import Schedule


class Mode(StrEnum):
    """How somebody gets to a service (contract.md 5)."""

    WALK_OVER = "walk_over"
    BRING_TO_PERSON = "bring_to_person"
    THREE_WAY_CALL = "three_way_call"
    BOOKED = "booked"
    REFERRAL = "referral"
    PHONE = "phone"
    SELF = "self"
    WALK_IN = "walk_in"


WARM = (Mode.BRING_TO_PERSON, Mode.WALK_OVER, Mode.THREE_WAY_CALL)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Who can use a service. What only `says` covers is asked, never refused (contract.md 4).

    `ages`: whole years, both ends included. `localities`: outward postcodes or their beginnings ("ZZ99 3").
    `tenure`: H1 option ids. `facts`: names of facts of which any one being "yes" is enough.
    """

    ages: tuple[int | None, int | None] | None = None
    localities: tuple[str, ...] = ()
    tenure: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody at a service. `days` are weekdays 0 (Monday) to 6; invented people only. `back_on`: away until then."""

    name: str
    days: tuple[int, ...]
    extension: str = ""
    back_on: date | None = None

    def away(self, day: date) -> bool:
        return self.back_on is not None and self.back_on > day

    @property
    def back_words(self) -> str:
        """When somebody away is back; empty for everybody else."""
        return f"{self.name} is back {self.back_on:%A} {self.back_on.day} {self.back_on:%B}" if self.back_on else ""

    @property
    def back_short(self) -> str:
        """The same for a narrow list."""
        return f"{self.name} back {self.back_on:%a} {self.back_on.day} {self.back_on:%b}" if self.back_on else ""


@dataclass(frozen=True, slots=True)
class Service:
    """One service. `public_label` is all that a slip, ticket, calendar or screen may call it.

    `national`: a line that answers anywhere, told of only where nobody local fits. Of its hours often only words are
    known (`hours_words`), and then it is never open. `confidence`: "high", "medium" or "low", "" where nobody said.
    `general`: takes any problem, so it is what is left when nobody fits. `who_for`: for staff, never for the person.
    `enforces`: needs, or whole sections, over which it may act against somebody, such as rent that is owed to it.
    """

    id: str
    name: str
    organization: str
    public_label: str
    kinds: tuple[str, ...]
    location: str
    floor: str
    in_building: bool
    directions: tuple[str, ...]
    phone: str
    hours: Schedule
    drop_in: Schedule
    modes: tuple[Mode, ...]
    eligibility: Eligibility
    meets: tuple[str, ...] = ()
    receives: tuple[str, ...] = ()
    workers: tuple[Worker, ...] = ()
    accepts_until: str = ""
    capacity: str = ""
    full_today: bool = False
    wait_days: int = 0
    on_call_minutes: int | None = None
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    access_workaround: str = ""
    lead_capable: bool = False
    lead_if_chosen: bool = False
    sensitive: bool = False
    national: bool = False
    active: bool = True
    conflict_with: tuple[str, ...] = ()
    enforces: tuple[str, ...] = ()
    helps_with: str = ""
    bring: str = ""
    checked_on: date | None = None
    hours_words: str = ""
    web: str = ""
    who_for: str = ""
    confidence: str = ""
    general: bool = False

    def serves(self, code: str, kinds: tuple[str, ...]) -> bool:
        """True if this service helps with a need: a kind in common, and the need within `meets` where that is given."""
        if self.meets and not any(code == m or code.startswith(m + ".") for m in self.meets):
            return False
        return not set(self.kinds).isdisjoint(kinds)

    @property
    def whatever_the_address(self) -> bool:
        """True if an address never rules it out: "no local connection, so no referral" must be impossible (practice.md H)."""
        return "housing_options" in self.kinds

    @property
    def where(self) -> str:
        """Where to go, in words: "desk 4, ground floor"; by phone or off site the location says it all."""
        floor = "ground floor" if self.floor == "G" else f"floor {self.floor}" if self.floor.isdigit() else ""
        return ", ".join(part for part in (self.location, floor) if part)

    def on_duty(self, day: date) -> tuple[Worker, ...]:
        """Who is there on that day of the hub's calendar: whose day it is, and who is not away until later."""
        return tuple(w for w in self.workers if day.weekday() in w.days and not w.away(day))

    def away(self, day: date) -> tuple[Worker, ...]:
        """Who is away, to say when they are back; nobody where people are kept safe."""
        return () if self.sensitive else tuple(w for w in self.workers if w.away(day))


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in the building a person can be: `kind` is counter, pod or private_room; `exits` counts doors."""

    id: str
    name: str
    floor: str
    kind: str
    exits: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who may use the tool at this hub; `role` is a core.access.Role value, `services` where they work."""

    id: str
    name: str
    role: str
    extension: str = ""
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuickQuestion:
    """Something asked at the desk all day long, and its answer. `times`: today's opening times are said with it."""

    id: str
    ask: str
    say: str
    times: bool = False


@dataclass(frozen=True, slots=True)
class Hub:
    id: str
    name: str
    code_prefix: str
    phone: str
    district: tuple[str, ...]
    hours: Schedule


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything the hub knows of who can help. `closed_dates` are the bank holidays content worked out."""

    hash: str
    hub: Hub
    services: tuple[Service, ...]
    places: tuple[Place, ...]
    staff: tuple[StaffMember, ...]
    closed_dates: frozenset[date] = frozenset()
    by_id: Mapping[str, Service] = field(default_factory=dict)
    quick_questions: tuple[QuickQuestion, ...] = ()

    def __hash__(self) -> int:
        """By the content, so that what is worked out once for a directory can be kept."""
        return hash(self.hash)


@dataclass(frozen=True, slots=True)
class DeskState:
    """What somebody at the desk said of a service just now: full, or closing or back at a time today ("HH:MM").

    `here`: they are in today and have room, whatever the directory says; `here_until` where it lists no hours today.
    `wait_days`, `free_at`: how long the wait is today, in days or until about a time. `room_said`, `hours_said`: when
    somebody said so, "" where nobody at a desk did; then the reasons say it too.
    """

    full: bool = False
    closes: str | None = None
    back_at: str | None = None
    out: bool = False
    here: bool = False
    here_until: str | None = None
    wait_days: int | None = None
    free_at: str | None = None
    room_said: str = ""
    hours_said: str = ""


NO_DESK_SAID: Mapping[str, DeskState] = {}
