"""What faces are given to draw: frozen, plain, already in words. No rows, no ids that people should not see.

Both faces draw the same views, so the same script leaves the same rows behind (design.md 3, idea 11). Text that a
person typed is in here as typed: a face shows it only through `core.text.visible`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from triage.core.conditions import Value
from triage.core.text import visible
from triage.usecases.returning_views import CarriedView, KnownView


@dataclass(frozen=True, slots=True)
class OptionView:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class PartView:
    """One field of a `parts` question. `kind` is one, many, text, number or date.

    A text field with `options` offers lines to point at; their ids are the words to write down, and other words do too.
    `unless`: earlier answers that make it needless; `core.questions.part_asked` says whether.
    """

    id: str
    text: str
    kind: str
    options: tuple[OptionView, ...] = ()
    max_chars: int = 200
    optional: bool = True
    unless: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question to put now. `text` is said aloud; `declines` are the extra answers offered last (s, -)."""

    id: str
    text: str
    kind: str
    about: str
    say: str = ""
    help: str = ""
    options: tuple[OptionView, ...] = ()
    parts: tuple[PartView, ...] = ()
    declines: tuple[OptionView, ...] = ()
    exclusive: frozenset[str] = frozenset()
    most: int = 0
    max_chars: int = 200
    by_pointing: bool = False
    answer: Value | None = None
    staff: bool = False


@dataclass(frozen=True, slots=True)
class SectionView:
    """One title in the strip. `state`: done, here, part, todo, later."""

    title: str
    state: str


@dataclass(frozen=True, slots=True)
class HeardView:
    """One thing heard, as it may be shown in this place: "Where you live: rent, private landlord"."""

    question: str
    says: str


@dataclass(frozen=True, slots=True)
class ReadyView:
    """A service that could see the person now: "Housing team, desk 4, open until 16:30"."""

    service: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class NumberView:
    who: str
    number: str


@dataclass(frozen=True, slots=True)
class CardView:
    """An action card. `because` is empty when staff opened it."""

    id: str
    number: str
    title: str
    steps: tuple[str, ...]
    say: tuple[str, ...]
    never: tuple[str, ...]
    write: tuple[str, ...]
    numbers: tuple[NumberView, ...]
    by_whom: str
    share_basis: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """Where one contact stands. `card` is a triggered card nobody has closed: it comes before anything else.

    `ended` is empty, or offered_declined, declined, no_record. `stage` is asking, read_back or closed. `speaking` is
    empty while they speak for themselves. `known`: who they may be, since two facts match and nobody has said yet;
    `carried`: what they said last time and may confirm now; `was_here`: there is something from last time to look at.
    """

    contact_id: str
    code: str
    initials: str
    place: str
    place_name: str
    question: QuestionView | None
    sections: tuple[SectionView, ...]
    heard: tuple[HeardView, ...]
    ready: tuple[ReadyView, ...]
    still_to_ask: int
    prompts: tuple[str, ...]
    card: CardView | None
    back_to: str | None
    started: datetime
    ended: str
    stage: str
    noticed: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()
    speaking: str = ""
    known: tuple[KnownView, ...] = ()
    carried: CarriedView | None = None
    was_here: bool = False


@dataclass(frozen=True, slots=True)
class NeedView:
    """One need as read back. `plain` is said to the person, or "Support" where the place is too open for it.

    `when` is today, this week or soon. `because` are the reasons in words. `by_card` needs cannot be taken away here.
    """

    code: str
    plain: str
    when: str
    because: tuple[str, ...]
    wanted: str
    by_card: bool = False
    raised: str = ""
    staff_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadBackView:
    """`could_add` lists needs the assistant may add: (code, label)."""

    contact_id: str
    code: str
    needs: tuple[NeedView, ...]
    not_covered: tuple[str, ...]
    hoped_for: str
    could_add: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MatchView:
    """One proposal of the plan, or a service that was considered. `state`: fits, ask or no, in words in `verdict`."""

    service: str
    label: str
    verdict: str
    mode: str
    mode_words: str
    needs: tuple[str, ...]
    need_codes: tuple[str, ...]
    where: str
    who: str
    open_words: str
    because: tuple[str, ...]
    against: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    modes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MatchesView:
    """`plan` is what is proposed, in order; `others` what else was considered; `unmet` needs nothing meets, with why."""

    contact_id: str
    code: str
    plan: tuple[MatchView, ...]
    others: tuple[MatchView, ...]
    unmet: tuple[tuple[str, str, str], ...]
    lead: LeadView | None


@dataclass(frozen=True, slots=True)
class SharingRow:
    """One recipient and one need. `sentence` is spoken; `sends` is exactly what would leave; `state` as contract.md 6."""

    service: str
    label: str
    need: str
    need_words: str
    sentence: str
    fields: tuple[str, ...]
    sends: tuple[str, ...]
    state: str
    limits: str = ""


@dataclass(frozen=True, slots=True)
class SharingView:
    contact_id: str
    code: str
    rows: tuple[SharingRow, ...]
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WalkView:
    """One handoff under way. `directions` are the large lines; `intro` is read aloud; `now` is the latest step.

    `allowed` are the steps that may be recorded next, as ids: met, accepted, nobody_there, declined, redirected …
    `onward`: (service, label) of those it may be sent on to. `waits`: what is waited for, since when and by when.
    """

    contact_id: str
    code: str
    initials: str
    called: str
    handoff_id: str
    service: str
    label: str
    mode: str
    mode_words: str
    directions: tuple[str, ...]
    workers: tuple[str, ...]
    intro: str
    sends: tuple[str, ...]
    now: str
    now_words: str
    since: datetime
    allowed: tuple[str, ...]
    worker: str = ""
    note: str = ""
    next_best: MatchView | None = None
    bounces: int = 0
    duty_lead: str = ""
    onward: tuple[tuple[str, str], ...] = ()
    waits: str = ""


@dataclass(frozen=True, slots=True)
class GateView:
    """What the gate asks, and what may be chosen (practice.md C5). Nothing in it is chosen beforehand.

    `about`: (service, need) → both in words. `fields`: what a service may be told of what is known. `bases`: what the
    cards of this visit say about telling others.
    """

    contact_id: str
    code: str
    about: tuple[tuple[tuple[str, str], str], ...]
    fields: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    deciders: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    powers: tuple[tuple[str, str], ...]
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StopView:
    """One service that already has what was agreed: who there, how to reach them, and the words to read or copy."""

    label: str
    worker: str
    reach: str
    message: str


@dataclass(frozen=True, slots=True)
class WithdrawView:
    """What was stopped by taking an agreement back, and who has it already: past sharing is not undone."""

    contact_id: str
    stopped: tuple[str, ...]
    has_it: tuple[StopView, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that must be said as well: one of `options`, or a name of theirs or any other (`name`)."""

    title: str
    options: tuple[tuple[str, str], ...]
    name: bool = False


@dataclass(frozen=True, slots=True)
class LaterRow:
    """One thing to come back to after the visit: a try, a time to ask how it went, a decision.

    `choices`: (step, words) that may be recorded now. `asks`: what a step must also say, in order.
    """

    key: str
    label: str
    worker: str
    now_words: str
    waits: str
    choices: tuple[tuple[str, str], ...]
    asks: tuple[tuple[str, tuple[Ask, ...]], ...] = ()

    def asked(self, step: str) -> tuple[Ask, ...]:
        return dict(self.asks).get(step, ())


@dataclass(frozen=True, slots=True)
class LaterView:
    contact_id: str
    code: str
    rows: tuple[LaterRow, ...]


@dataclass(frozen=True, slots=True)
class LeadView:
    """Who keeps it together, and the rule that fired, in words. `state` is proposed, told, accepted or ended."""

    service: str
    label: str
    worker: str
    workers: tuple[str, ...]
    rule: str
    rule_words: str
    because: str
    state: str
    reach: str
    cover: str = ""
    why_needed: str = ""


@dataclass(frozen=True, slots=True)
class EndView:
    """How one wanted need ends; `how` is open until it does. `choices` are the ends that can be chosen now."""

    code: str
    plain: str
    how: str
    how_words: str
    because: str
    choices: tuple[tuple[str, str], ...]
    self_help: str = ""


@dataclass(frozen=True, slots=True)
class FinishView:
    """`blockers` says in plain words what still stands in the way of finishing; empty means it can be finished.

    `way_back`: the code, for somebody who can only be found again by it.
    """

    contact_id: str
    code: str
    ends: tuple[EndView, ...]
    lead: LeadView | None
    blockers: tuple[str, ...]
    slip_allowed: bool
    handoffs: tuple[str, ...] = ()
    way_back: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Something to hold in the hand: a title, lines under it, sections of a title and lines each, and last lines.

    Plain words, already safe to show. `folder` and `name` are for a file: what kind of page, and a code, never a person.
    """

    folder: str
    name: str
    title: str
    head: tuple[str, ...] = ()
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    foot: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The same as plain text, the lines of a section indented under its title."""
        lines = [self.title, *self.head]
        for title, inner in self.sections:
            lines += ["", title, *[f"  {line}" for line in inner]]
        return (*lines, *(("", *self.foot) if self.foot else ()))


@dataclass(frozen=True, slots=True)
class SlipView:
    """The person's slip. Without a `page` there must be none, and `why_not` says so in words.

    `card` is the same in at most five lines, to copy by hand where nothing can be printed.
    """

    page: Page | None = None
    why_not: str = ""
    card: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        return self.page.lines if self.page else ()


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One appointment as a calendar may hold it: neutral words only. `start` is aware; how long it takes nobody knows."""

    uid: str
    start: datetime
    summary: str
    location: str
    description: str


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The appointments still to come. Without entries there must be no file, and `why_not` says so in words."""

    name: str = ""
    entries: tuple[CalendarEntry, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class WaitingView:
    """Somebody in the building now, as a list may show them."""

    contact_id: str
    code: str
    initials: str
    since: datetime
    waits_for: str
    where: str
    state: str


@dataclass(frozen=True, slots=True)
class InBuildingView:
    """A service as the front desk shows it. `said`: somebody at a desk said today how it is."""

    service: str
    label: str
    who: str
    words: str
    open_now: bool
    said: bool = False


@dataclass(frozen=True, slots=True)
class FrontDeskView:
    hub: str
    people: tuple[WaitingView, ...]
    services: tuple[InBuildingView, ...]
    counted: str
    unfinished: WaitingView | None = None
    closing: str = ""


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One visit in the list. `waits`: what presses; `late`: what of it is late, or is to be asked by tonight."""

    contact_id: str
    code: str
    initials: str
    at: datetime
    came_for: str
    state: str
    who_has: str
    reviewed: bool = False
    waits: tuple[str, ...] = ()
    to_review: tuple[str, ...] = ()
    mistake: bool = False
    back: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TodayView:
    """`rows`: today's visits. `due`: visits of earlier days with something due by tonight, the longest due first.

    `tallies` count without names. `came_back`: lines on how many had to come again, and because of whom. `visits` counts
    the rows that are no mistake.
    """

    rows: tuple[TodayRow, ...]
    tallies: tuple[tuple[str, int], ...] = ()
    came_back: tuple[str, ...] = ()
    due: tuple[TodayRow, ...] = ()

    @property
    def visits(self) -> int:
        return sum(not row.mistake for row in self.rows)


@dataclass(frozen=True, slots=True)
class SummaryView:
    """One page in plain words. Each section is a title and its lines. `after`: there is something to come back to.

    `mistake`: the visit is marked as one already.
    """

    code: str
    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
    after: bool = False
    mistake: bool = False

    @property
    def page(self) -> Page:
        """The same as a page to write or print."""
        sections = tuple((title, tuple(map(visible, lines))) for title, lines in self.sections)
        return Page("summaries", self.code, visible(self.title), sections=sections)
