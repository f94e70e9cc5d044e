"""The tables: one SQLModel class for each record of usecases/records.py, and which row replaced which.

`table=True` classes check nothing, so they only describe; records are checked where they are made. There are no
foreign keys between tables: stores are merged as a set union, in any order (design.md 3, idea 6). A table or column
changed here needs a migration; tests compare both. Imports SQLModel: load it on the store's thread. Called by
queries.py and Alembic.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any

from sqlalchemy import Index, Table
from sqlmodel import Field

from triage.store.columns import METADATA as METADATA
from triage.store.columns import Base, Row, found_by, id_, time_
from triage.usecases import records
from triage.usecases.records import Record


class PersonRow(Row, table=True):
    __tablename__ = "person"


class PersonDetailRow(Row, table=True):
    __tablename__ = "person_detail"
    person_id: str = id_(index=True)
    contact_id: str = id_(index=True)
    field: str
    value: str = found_by()  # a birth date, a postcode
    field_class: str


class SamePersonRow(Row, table=True):
    __tablename__ = "same_person"
    contact_id: str = id_(index=True)
    a: str = id_(index=True)
    b: str = id_(index=True)
    verdict: str


class HouseholdRow(Row, table=True):
    __tablename__ = "household"
    contact_id: str = id_(index=True)
    a: str = id_(index=True)
    b: str = id_(index=True)
    together: bool


class CameBackRow(Row, table=True):
    __tablename__ = "came_back"
    at: datetime = time_(index=True)
    contact_id: str = id_(index=True)
    handoff_id: str = id_(index=True)
    service: str
    why: str


class ContactRow(Row, table=True):
    __tablename__ = "contact"
    at: datetime = time_(index=True)
    person_id: str = id_(index=True)
    setting: str
    channel: str
    code: str = Field(index=True)
    locality: str
    question_set_hash: str
    directory_hash: str


class ContactEventRow(Row, table=True):
    __tablename__ = "contact_event"
    at: datetime = time_(index=True)
    contact_id: str = id_(index=True)
    event: str
    place: str
    until: datetime | None = time_()
    to: str
    detail: str
    after: str


class AnswerRow(Row, table=True):
    __tablename__ = "answer"
    contact_id: str = id_(index=True)
    question_id: str
    value: str
    source: str


class NeedRow(Row, table=True):
    __tablename__ = "need"
    at: datetime = time_(index=True)
    contact_id: str = id_(index=True)
    code: str
    severity: str
    proposed_severity: str
    wanted: str
    raised: str
    source: str
    because: str
    removed: bool


class NeedEndRow(Row, table=True):
    __tablename__ = "need_end"
    need_id: str = id_(index=True)
    contact_id: str = id_(index=True)
    how: str
    because: str


class StepRow(Row, table=True):
    __tablename__ = "step"
    contact_id: str = id_(index=True)
    whose: str
    words: str


class CardEventRow(Row, table=True):
    __tablename__ = "card_event"
    contact_id: str = id_(index=True)
    card: str
    event: str
    to: str
    because: str


class AgreementRow(Row, table=True):
    __tablename__ = "agreement"
    contact_id: str = id_(index=True)
    service: str
    need: str
    state: str
    limits: str
    fields: str
    until: datetime | None = time_()
    words_version: str
    because: str
    agreed_by: str
    how: str


class DecisionRow(Row, table=True):
    __tablename__ = "decision"
    contact_id: str = id_(index=True)
    service: str
    need: str
    share: bool
    decided_by: str
    role: str
    powers: str
    harm: str
    reasoning: str
    fields: str
    told: str
    why_not_told: str
    follow_up: str


class ReviewRow(Row, table=True):
    __tablename__ = "review"
    at: datetime = time_(index=True)
    contact_id: str = id_(index=True)
    what: str
    about: str = id_(index=True)
    found: str
    name: str
    because: str


class ConflictRow(Row, table=True):
    __tablename__ = "conflict"
    contact_id: str = id_(index=True)
    service: str
    worker: str
    because: str


class HandoffRow(Row, table=True):
    __tablename__ = "handoff"
    at: datetime = time_(index=True)
    contact_id: str = id_(index=True)
    service: str = found_by()
    mode: str
    needs: str
    follows: str = id_(index=True)


class HandoffStepRow(Row, table=True):
    __tablename__ = "handoff_step"
    at: datetime = time_(index=True)
    handoff_id: str = id_(index=True)
    contact_id: str = id_(index=True)
    step: str
    worker: str
    because: str
    happened_at: datetime = time_()
    seen: bool
    after: str
    to: str


class LeadRow(Row, table=True):
    __tablename__ = "lead"
    person_id: str = id_(index=True)
    contact_id: str = id_(index=True)
    worker: str
    service: str
    state: str
    rule: str
    because: str
    cover: str
    reach: str


class FitRow(Row, table=True):
    __tablename__ = "fit"
    contact_id: str = id_(index=True)
    service: str
    needs: str
    verdict: str
    reasons: str


class DeskStateRow(Row, table=True):
    __tablename__ = "desk_state"
    at: datetime = time_(index=True)
    service: str
    what: str
    until: datetime = time_()
    detail: str


class ExpectedRow(Row, table=True):
    __tablename__ = "expected"
    contact_id: str = id_(index=True)
    handoff_id: str = id_(index=True)
    day: str = Field(index=True)


class WhereaboutsRow(Row, table=True):
    __tablename__ = "whereabouts"
    at: datetime = time_(index=True)
    kind: str
    named: str


class TallyRow(Row, table=True):
    __tablename__ = "tally"
    at: datetime = time_(index=True)
    what: str
    how: str


class ActorRow(Row, table=True):
    __tablename__ = "actor"
    name: str
    role: str


class StaffRow(Row, table=True):
    __tablename__ = "staff"
    staff_id: str = id_(index=True)
    name: str
    roles: str
    services: str
    may_lead: bool
    on_duty: bool
    extension: str
    left_on: str


class PinRow(Row, table=True):
    __tablename__ = "pin"
    staff_id: str = id_(index=True)
    hash: str


class SignInRow(Row, table=True):
    __tablename__ = "sign_in"
    staff_id: str = id_(index=True)
    how: str
    wrong: int


class TerminalRow(Row, table=True):
    __tablename__ = "terminal"
    name: str


class ContentRow(Row, table=True):
    __tablename__ = "content"
    hash: str = Field(index=True)
    kind: str
    body: str


class AccessRow(Row, table=True):
    __tablename__ = "access"
    __table_args__ = (Index("ix_access_number", "terminal_id", "number"),)  # the end of a terminal's chain
    at: datetime = time_(index=True)
    contact_id: str = id_(index=True)
    what: str
    fields: str
    why: str
    number: int
    before: str
    hash: str


class RightRow(Row, table=True):
    __tablename__ = "rights"  # right is a word of SQL
    contact_id: str = id_(index=True)
    what: str = Field(index=True)
    about: str
    words: str
    name: str


class Replaced(Base, table=True):
    """`new_id` stands for `old_id`. One row may replace several; two may replace one, which is a conflict to show."""

    __tablename__ = "replaced"
    old_id: str = id_(primary_key=True)
    new_id: str = id_(primary_key=True)


class DataKey(Base, table=True):
    """Which data key the rows on a server are sealed with (store/veil.py): one row, or none for practice data."""

    __tablename__ = "data_key"
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    proof: str


TABLES: dict[type[Record], Table] = {
    records.Person: METADATA.tables["person"],
    records.PersonDetail: METADATA.tables["person_detail"],
    records.SamePerson: METADATA.tables["same_person"],
    records.Household: METADATA.tables["household"],
    records.CameBack: METADATA.tables["came_back"],
    records.Contact: METADATA.tables["contact"],
    records.ContactEvent: METADATA.tables["contact_event"],
    records.Answer: METADATA.tables["answer"],
    records.Need: METADATA.tables["need"],
    records.NeedEnd: METADATA.tables["need_end"],
    records.Step: METADATA.tables["step"],
    records.CardEvent: METADATA.tables["card_event"],
    records.Agreement: METADATA.tables["agreement"],
    records.Decision: METADATA.tables["decision"],
    records.Review: METADATA.tables["review"],
    records.Conflict: METADATA.tables["conflict"],
    records.Handoff: METADATA.tables["handoff"],
    records.HandoffStep: METADATA.tables["handoff_step"],
    records.Lead: METADATA.tables["lead"],
    records.Fit: METADATA.tables["fit"],
    records.DeskState: METADATA.tables["desk_state"],
    records.Expected: METADATA.tables["expected"],
    records.Whereabouts: METADATA.tables["whereabouts"],
    records.Tally: METADATA.tables["tally"],
    records.Actor: METADATA.tables["actor"],
    records.Staff: METADATA.tables["staff"],
    records.Pin: METADATA.tables["pin"],
    records.SignIn: METADATA.tables["sign_in"],
    records.Terminal: METADATA.tables["terminal"],
    records.Content: METADATA.tables["content"],
    records.Access: METADATA.tables["access"],
    records.Right: METADATA.tables["rights"],
}
REPLACED = METADATA.tables["replaced"]


_NAMES = {kind: tuple(field.name for field in dataclasses.fields(kind)) for kind in TABLES}


def names(kind: type[Record]) -> tuple[str, ...]:
    """The columns of a kind of record, in the record's own order."""
    return _NAMES[kind]


def to_row(record: Record) -> dict[str, Any]:
    """A record's values by column name."""
    return {name: getattr(record, name) for name in names(type(record))}
