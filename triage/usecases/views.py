"""What faces are given to draw: frozen, plain, already in words. No rows, no ids that people should not see.

Both faces draw the same views, so the same script leaves the same rows behind (design.md 3, idea 11). Text that a
person typed is in here as typed: a face shows it only through `core.text.visible`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from triage.core.conditions import Value
from triage.usecases.afterwards.returning_views import CarriedView, KnownView
from triage.usecases.handoff.after_views import LeadView


@dataclass(frozen=True, slots=True)
class OptionView:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class PartView:
    """One field of a `parts` question. `kind` is one, many, text, number or date.

    A text field with `options` offers lines to point at; their ids are the words to write down, and other words do too.
    `unless`: earlier answers that make it needless; `core.questions.part_asked` says whether. `listed`: every id of the
    list, also of what is left out here and now, so that the key of a line never changes (see `places`).
    """

    id: str
    text: str
    kind: str
    options: tuple[OptionView, ...] = ()
    max_chars: int = 200
    optional: bool = True
    unless: tuple[tuple[str, str], ...] = ()
    listed: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[tuple[int, OptionView], ...]:
        """Each line with its number in the whole list, from 1: the same wherever and with whomever it is put."""
        whole = self.listed or tuple(option.id for option in self.options)
        return tuple((whole.index(option.id) + 1, option) for option in self.options)


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question to put now. `text` is said aloud; `declines` are the extra answers offered last (s, -); `section` its title in the strip."""

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
    contradicting: frozenset[frozenset[str]] = frozenset()
    most: int = 0
    max_chars: int = 200
    by_pointing: bool = False
    answer: Value | None = None
    staff: bool = False
    listed: tuple[str, ...] = ()
    section: str = ""

    @property
    def whole(self) -> PartView:
        """The question as one field, for those that are not in parts."""
        return PartView("", self.text, self.kind, self.options, self.max_chars, listed=self.listed)


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

    `minutes` somebody has talked with them so far; `came`: when they came in. `ended` is empty, or offered_declined,
    declined, no_record. `stage` is asking, read_back or closed. `speaking` is empty while they speak for themselves. `known`: who they may be, since two facts match and nobody has said yet;
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
    minutes: int
    came: datetime
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
    """`plan` is what is proposed, in order; `others` what else was considered; `unmet` needs nothing meets, with why.

    `two_noes`: whose it is now, in words, after two have said no to the same thing.
    `away`: they are not in the building; `coming`: the hour it is planned for, in words;
    `directory`: how old all this is, said where nobody can look round.
    """

    contact_id: str
    code: str
    plan: tuple[MatchView, ...]
    others: tuple[MatchView, ...]
    unmet: tuple[tuple[str, str, str], ...]
    lead: LeadView | None
    away: bool = False
    coming: str = ""
    directory: str = ""
    two_noes: str = ""


@dataclass(frozen=True, slots=True)
class SharingRow:
    """One recipient and one need. `sentence` is spoken; `sends` is exactly what would leave; `state` as contract.md 6.

    `walked`: somebody is walked over there or comes here; else it is called or booked."""

    service: str
    label: str
    need: str
    need_words: str
    sentence: str
    fields: tuple[str, ...]
    sends: tuple[str, ...]
    state: str
    limits: str = ""
    walked: bool = True


@dataclass(frozen=True, slots=True)
class SharingView:
    contact_id: str
    code: str
    rows: tuple[SharingRow, ...]
    later: tuple[str, ...] = ()
    who: tuple[tuple[str, str], ...] = ()  # (id, words) of those who may say yes, while that must be asked


@dataclass(frozen=True, slots=True)
class WalkView:
    """One handoff under way. `directions` are the large lines; `intro` is read aloud; `now` is the latest step.

    `allowed` are the steps that may be recorded next, as ids: met, accepted, nobody_there, declined, redirected …
    `onward`: (service, label) of those it may be sent on to. `waits`: what is waited for, since when and by when.
    `expected`: the hour they come at, while they have not come.
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
    expected: str = ""
