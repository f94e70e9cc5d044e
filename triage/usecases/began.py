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

Read = Callable[[str], QuestionSet | None]


class Began:
    """`read` makes a question set of a kept body; None for one this program can no longer read, which is asked as today's."""

    def __init__(self, today: House, read: Read) -> None:
        self._today = today
        self._read = read
        self._by_hash = {today.question_set.hash: today}
        self._by_visit: dict[str, House] = {}

    def house_of(self, rows: Rows, about: object) -> House:
        """The rules for a use case whose first argument is `about`: a visit's id or a handoff's; else today's."""
        if not isinstance(about, str) or len(about) != 36:
            return self._today
        if about not in self._by_visit:
            self._by_visit[about] = self._look(rows, about)
        return self._by_visit[about]

    def known(self, contact_id: str) -> House:
        """The same for a visit that a use case was about already. For faces."""
        return self._by_visit.get(contact_id, self._today)

    def _look(self, rows: Rows, id: str) -> House:
        handoff = rows.get(rec.Handoff, id)
        contact = rows.get(rec.Contact, handoff.contact_id if handoff else id)
        if contact is None:
            return self._today
        hash = contact.question_set_hash
        if hash not in self._by_hash:
            kept = rows.find(rec.Content, hash=hash)
            rules = self._read(kept[0].body) if kept else None
            self._by_hash[hash] = replace(self._today, question_set=rules) if rules else self._today
        return self._by_hash[hash]
