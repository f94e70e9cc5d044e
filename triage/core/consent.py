"""What the person agreed may be told, to whom, for what (contract.md 6; practice.md C2–C5, H6).

One term per recipient and need, and the default is no: not asked, refused, withdrawn and expired all send nothing. Only
fields that the service receives at all (practice.md C4) *and* that were agreed ever leave.

Called by the sharing screen, by whatever sends a handoff, and by `triage assess`. Nobody else decides what is sent.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from triage.core.directory import Service
from triage.core.hours import LONDON, at_time

KEPT_MONTHS = 6  # practice.md C2: until the need is closed, or six months


class Consent(StrEnum):
    GIVEN = "given"
    GIVEN_WITH_LIMITS = "given_with_limits"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"
    WITHDRAWN = "withdrawn"
    NOT_NEEDED_LEGAL = "not_needed_legal"
    EXPIRED = "expired"


SENDS = frozenset({Consent.GIVEN, Consent.GIVEN_WITH_LIMITS, Consent.NOT_NEEDED_LEGAL})


@dataclass(frozen=True, slots=True)
class AgreementTerm:
    """One recipient and one need. `fields`: what was agreed; `limits`: the person's own words, which never leave.

    `given` without `fields` means all that was read out, which is what the service receives. With limits, the fields
    must be named: words like "don't mention the drinking" are for a person to turn into fields, never for a program.
    """

    service: str
    need: str
    state: Consent
    limits: str = ""
    fields: tuple[str, ...] = ()
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Field:
    says: str  # in a sentence, to the person
    label: str  # before the text itself


_FIELDS: Mapping[str, _Field] = {
    "name": _Field("your name", "Name"),
    "born": _Field("your date of birth", "Date of birth"),
    "postcode": _Field("your postcode", "Postcode"),
    "safe_contact": _Field("a safe way to reach you", "Safe way to reach them"),
    "household": _Field("who lives with you", "Lives with"),
    "access_needs": _Field("what makes things easier for you", "Makes things easier"),
    "interpreter": _Field("the language you need", "Language"),
    "key_dates": _Field("important dates", "Dates"),
    "own_words": _Field("what you told us, in your words", "In their words"),
    "hoped_for": _Field("what you hope for", "Hopes for"),
    "housing_answers": _Field("what you said about your home", "Home"),
    "money_answers": _Field("what you said about money", "Money"),
    "health_answers": _Field("what you said about your health", "Health"),
    "skills_answers": _Field("what you said about work and skills", "Work and skills"),
    "work_goal": _Field("the work you want", "Work wanted"),
    "claim_issue": _Field("the trouble with your claim", "Trouble with the claim"),
    "drink_or_drugs": _Field("what you told us about this", "What they told us"),
    "danger_now": _Field("if you are in danger now", "In danger now"),
    "children_yes_no": _Field("if there are children", "Children"),
    "agreed_steps": _Field("what we agreed to do", "Agreed steps"),
}
_TAKES_THE = frozenset({
    "team", "centre", "hub", "worker", "adviser", "clinic", "service", "fund", "shop", "desk", "line", "union",
    "pantry", "pharmacy", "jobcentre", "registrar",
})  # fmt: skip
SAFE_WAY = f"{_FIELDS['safe_contact'].label}: "  # how the line begins that says so
FIELD_WORDS: Mapping[str, str] = {name: field.says for name, field in _FIELDS.items()}


def state_now(term: AgreementTerm, now: datetime) -> Consent:
    """The state as it holds now: a yes past its `until` has expired; after a "not today" it may be asked again."""
    if term.until is None or now.astimezone(UTC) < term.until.astimezone(UTC):
        return term.state
    if term.state in SENDS:
        return Consent.EXPIRED
    return Consent.NOT_ASKED if term.state is Consent.REFUSED else term.state


def may_send(term: AgreementTerm, now: datetime) -> bool:
    return state_now(term, now) in SENDS


def fields_sent(service: Service, term: AgreementTerm | None, now: datetime) -> tuple[str, ...]:
    """What would leave for this service now, in the service's own order. No term is not asked, which sends nothing."""
    if term is None or term.service != service.id or not may_send(term, now):
        return ()
    if not term.fields and term.state is not Consent.GIVEN_WITH_LIMITS:
        return service.receives
    return tuple(field for field in service.receives if field in term.fields)


def preview(service: Service, term: AgreementTerm | None, now: datetime, facts: Mapping[str, str]) -> tuple[str, ...]:
    """The exact lines the service would get. `facts` holds the text of each field; what is not known is left out."""
    lines = []
    for field in fields_sent(service, term, now):
        text = " ".join(facts.get(field, "").split())  # one field, one line: words cannot pose as another field
        if text:
            lines.append(f"{_label(field)}: {text}")
    return tuple(lines) or ("Nothing will be sent",)


def _label(field: str) -> str:
    return _FIELDS[field].label if field in _FIELDS else field.replace("_", " ").capitalize()


def sentence(service: Service, fields: tuple[str, ...], need_plain: str) -> str:
    """The one question said aloud. It names every field, and the service only by its public label.

    `need_plain` is how the need is read back, a short sentence: "You may have to leave your home".
    """
    plain = need_plain.strip().rstrip(".?!")
    plain = plain[:1].lower() + plain[1:] if plain[1:2].islower() or plain[1:2] == " " else plain
    if service.national:  # a line for anybody: there is nothing to tell them
        return f"Shall we try {_whom(service.public_label)} together, as {plain}?"
    says = [FIELD_WORDS.get(field, field.replace("_", " ")) for field in fields] or ["that you are coming"]
    told = says[0] if len(says) == 1 else f"{', '.join(says[:-1])} and {says[-1]}"
    return f"Can I tell {_whom(service.public_label)} {told}, so they can help, as {plain}?"


def _whom(label: str) -> str:
    """As people say it: "the Housing team", but "the people at Repairs"."""
    last = label.partition(" (")[0].rpartition(" ")[2].lower()
    return f"the {label}" if last in _TAKES_THE else f"the people at {label}"


def default_until(now: datetime, *, not_today: bool = False) -> datetime:
    """When an answer runs out: six months on; or, for "not today", midnight tonight. Both by the clock on the wall."""
    local = now.astimezone(LONDON)
    if not_today:
        return at_time(local.date() + timedelta(days=1), "00:00")
    years, month = divmod(local.month - 1 + KEPT_MONTHS, 12)
    year, month = local.year + years, month + 1
    return local.replace(year=year, month=month, day=min(local.day, monthrange(year, month)[1]), fold=0)
