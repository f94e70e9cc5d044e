"""Where somebody works today: at the hub, in a church hall, at somebody's home, on the phone (contract.md 4; design.md 6).

"In the building" means where the assistant is: away from the hub nothing is a walk-over, and every visit begins as one
that may be overheard until they say otherwise (contract.md 1). Said once, it holds at this terminal until midnight. Of a
home no address is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from triage.core.access import Role
from triage.core.facts import PlaceKind
from triage.core.too_much import tells_the_hall
from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.write import stamp

HUB, ELSEWHERE, HOME, PHONE = "hub", "elsewhere", "visit", "phone"
KINDS = (
    (HUB, "At the hub"),
    (ELSEWHERE, "Somewhere else: a hall, a school, a café"),
    (HOME, "A visit at somebody's home"),
    (PHONE, "On the phone"),
)
WORDS = {ELSEWHERE: "Out of the building", HOME: "A visit at home", PHONE: "On the phone"}
# What a visit that begins there is written down as: where it is, and how they talk.
_PLACE = {ELSEWHERE: PlaceKind.OUTREACH, HOME: PlaceKind.OUTREACH, PHONE: PlaceKind.PHONE}
_SETTING = {HUB: ("desk", "in person"), ELSEWHERE: ("outreach", "in person"), HOME: ("home", "in person")}
_SETTING[PHONE] = ("phone", "phone")
ALONE_HERE = "alone here"
AWAY_WORDS = {PlaceKind.OUTREACH.value: WORDS[ELSEWHERE], PlaceKind.PHONE.value: WORDS[PHONE]}
OLD_DAYS = 90  # interchange.md G: from then on "check before use"
_MOST = 40


@dataclass(frozen=True, slots=True)
class WhereView:
    """`words` is empty at the hub. `ask`: somebody whose day may begin anywhere has not said where yet."""

    kind: str
    words: str
    ask: bool


def see_where(rows: Rows, house: House, ctx: Context) -> WhereView:
    """Where this terminal is today, as somebody said last."""
    said = _latest(rows, ctx)
    if said is None:
        return WhereView(HUB, "", ctx.actor.role is Role.OUTREACH)
    return WhereView(said.kind, said.named or WORDS.get(said.kind, ""), False)


def say_where(rows: Rows, house: House, ctx: Context, kind: str, named: str = "") -> WhereView:
    """Say where this terminal is today. `named` only for somewhere else. Raises UseCaseError."""
    if kind not in dict(KINDS):
        raise UseCaseError("Choose where you are from the list.")
    name = " ".join(named.split())[:_MOST] if kind == ELSEWHERE else ""
    if tells_the_hall(name):
        raise UseCaseError("Anybody beside you can read this. Say it in other words, such as “the hall”.")
    rows.add(rec.Whereabouts(**stamp(ctx), kind=kind, named=name))
    return see_where(rows, house, ctx)


def place_here(rows: Rows, ctx: Context, desk: str) -> tuple[str, str]:
    """(place, its words) of a visit at this terminal now; `desk` is where it stands at the hub, which needs no words."""
    said = _latest(rows, ctx)
    if said is None or said.kind not in _PLACE:
        return desk, ""
    return _PLACE[said.kind].value, said.named or WORDS[said.kind]


def setting_here(rows: Rows, ctx: Context) -> tuple[str, str]:
    """(setting, channel) of a visit that begins at this terminal now."""
    said = _latest(rows, ctx)
    return _SETTING[said.kind if said else HUB]


def desk_place(house: House, ctx: Context) -> str:
    """Where this terminal stands at the hub, as the directory calls it; else the first counter."""
    places = house.directory.places
    named = [place.id for place in places if place.name == ctx.terminal.name]
    return (named or [place.id for place in places if place.kind == "counter"] or ["desk2"])[0]


def pod_here(house: House, ctx: Context) -> str:
    """The pod or room this terminal stands in, by its name; empty at a desk, from where somebody may be in any of them."""
    places = house.directory.places
    return next((p.id for p in places if p.name == ctx.terminal.name and p.kind != PlaceKind.COUNTER), "")


def where_to(house: House, place: str) -> tuple[tuple[str, str], ...]:
    """(id, words) of where a visit can go on from `place`, the most private kind first.

    Away from the hub nobody is put into a pod, and only whoever is there knows whether anybody hears: `ALONE_HERE`.
    """
    rooms = [p for p in house.directory.places if p.id != place]
    rooms.sort(key=lambda p: p.kind == PlaceKind.COUNTER)  # mostly one goes from a counter to a pod
    at_hub = tuple((p.id, p.name) for p in rooms)
    if place not in AWAY_WORDS:
        return at_hub
    others = tuple((id, words) for id, words in AWAY_WORDS.items() if id != place)
    return ((ALONE_HERE, "Here, where nobody else can hear"), *others, *at_hub)


def directory_age(house: House, today: date) -> tuple[str, bool]:
    """`Directory of 12 October; 42 days old`, and whether that is old. Its day is when somebody last checked any of it.

    National lines do not count: they come with the program.
    """
    checked = [s.checked_on for s in house.directory.services if s.checked_on and not s.national]
    if not checked:
        return "Nobody has said when this directory was checked", True
    newest = max(checked)
    days = max(0, (today - newest).days)
    age = {0: "of today", 1: "1 day old"}.get(days, f"{days} days old")
    year = f" {newest.year}" if newest.year != today.year else ""
    words = f"Directory of {newest.day} {newest:%B}{year}; {age}"
    if days <= OLD_DAYS:
        return words, False
    return f"{words}. Ring before you send anybody: {house.directory.hub.phone}", True


def _latest(rows: Rows, ctx: Context) -> rec.Whereabouts | None:
    said = [row for row in rows.since(rec.Whereabouts, ctx.midnight) if row.terminal_id == ctx.terminal.id]
    return said[-1] if said else None
