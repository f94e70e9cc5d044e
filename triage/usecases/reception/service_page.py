"""One service on a page, for staff who tell somebody the way: what, for whom, where, when, who, how, what to bring.

From the directory alone, so it works with nobody open and no network. The words are those that anybody may see: a
sensitive service is its public label, its neutral line and its way, without names, whose it is or a web address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from triage.core.directory import Mode, Service
from triage.core.hours import HOLIDAY, LONDON, Schedule
from triage.core.matching import is_fresh
from triage.core.text import upper_first
from triage.usecases import say
from triage.usecases.ports import House, UseCaseError
from triage.usecases.reception.find import NOTHING_SAID, Said, when_words
from triage.usecases.visit.matches import reach_words, wait_words, where_words

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "bank holidays")
_ACCESS = {
    "step_free": "no steps on the way",
    "loop": "hearing loop",
    "quiet": "a quiet place",
    "bsl": "sign language (BSL)",
}


@dataclass(frozen=True, slots=True)
class ServicePage:
    """Titles with their lines, in the order they are wanted at a desk; what is not known has no title."""

    service: str
    label: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]


def service_page(house: House, now: datetime, service_id: str, said: Said = NOTHING_SAID) -> ServicePage:
    """`said` is what a desk said of today. Raises UseCaseError for a service that has gone from the directory."""
    service = house.directory.by_id.get(service_id)
    if service is None:
        raise UseCaseError("That service is not in the directory any more. Look for another.")
    sections = (
        ("Where", tuple(_where(service))),
        ("When", tuple(_when(house, now, service, said))),
        ("Who is in today", tuple(_who(now, service))),
        ("What for", (_sentence(service.helps_with),)),
        ("For whom", tuple(_for_whom(service))),
        ("How to get them there", tuple(_how(service))),
        ("Bring", (_sentence(service.bring),)),
        ("Good to know", tuple(_good_to_know(now, service))),
    )
    kept = tuple((title, tuple(line for line in lines if line)) for title, lines in sections)
    return ServicePage(service.id, service.public_label, tuple((title, lines) for title, lines in kept if lines))


def _sentence(words: str) -> str:
    return upper_first(words)


def _where(service: Service) -> Iterator[str]:
    """By lift and landmark, then the number."""
    if service.national:
        yield _sentence(service.location)
        yield reach_words(service)
        return
    yield " · ".join(service.directions) or _sentence(where_words(service))
    yield f"Phone {service.phone}" if service.phone else ""


def _when(house: House, now: datetime, service: Service, said: Said) -> Iterator[str]:
    yield _sentence(when_words(house, now, service, said))
    if not service.hours.always:
        yield ", ".join(week_words(service.hours))
    drop_in = week_words(service.drop_in)
    if drop_in and service.drop_in != service.hours:
        yield f"Without an appointment: {', '.join(drop_in)}"
    if service.accepts_until:
        yield f"Takes nobody new after {service.accepts_until}"
    if service.wait_days:
        yield wait_words(service)


def week_words(schedule: Schedule) -> list[str]:
    """`Mon-Tue 08:45-17:00`, `Wed 10:00-17:00`: the week, days with the same hours together."""
    if schedule.always:
        return ["day and night"]
    days: dict[str, tuple[int, ...]] = {}
    for span in schedule.spans:
        hours = f"{_time(span.start)}-{_time(span.end)}"
        days[hours] = (*days.get(hours, ()), *span.days)
    return [f"{_days(worked)} {hours}" for hours, worked in days.items()]


def _days(days: tuple[int, ...]) -> str:
    """`Mon-Fri`, `Mon, Wed, Fri`, `Sat-Sun and bank holidays`."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1 and day != HOLIDAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return say.listed([_DAYS[run[0]] if len(run) == 1 else f"{_DAYS[run[0]]}-{_DAYS[run[-1]]}" for run in runs])


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _who(now: datetime, service: Service) -> Iterator[str]:
    if service.sensitive or not service.workers:
        return
    there = service.on_duty(now.astimezone(LONDON).date())
    for worker in there:
        yield f"{worker.name}, extension {worker.extension}" if worker.extension else worker.name
    yield from (worker.back_words for worker in service.away(now.astimezone(LONDON).date()))
    if not there:
        yield f"Nobody today. {', '.join(f'{w.name} {_days(w.days)}' for w in service.workers)}"


def _for_whom(service: Service) -> Iterator[str]:
    """In the directory's own words where it has some; `who_for` of a national line unless it would tell."""
    rules = service.eligibility
    if rules.says or (service.who_for and not service.sensitive):
        yield _sentence(rules.says or service.who_for)
    elif not (rules.ages or rules.localities):
        yield "Ask them" if service.sensitive and service.national else "Anyone"
    yield "" if rules.says else _ages(rules.ages)
    yield f"Postcodes beginning {say.listed(list(rules.localities))}" if rules.localities else ""


def _ages(ages: tuple[int | None, int | None] | None) -> str:
    low, high = ages or (None, None)
    if low is not None and high is not None:
        return f"Age {low} to {high}"
    if low is not None:
        return f"Age {low} or over"
    return f"Age {high} or under" if high is not None else ""


def _how(service: Service) -> Iterator[str]:
    for mode in service.modes:
        yield say.MODE[mode.value]
        if mode is Mode.BRING_TO_PERSON and service.on_call_minutes:
            yield f"Somebody comes in about {service.on_call_minutes} minutes"
    yield f"Can see {service.capacity}" if service.capacity[:1].isdigit() else ""


def _good_to_know(now: datetime, service: Service) -> Iterator[str]:
    if service.floor not in ("phone", "online"):
        yield _sentence(", ".join(_ACCESS.get(tag, tag.replace("_", " ")) for tag in service.access))
    if service.access_workaround:
        yield f"Steps on the way: {service.access_workaround}"
    if service.languages and service.languages != ("English",):
        yield f"Speaks {say.listed(list(service.languages))}"
    if not service.sensitive and not service.national:
        yield service.organization
    if service.checked_on is not None:
        checked = f"{service.checked_on.day} {service.checked_on:%B %Y}"
        stale = "" if is_fresh(service, now.astimezone(LONDON).date()) else ". Check before you rely on it"
        yield f"Last checked {checked}{stale}"
