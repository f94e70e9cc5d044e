"""Somebody at the linear desk, played: types what a person would, and keeps everything that was said.

`Lines` types a list of lines in order. `Player` knows which question was read out and answers it from `says` (as
tests/journeys/people.py has them), and every other prompt from `replies`; with `reluctant` it presses Ctrl+C at every
prompt once before it answers, and fails when that wrote anything down.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from triage.core.questions import Part, Question
from triage.linear.prompts import InputEnded
from triage.office import Office
from triage.usecases import records as rec
from triage.usecases.ports import Context, House, Rows

Reply = str | Callable[["Player"], str]
CANCEL = None


class Heard:
    """What was said so far, and the prompts, in order."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.prompts: list[str] = []

    def say(self, text: str) -> None:
        assert "\n" not in text
        self.said.append(text)

    def line(self, prompt: str) -> str | None:
        raise NotImplementedError

    def secret(self, prompt: str) -> str | None:
        return self.line(prompt)

    @property
    def all(self) -> str:
        return "\n".join([*self.said, *self.prompts])


class Lines(Heard):
    """Types these lines, None for Ctrl+C; then the input ends. With `office`, a Ctrl+C that writes a row fails."""

    def __init__(self, *lines: str | None, office: Office | None = None) -> None:
        super().__init__()
        self._lines = list(lines)
        self._office = office
        self._rows = 0
        self.typed = 0

    def line(self, prompt: str) -> str | None:
        self.prompts.append(prompt)
        self.said.append(f"{prompt} >")
        if self._office is not None:
            before, self._rows = self._rows, row_count(self._office)
            if self.typed and self._lines[self.typed - 1] is CANCEL:
                assert self._rows == before, f"Ctrl+C wrote something down before {prompt!r}"
        if self.typed == len(self._lines):
            raise InputEnded
        self.typed += 1
        return self._lines[self.typed - 1]

    def after(self, words: str) -> list[str]:
        """What was said after the first line that holds `words`."""
        at = next(n for n, line in enumerate(self.said) if words in line)
        return self.said[at + 1 :]


class Player(Heard):
    def __init__(
        self, office: Office, says: Mapping[str, object], replies: Mapping[str, Reply], *, reluctant: bool = False
    ) -> None:
        super().__init__()
        self._office, self._says, self._replies, self._reluctant = office, says, replies, reluctant
        self._seen: set[tuple[str, str]] = set()
        self._rows: int | None = None
        self._asked = ""
        self._since = 0
        self.cancelled = 0
        found = office.house.question_set.by_id.values()
        self._by_text = {text: q for q in found for text in (q.text, f"{q.text} {q.more}")}

    def line(self, prompt: str) -> str | None:
        assert len(self.prompts) < 500, "going round in circles"
        recent, self._since = self.said[self._since :], len(self.said)
        self.prompts.append(prompt)
        self._asked = next((self._by_text[line].id for line in reversed(recent) if line in self._by_text), self._asked)
        if self._rows is not None:
            assert self._rows == row_count(self._office), f"Ctrl+C wrote something down before {prompt!r}"
            self._rows = None
        if self._reluctant and (self._asked, prompt) not in self._seen:
            self._seen.add((self._asked, prompt))
            self._rows, self.cancelled = row_count(self._office), self.cancelled + 1
            return CANCEL
        reply = next((reply for pattern, reply in self._replies.items() if re.search(pattern, prompt)), None)
        if reply is None:
            return self._answer(prompt, recent)
        return reply(self) if callable(reply) else reply

    def _answer(self, prompt: str, recent: Sequence[str]) -> str:
        question = self._office.house.question_set.by_id[self._asked]
        said = self._says[question.id]
        if said in ("pnts", "not_sure"):
            return "skip" if said == "pnts" else "unsure"
        if "their words" in prompt:
            assert isinstance(said, Mapping)
            return f"{self._numbers(question.parts[-1], said['about'])} {said.get('words', '')}"
        if question.parts:
            assert isinstance(said, Mapping)
            part = next(
                p for p in question.parts if prompt.startswith(p.text) or p.text in recent[-len(p.options) - 1 :]
            )
            return self._typed(part, said.get(part.id, ""))
        return self._typed(question, said)

    def _typed(self, field: Question | Part, raw: object) -> str:
        if isinstance(raw, list):
            return self._numbers(field, raw)
        return next((option.text for option in field.options if option.id == raw), str(raw))

    def _numbers(self, field: Question | Part, ticks: Any) -> str:
        """By the numbers that were read out, since a place may leave some out; in a long list by words."""
        texts = [option.text for option in field.options if option.id in ticks]
        read_out = [line.partition(" ") for line in self.said[-40:]]
        return ", ".join(next((n for n, _, words in reversed(read_out) if words == text), text) for text in texts)


def row_count(office: Office) -> int:
    """Every row there is, replaced ones too, but who saw what."""

    def count(rows: Rows, house: House, ctx: Context) -> int:
        return sum(len(rows.history(kind)) for kind in rec.RECORDS if kind is not rec.Access)

    return int(office.do(count).result())


def visit_rows(office: Office, code: str) -> dict[str, list[tuple[str, ...]]]:
    """What is written down about a visit, without ids and times."""

    def read(rows: Rows, house: House, ctx: Context) -> dict[str, list[tuple[str, ...]]]:
        (contact,) = rows.find(rec.Contact, code=code)
        of = {"contact_id": contact.id}
        return {
            "answers": sorted((a.question_id, a.value) for a in rows.find(rec.Answer, **of)),
            "details": sorted((d.field, d.value) for d in rows.find(rec.PersonDetail, **of)),
            "needs": sorted((n.code, n.severity, n.wanted) for n in rows.find(rec.Need, **of)),
            "ends": [(e.how, e.because) for e in rows.find(rec.NeedEnd, **of)],
            "cards": [(c.card, c.event, c.to, c.because) for c in rows.find(rec.CardEvent, **of)],
            "agreements": sorted((a.service, a.need, a.state, a.limits) for a in rows.find(rec.Agreement, **of)),
            "steps": [(s.step, s.worker, s.because) for s in rows.find(rec.HandoffStep, **of)],
            "leads": [(lead.service, lead.worker, lead.state) for lead in rows.find(rec.Lead, **of)],
            "events": [(e.event, e.place, e.detail) for e in rows.find(rec.ContactEvent, **of)],
        }

    return dict(office.do(read).result())


def newest_code(office: Office) -> str:
    """The code of the person who came last."""

    def read(rows: Rows, house: House, ctx: Context) -> str:
        return rows.find(rec.Contact)[-1].code

    return str(office.do(read).result())


def code_of(office: Office, called: str) -> str:
    """The code under which one of the demo's people waits."""

    def read(rows: Rows, house: House, ctx: Context) -> str:
        event = next(e for e in rows.find(rec.ContactEvent, event="waiting") if f'"{called}"' in e.detail)
        contact = rows.get(rec.Contact, event.contact_id)
        assert contact is not None
        return contact.code

    return str(office.do(read).result())
