"""P17: no slip, card, calendar, file name or title names a sensitive service, a need, or where somebody hides."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from unittest.mock import patch

from tests.promises.people import HIDES, comes, desk, do
from tests.promises.promise import Outcome, Promise, Trial
from triage.core.directory import Service
from triage.office import Office
from triage.tui.app import TriageApp
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.handoff.sharing import agree, see_sharing
from triage.usecases.office import Form
from triage.usecases.paper import calendars, slips
from triage.usecases.paper.calendars import make_calendar
from triage.usecases.paper.slips import make_slip
from triage.usecases.ports import UseCaseError


def prove(trial: Trial) -> Outcome:
    return _write(trial)


def control(trial: Trial) -> Outcome:
    """Paper without the list of what may stand on it: every handoff, whoever it is to, whatever was told."""

    def every(house, ctx, case):  # type: ignore[no-untyped-def]
        for handoff in case.handoffs:
            yield handoff, house.directory.by_id[handoff.handoff.service]

    with (
        patch.object(slips, "on_paper", every),
        patch.object(calendars, "on_paper", every),
        patch.object(slips, "slip_refused", lambda case, result: False),
        patch.object(
            slips,
            "_own_steps",
            lambda house, case, result: [house.question_set.need(n.code).plain for n in result.needs],
        ),
    ):
        return _write(trial)


def _write(trial: Trial) -> Outcome:
    outcome, chance = Outcome(), trial.chance
    written = 0
    with desk(trial.folder) as (office, _clock):
        never = list(forbidden(office))
        for n in range(trial.amount):
            contact, code = comes(office, chance, safety=0.4)
            for row in do(office, see_sharing, contact).rows:
                do(office, agree, contact, row.service, row.need, "given")
            for service in dict.fromkeys(row.service for row in do(office, see_sharing, contact).rows):
                with suppress(UseCaseError):
                    walk = do(office, start_handoff, contact, service)
                    do(office, record_step, walk.handoff_id, "received", "", f"24 nov 1{n % 8}:30")
            texts = list(_leaves_the_building(office, contact))
            written += len(texts) > 1
            found = [(words, text) for text in texts for words in never if words.casefold() in text.casefold()]
            outcome.add(f"visit {n} ({code})", *[f"“{words}” in “{text[:80]}”" for words, text in found[:2]])
    outcome.note = f"{written} got paper"
    return outcome


def _leaves_the_building(office: Office, contact: str) -> Iterable[str]:
    """Every text that a person takes along, or that stands on a file or a window."""
    yield TriageApp.TITLE
    slip = do(office, make_slip, contact)
    if slip.page is not None:
        yield from (*slip.lines, *slip.card, slip.page.folder, slip.page.name, slip.page.title)
        written = office.write_page(slip.page, Form.TEXT)
        yield written.path.name
        yield written.path.read_text(encoding="utf-8")
    calendar = do(office, make_calendar, contact)
    for entry in calendar.entries:
        yield from (calendar.name, entry.summary, entry.location, entry.description)


def forbidden(office: Office) -> Iterable[str]:
    """Words that no such text may hold. A public label that an open service bears too says nothing."""
    open_labels = {s.public_label for s in office.house.directory.services if not s.sensitive}
    for service in office.house.directory.services:
        if service.sensitive:
            yield from (words for words in _names(service) if words not in open_labels)
    for need in office.house.question_set.needs:
        yield from (need.code, need.plain.rstrip("."))
    yield from HIDES.split(", ")


def _names(service: Service) -> Iterable[str]:
    yield from (words for words in (service.name, service.public_label, service.phone, service.web) if words)


PROMISE = Promise(
    id="P17",
    says="no slip, calendar, file name or title names a sensitive service, a need, an address or a refuge",
    full=500,
    small=2,
    prove=prove,
    control=control,
    controls=40,
    small_controls=1,
)
