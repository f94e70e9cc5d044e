"""What faces are given to draw of somebody who was here before; as frozen and plain as usecases/views.py."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownView:
    """Somebody who was here before, once two facts match: no name, nothing about why. `words` is the line to choose.

    `asks_word`: they agreed a word of their own, and only with it is this the same person.
    """

    person_id: str
    initials: str
    words: str
    asks_word: bool = False


@dataclass(frozen=True, slots=True)
class FoundView:
    """What a search found. `words` says so in a sentence; without `people` it is the same whether or not one fact fits."""

    people: tuple[KnownView, ...]
    words: str


@dataclass(frozen=True, slots=True)
class BackRow:
    """Something still open from an earlier visit: `owner` is who holds it, `reach` how to get hold of them.

    `why` is empty until it was said that they are back because of it.
    """

    handoff_id: str
    label: str
    now_words: str
    owner: str
    reach: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class BackView:
    """Somebody who is back: what is open comes first, then what was agreed. `about` names no sensitive thing.

    `reasons`: (id, words) why they may be back; empty where the visit already says why.
    """

    contact_id: str
    code: str
    last: str
    about: str
    open: tuple[BackRow, ...]
    agreed: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]
    not_finished: str = ""


@dataclass(frozen=True, slots=True)
class CarriedView:
    """Answers of an earlier visit in one section, to be confirmed with one key: each line with its age."""

    lines: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TogetherView:
    """Who came with them or lives with them (`linked`), and who else is here: (contact id, code and initials)."""

    contact_id: str
    linked: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
