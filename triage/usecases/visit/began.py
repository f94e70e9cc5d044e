"""A visit goes on with the question set it began with, whatever was released meanwhile (promises.md P7; design.md 3, idea 7).

Every question set a visit was begun with is kept in the store as it stood. Who can help is always today's directory.
Called by bootstrap for every use case, on the store's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from triage.core.questions import QuestionSet
from triage.usecases import records as rec
from triage.usecases.ports import House, Rows
from triage.usecases.trust.sensitive_kept import as_guarded

Read = Callable[[str], QuestionSet | None]


class Began:
    """`read` makes a question set of a kept body; None for one this program can no longer read, which is asked as today's."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._by_hash: dict[str, QuestionSet | None] = {}
        self._by_visit: dict[str, str] = {}

    def house_of(self, rows: Rows, about: object, today: House) -> House:
        """The rules for a use case whose first argument is `about`: a visit's id or a handoff's; else today's."""
        if not isinstance(about, str) or len(about) != 36:
            return today
        if about not in self._by_visit:
            self._look(rows, about, today)
        return self.known(about, today)

    def known(self, contact_id: str, today: House) -> House:
        """The same for a visit that a use case was about already. For faces."""
        hash = self._by_visit.get(contact_id, today.question_set.hash)
        rules = None if hash == today.question_set.hash else self._by_hash.get(hash)
        return replace(today, question_set=rules) if rules else today

    def _look(self, rows: Rows, id: str, today: House) -> None:
        handoff = rows.get(rec.Handoff, id)
        contact = rows.get(rec.Contact, handoff.contact_id if handoff else id)
        hash = contact.question_set_hash if contact else today.question_set.hash
        if hash != today.question_set.hash and hash not in self._by_hash:
            kept = rows.find(rec.Content, hash=hash)
            rules = self._read(kept[0].body) if kept else None
            sensitive = (need.code for need in today.question_set.needs if need.sensitive)
            self._by_hash[hash] = as_guarded(rules, sensitive) if rules else None  # whoever brought it
        if contact is not None:
            self._by_visit[id] = hash
