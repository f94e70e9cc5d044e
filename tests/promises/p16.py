"""P16: what leaves equals what was shown, byte for byte, and is no more than the service receives and was agreed.

Each case is one service and one need of somebody's: agreed, limited, refused, put off, taken back, run out or never
asked. What should leave is worked out here a second time, from the answers given and the directory alone.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from tests.promises.people import comes, desk, do
from tests.promises.promise import Outcome, Promise, Trial
from triage.core import consent
from triage.core.consent import FIELD_WORDS
from triage.office import Office
from triage.usecases.case import assessed, load
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.handoff.sharing import agree, facts_for, see_sharing, what_leaves
from triage.usecases.handoff.withdraw import withdraw
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.views import SharingRow

NOTHING = ("Nothing will be sent",)
ANSWERS = ("given", "given_with_limits", "refused", "not_today", "withdrawn", "run out", "not asked")
SIX_MONTHS, A_DAY = timedelta(days=190), timedelta(days=1)


def prove(trial: Trial) -> Outcome:
    return _share(trial)


def control(trial: Trial) -> Outcome:
    """Everything a service receives goes to it, whatever was said."""
    with patch.object(consent, "fields_sent", lambda service, term, now: service.receives):
        return _share(trial)


def _share(trial: Trial) -> Outcome:
    outcome, chance = Outcome(), trial.chance
    with desk(trial.folder) as (office, clock):
        while outcome.attempted < trial.amount:
            contact, _ = comes(office, chance)
            for key in _rows(office, contact):
                row = _rows(office, contact).get(key)
                if row is None:
                    continue
                answer = chance.choice(ANSWERS)
                fields = tuple(chance.sample(sorted(FIELD_WORDS), chance.randint(0, 8)))
                began = clock.now
                wrong = _one(office, clock, contact, row, answer, fields)
                clock.now = began
                outcome.add(f"{row.service} for {row.need}, {answer}", wrong)
                if outcome.attempted == trial.amount:
                    break
    return outcome


def _one(office: Office, clock: Any, contact: str, row: SharingRow, answer: str, fields: tuple[str, ...]) -> str:
    known = office.inside(_known, contact, row.need).result()
    receives = office.house.directory.by_id[row.service].receives
    spoken = {field for field in receives if FIELD_WORDS[field] in row.fields}
    due: tuple[str, ...] = ()
    if answer in ("given", "given_with_limits", "refused", "not_today"):
        do(office, agree, contact, row.service, row.need, answer, "not the rest", fields)
        due = receives if answer == "given" else tuple(f for f in receives if f in fields)
        due = due if answer.startswith("given") else ()
    if answer in ("withdrawn", "run out"):
        do(office, agree, contact, row.service, row.need, "given")
        with suppress(UseCaseError):  # somebody may be asked about it already
            do(office, start_handoff, contact, row.service)
    if answer == "withdrawn":
        do(office, withdraw, contact, row.service)
    if answer == "run out":
        clock.now += SIX_MONTHS
    leaves = office.inside(_leaves, contact, row.service, row.need).result()
    now = _rows(office, contact).get((row.service, row.need))
    shown = leaves if now is None else now.sends  # their answer may have made room for somebody else
    expected = tuple(
        f"{consent._FIELDS[field].label}: {' '.join(known[field].split())}" for field in due if known.get(field)
    )
    if spoken != {field for field in receives if field in known}:
        return "the sentence names other fields than the service would get"
    if "\n".join(shown).encode() != "\n".join(leaves).encode():
        return f"shown {shown}, leaves {leaves}"
    if leaves != (expected or NOTHING):
        return f"leaves {leaves}, agreed were {due}"
    return ""


def _rows(office: Office, contact: str) -> dict[tuple[str, str], SharingRow]:
    return {(row.service, row.need): row for row in do(office, see_sharing, contact).rows}


def _known(rows: Rows, house: House, ctx: Context, contact: str, need: str) -> dict[str, str]:
    case = load(rows, house, ctx, contact)
    return facts_for(house, case, assessed(case, house, ctx.now), need)


def _leaves(rows: Rows, house: House, ctx: Context, contact: str, service: str, need: str) -> tuple[str, ...]:
    case = load(rows, house, ctx, contact)
    return what_leaves(house, ctx, case, assessed(case, house, ctx.now), service, need)


PROMISE = Promise(
    id="P16",
    says="what leaves is what was shown and agreed, byte for byte; refused, expired, withdrawn, not asked: nothing",
    full=2000,
    small=5,
    prove=prove,
    control=control,
    controls=100,
    small_controls=4,
)
