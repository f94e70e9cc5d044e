"""What is written down (design.md 4): one frozen record per table, inserted and never changed.

The store keeps each record as a row of the table named by its class. `value`, `source`, `because` and `reasons` are
JSON text: made by use cases, read back by use cases. The current state is every record that no `Replaced` names as old.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from triage.usecases.records_of_trust import Access as Access
from triage.usecases.records_of_trust import Pin as Pin
from triage.usecases.records_of_trust import Record as Record
from triage.usecases.records_of_trust import Right as Right
from triage.usecases.records_of_trust import SignIn as SignIn
from triage.usecases.records_of_trust import Staff as Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """Somebody exists. Anonymous is a person without details."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetail(Record):
    """One fact about a person: `field` such as name, born, postcode, safe_contact, household."""

    person_id: str
    contact_id: str
    field: str
    value: str
    field_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePerson(Record):
    """What was said of two persons in a visit: `verdict` is same, not_same or not_sure (core.returning).

    `a` is the person of that visit, `b` the one found. Each visit makes a person of its own, so that a mistake is
    taken back by another row and nobody's answers were ever mixed.
    """

    contact_id: str
    a: str
    b: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Household(Record):
    """Two persons who came together or live together; `together` False takes it back. Neither sees the other's answers."""

    contact_id: str
    a: str
    b: str
    together: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack(Record):
    """In this visit somebody was back because of an earlier try; `why` as RE3a (practice.md D9, failure demand)."""

    contact_id: str
    handoff_id: str
    service: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    """One interaction. `code` such as NM-7Q4D is what screens show."""

    person_id: str
    setting: str
    channel: str
    code: str
    locality: str
    question_set_hash: str
    directory_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEvent(Record):
    """opened, waiting, moved, parked, passed_to, resumed, interrupted, opened_questions, speaking, rang, closed (contract.md 7).

    `detail` is JSON text for what the event carries besides a place: the questions opened, who speaks, how it closed.
    """

    contact_id: str
    event: str
    place: str
    until: datetime | None = None
    to: str = ""
    detail: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Record):
    """What was said or declined. A null `value` puts the question back to unknown (F0 after a move)."""

    contact_id: str
    question_id: str
    value: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Record):
    """What the read-back confirmed. `removed` needs stay, with their reason."""

    contact_id: str
    code: str
    severity: str
    proposed_severity: str
    wanted: str
    raised: str
    source: str
    because: str
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedEnd(Record):
    """How a wanted need ended (contract.md 4); `need_id` is the need's own row."""

    need_id: str
    contact_id: str
    how: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Record):
    """What they will do (`theirs`), what we will do (`ours`), or the outcome they hope for (`hoped`)."""

    contact_id: str
    whose: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardEvent(Record):
    """opened, passed_to, done, not_as_seemed; `contact_id` is empty when nobody was open."""

    contact_id: str
    card: str
    event: str
    to: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Record):
    """One recipient and one need (contract.md 6). `fields` is JSON text.

    `agreed_by` is who said yes (core.agreeing; in older rows who spoke), `how` whether it was said or came through an interpreter.
    """

    contact_id: str
    service: str
    need: str
    state: str
    limits: str
    fields: str
    until: datetime | None
    words_version: str
    because: str
    agreed_by: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """To share without agreement, or not to: every field of practice.md C5 (core.gate). `powers`, `fields` are JSON.

    `told` is yes or no; `follow_up` a day, as ISO text.
    """

    contact_id: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Record):
    """Somebody looked at something again, by name where it takes one (practice.md C5, D5, D7).

    `what`: follow_up, plan_check, outcome, try, sign_off, decision. `about`: the handoff or decision; empty for a visit.
    """

    contact_id: str
    what: str
    about: str
    found: str
    name: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict(Record):
    """A service, or one worker of it, that has to do with somebody who harms this person (core.conflict)."""

    contact_id: str
    service: str
    worker: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff(Record):
    """One try to get somebody to a service. `needs` is JSON text; `follows` the try before it, if any."""

    contact_id: str
    service: str
    mode: str
    needs: str
    follows: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffStep(Record):
    """One step (contract.md 5). `happened_at` is when; `seen` is False when it was entered after the fact.

    `to`: the service that somebody was sent on to.
    """

    handoff_id: str
    contact_id: str
    step: str
    worker: str
    because: str
    happened_at: datetime
    seen: bool
    after: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead(Record):
    """Who keeps it together: proposed, told, accepted, ended (contract.md 4)."""

    person_id: str
    contact_id: str
    worker: str
    service: str
    state: str
    rule: str
    because: str
    cover: str
    reach: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit(Record):
    """What was considered, written when the plan is confirmed. `needs` and `reasons` are JSON text."""

    contact_id: str
    service: str
    needs: str
    verdict: str
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskState(Record):
    """What somebody at a desk said of a service today: full, back, in, closing, wait, out, nothing (design.md 4).

    `detail` is the time or the length it was said with; `until` when it ends by itself.
    """

    service: str
    what: str
    until: datetime
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected(Record):
    """Somebody is expected at a service that day (`2026-11-24`), so that a desk finds them; when, says their handoff."""

    contact_id: str
    handoff_id: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts(Record):
    """Where somebody at this terminal works today: hub, elsewhere, visit or phone; `named` is a hall or a school."""

    kind: str
    named: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(Record):
    """A count without a person: what kind of visit ended how, somebody here for an appointment, a quick question.

    `what`: visit, appointment, question, or mistake for one that replaces a count made by mistake.
    """

    what: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Record):
    """A member of staff, as they stood."""

    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal(Record):
    """A machine somebody works at."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content(Record):
    """A question set or a directory as it stood: `hash` names it, `body` is the text of its files."""

    hash: str
    kind: str
    body: str


RECORDS: tuple[type[Record], ...] = (
    Person, PersonDetail, SamePerson, Household, CameBack, Contact, ContactEvent, Answer, Need, NeedEnd, Step, CardEvent, Agreement,
    Decision, Review, Conflict, Handoff, HandoffStep, Lead, Fit, DeskState, Expected, Whereabouts, Tally, Actor, Staff, Pin, SignIn,
    Terminal, Content, Access, Right,
)  # fmt: skip
