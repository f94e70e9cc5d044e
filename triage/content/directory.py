"""`directory.yaml` → the hub, its places, staff and services, and the national lines.

`national:` is a list of lines that answer anywhere. Each takes these keys and no others:
`id` (uk_…), `name`, `organization`, `public_label` (neutral if sensitive), `kinds`, `modes` (phone, self),
`confidence: {number, hours}` (high, medium, low; a low line must be `active: no`) and `checked_on`, all required;
`phone` (required unless `floor: online`, which needs `web`), `hours` and `hours_words` (one of them required: words
where the times are not exactly known), `holidays`, `floor` (phone or online), `location`, `meets`, `eligibility`,
`helps_with`, `who_for` (staff only), `sensitive`, `general` (takes any problem) and `active`.
Nothing is sent to a national line and none may lead, so there are no `receives`, `workers` and `lead_capable`.

Imports core and its neighbours. Called by `load`, which checks afterwards what directory and question set say of each
other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol, TypeVar

from triage.content.hours import ages, schedule, time_of_day, weekdays
from triage.content.needs import BOOLEAN_FACTS
from triage.content.reader import Cell, Fields
from triage.content.report import did_you_mean
from triage.core.access import Role
from triage.core.directory import Eligibility, Hub, Mode, Place, QuickQuestion, Service, StaffMember, Worker

PLACE_KINDS = ("counter", "pod", "private_room")
MODES = tuple(mode.value for mode in Mode)
ROLES = tuple(role.value for role in Role if role is not Role.NOBODY)
ELSEWHERE = ("phone", "online", "off_site")
LINE_MODES = (Mode.PHONE.value, Mode.SELF.value)
CONFIDENCE = ("low", "medium", "high")  # worst first
RECEIVES = (  # the fields a service may be sent (practice.md C4)
    "name",
    "born",
    "postcode",
    "safe_contact",
    "household",
    "access_needs",
    "interpreter",
    "key_dates",
    "own_words",
    "hoped_for",
    "housing_answers",
    "money_answers",
    "health_answers",
    "skills_answers",
    "work_goal",
    "claim_issue",
    "drink_or_drugs",
    "danger_now",
    "children_yes_no",
    "agreed_steps",
)
_FLOOR = re.compile(r"G|B|-?[0-9]{1,2}|phone|online|off_site")
_PREFIX = re.compile(r"[A-Z]{2,3}")
_NATIONAL_ID = re.compile(r"uk_[a-z0-9_]+")
_NO_HUB = Hub("", "", "", "", (), schedule(None))


@dataclass(frozen=True, slots=True)
class Read:
    """`directory.yaml` as read: everything but the hash and the bank holidays. `fields`: where each service stands."""

    hub: Hub
    places: tuple[Place, ...]
    staff: tuple[StaffMember, ...]
    quick_questions: tuple[QuickQuestion, ...]
    services: tuple[Service, ...]
    fields: Mapping[str, Fields]


def read_directory(fields: Fields) -> Read:
    hub_cell = fields.need("hub")
    hub_fields = hub_cell.fields() if hub_cell else None
    places = _unique(fields, "places", _place)
    staff = _unique(fields, "staff", _staff)
    quick = _unique(fields, "quick_questions", _quick_question)
    fields.need("services", empty=True)
    services = _unique(fields, "services", _service)
    lines = _unique(fields, "national", _national, services)
    for service, at in services.values():
        _check_conflicts(service, at, services)
    for member, at in staff.values():
        for unknown in (one for one in member.services if one not in services):
            if cell := at.get("services") or at.get("service"):
                cell.add("unknown-service", f"there is no service `{unknown}`", did_you_mean(unknown, services))
    read = Read(
        hub=_hub(hub_fields) if hub_fields else _NO_HUB,
        places=tuple(place for place, _ in places.values()),
        staff=tuple(member for member, _ in staff.values()),
        quick_questions=tuple(question for question, _ in quick.values()),
        services=tuple(service for service, _ in (*services.values(), *lines.values())),
        fields={service_id: at for service_id, (_, at) in (*services.items(), *lines.items())},
    )
    fields.done()
    return read


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_HasId)


def _unique(
    fields: Fields,
    key: str,
    read: Callable[[Fields], _T],
    taken: Mapping[str, tuple[_T, Fields]] = MappingProxyType({}),
) -> dict[str, tuple[_T, Fields]]:
    """The things of a list by id, each with where it stands; an id that is used, or `taken`, is a problem."""
    things: dict[str, tuple[_T, Fields]] = {}
    for item in fields.each(key):
        thing = read(item)
        if (before := things.get(thing.id) or taken.get(thing.id)) is not None:
            what = f"{thing.id} is already used, in line {before[1].node.line}"
            item.add("duplicate-id", what, "give one of them another id")
        elif thing.id:
            things[thing.id] = (thing, item)
    return things


def _hub(fields: Fields) -> Hub:
    prefix = fields.need("code_prefix")
    hub = Hub(
        id=_id(fields),
        name=fields.need_text("name", 60),
        code_prefix=(prefix.id(_PREFIX, "two or three capital letters") if prefix else None) or "",
        phone=fields.text("phone", 40),
        district=fields.texts("district", 10),
        hours=schedule(fields.need("hours")),
    )
    fields.done()
    return hub


def _id(fields: Fields) -> str:
    cell = fields.need("id")
    return (cell.id() if cell else None) or ""


def _floor(cell: Cell | None) -> str:
    text = cell.text(10) if cell else None
    if cell is None or text is None:
        return ""
    if not _FLOOR.fullmatch(text):
        cell.add("floor", f"`{text}` is not a floor", f"write G, 1, 2 …, or {', '.join(ELSEWHERE)}")
    return text


def _place(fields: Fields) -> Place:
    exits = fields.whole("exits", 0, 20)
    return Place(
        id=_id(fields),
        name=fields.need_text("name", 40),
        floor=_floor(fields.need("floor")),
        kind=fields.need_choice("kind", PLACE_KINDS) or "",
        exits=1 if exits is None else exits,
        note=fields.text("note", 120),
    )


def _quick_question(fields: Fields) -> QuickQuestion:
    ask, answer = fields.need("ask"), fields.need("say")
    return QuickQuestion(
        id=_id(fields),
        ask=(ask.words(30) if ask else None) or "",
        say=(answer.words(200) if answer else None) or "",
        times=fields.flag("times"),
    )


def _staff(fields: Fields) -> StaffMember:
    role = fields.choice("role", ROLES) or Role.ASSISTANT.value
    services = fields.ids("services")  # who works for one says `service`
    if not services:
        one = fields.need_text("service", 60) if role == Role.SERVICE.value else fields.text("service", 60)
        services = (one,) if one else ()
    return StaffMember(
        id=_id(fields),
        name=fields.need_text("name", 60),
        role=role,
        extension=fields.text("extension", 20),
        services=services,
    )


def _service(fields: Fields) -> Service:
    kinds, modes, holidays = fields.need("kinds"), fields.need("modes"), fields.flag("holidays")
    floor = _floor(fields.need("floor"))
    return Service(
        id=_id(fields),
        name=fields.need_text("name", 80),
        organization=fields.need_text("organization", 80),
        public_label=fields.need_text("public_label", 40),
        kinds=kinds.ids() if kinds else (),
        location=fields.text("location", 80),
        floor=floor,
        in_building=fields.flag("in_building", floor not in ELSEWHERE),
        directions=fields.texts("directions", 60),
        phone=fields.text("phone", 60),
        hours=schedule(fields.get("hours"), holidays),
        drop_in=schedule(fields.get("drop_in"), holidays),
        modes=tuple(Mode(mode) for mode in (modes.choices(MODES) if modes else ())),
        eligibility=_eligibility(fields.get("eligibility")),
        meets=fields.texts("meets", 60),
        receives=fields.choices("receives", RECEIVES),
        workers=tuple(_worker(item) for item in fields.each("workers", name="")),
        accepts_until=time_of_day(fields.get("accepts_until")),
        capacity=fields.text("capacity", 80),
        full_today=fields.flag("full_today"),
        wait_days=fields.whole("wait_days", 0, 1000) or 0,
        on_call_minutes=fields.whole("on_call_minutes", 0, 1440),
        languages=fields.texts("languages", 40),
        access=fields.ids("access"),
        access_workaround=fields.text("access_workaround", 120),
        lead_capable=fields.flag("lead_capable"),
        lead_if_chosen=fields.flag("lead_if_chosen"),
        sensitive=fields.flag("sensitive"),
        active=fields.flag("active", True),
        conflict_with=fields.ids("conflict_with"),
        enforces=fields.texts("enforces", 60),
        helps_with=fields.text("helps_with", 120),
        bring=fields.text("bring", 160),
        checked_on=checked.day() if (checked := fields.get("checked_on")) else None,
    )


def _national(fields: Fields) -> Service:
    """A line that answers anywhere. A low confidence is only kept while the line is not active."""
    cell, kinds, modes = fields.need("id"), fields.need("kinds"), fields.need("modes")
    floor = fields.choice("floor", ("phone", "online")) or "phone"
    phone, web = fields.text("phone", 80), fields.text("web", 60)
    fields.need("web" if floor == "online" else "phone")
    hours, hours_words = fields.get("hours"), fields.text("hours_words", 60)
    if hours is None and not hours_words:
        fields.add("missing", "neither `hours` nor `hours_words` is here", 'add one, such as hours_words: "weekdays"')
    confidence, active = _confidence(fields.need("confidence")), fields.flag("active", True)
    if confidence == "low" and active:
        fields.add("confidence", "nobody can rely on this line yet", "check it, or write `active: no`")
    checked = fields.need("checked_on")
    return Service(
        id=(cell.id(_NATIONAL_ID, "uk_, then small letters, digits and _") if cell else None) or "",
        name=fields.need_text("name", 80),
        organization=fields.need_text("organization", 80),
        public_label=fields.need_text("public_label", 40),
        kinds=kinds.ids() if kinds else (),
        location=fields.text("location", 80) or (web if floor == "online" else "by phone"),
        floor=floor,
        in_building=False,
        directions=(),
        phone=phone,
        hours=schedule(hours, fields.flag("holidays")),
        drop_in=schedule(None),
        modes=tuple(Mode(mode) for mode in (modes.choices(LINE_MODES) if modes else ())),
        eligibility=_eligibility(fields.get("eligibility")),
        meets=fields.texts("meets", 60),
        sensitive=fields.flag("sensitive"),
        national=True,
        active=active,
        helps_with=fields.text("helps_with", 120),
        checked_on=checked.day() if checked else None,
        hours_words=hours_words,
        web=web,
        who_for=fields.text("who_for", 160),
        confidence=confidence,
        general=fields.flag("general"),
    )


def _confidence(cell: Cell | None) -> str:
    """`{number: high, hours: medium}` → the lower of the two, since either may mislead."""
    fields = cell.fields() if cell else None
    if fields is None:
        return ""
    both = [fields.need_choice(key, CONFIDENCE) for key in ("number", "hours")]
    fields.done()
    return min((word for word in both if word), key=CONFIDENCE.index, default="")


def _worker(fields: Fields) -> Worker:
    name, days = fields.need_text("name", 60), weekdays(fields.need("days"))
    back = fields.get("back_on")
    return Worker(name, days, fields.text("extension", 20), back.day() if back else None)


def _eligibility(cell: Cell | None) -> Eligibility:
    fields = cell.fields() if cell else None
    if fields is None:
        return Eligibility()
    eligibility = Eligibility(
        ages=ages(fields.get("ages")),
        localities=fields.texts("locality", 20),
        tenure=fields.ids("tenure"),
        facts=fields.choices("facts", BOOLEAN_FACTS),
        says=fields.text("says", 200),
    )
    fields.done()
    return eligibility


def _check_conflicts(service: Service, fields: Fields, services: Mapping[str, tuple[Service, Fields]]) -> None:
    cell = fields.get("conflict_with")
    for item in cell.items() if cell else ():
        if (text := item.text()) and text not in services:
            item.add("unknown-service", f"there is no service `{text}`", did_you_mean(text, services))
        elif text == service.id:
            item.add("unknown-service", f"{text} is in conflict with itself", "delete it")
        elif text:
            _check_apart(service, item, services[text][0])


def _check_apart(service: Service, item: Cell, other: Service) -> None:
    """Services in conflict share no worker and no room, and each names the other (practice.md B2, 7)."""
    names = {worker.name for worker in service.workers} & {worker.name for worker in other.workers}
    if names:
        item.add("conflict", f"{', '.join(sorted(names))} works for both", "two people, who never share the work")
    if service.in_building and (service.location, service.floor) == (other.location, other.floor):
        item.add("conflict", f"{other.id} is in the same place", "give one of them another room")
    if service.id not in other.conflict_with:
        item.add("conflict", f"{other.id} does not say the same", f"add {service.id} to its conflict_with")
