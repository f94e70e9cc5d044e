"""Words that try to drive a terminal or to be markup, and a data folder in which every text is made of them.

`words(tag)` begins with `[b]tag[/b]`, so that each place it surfaces can be told apart and the brackets be seen as
typed even where little room is. Used by tests/faults/test_hostile.py.
"""

from __future__ import annotations

import itertools
import unicodedata
from pathlib import Path

from tests.harness.kept import DEMO
from triage.bootstrap import open_office
from triage.content.where import sample_content
from triage.core.text import visible
from triage.office import Office
from triage.settings import Settings
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.handoff.leads import name_lead, see_lead
from triage.usecases.handoff.sharing import agree, see_sharing
from triage.usecases.reception.contacts import open_contact, park_contact
from triage.usecases.views import AssessmentView, QuestionView
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.matches import see_matches
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

# Each drives a terminal if it arrives as it is. No style Textual writes (blinking, hidden), so that none is mistaken.
SEQUENCES = {
    "blinking": "\x1b[5mB\x1b[8m",
    "clear the screen": "\x1b[2J\x1b[3J",
    "clipboard": "\x1b]52;c;c3RvbGVu\x07",
    "window title": "\x1b]0;PWNED\x07\x1b]2;PWNED\x1b\\",
    "hyperlink": "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "device control": "\x1bP1$r0m\x1b\\",
    "one-byte controls": "\x9b5m\x9d0;PWNED\x9c\x90q\x9c",
    "answer-back": "\x05\x1b[c\x1b[6n\x1b[21t",
    "end of a paste": "\x1b[201~x\x1b[200~",
    "carriage return": "seen\rhidden",
    "backspaces": "abc\x08\x08\x08xyz",
    "bell and NUL": "a\x07b\x00c",
}
INVISIBLE = {
    "right to left": "abc\u202edrowssap\u202c\u2066x\u2069",
    "zero width": "pay\u200bpal\u200d\ufeff\u2060",
    "line separators": "a\u2028b\u2029c\x85d",
    "tags": "a\U000e0041\U000e0042b",
}
SHOWN = {
    "markup": "[bold]b[/bold] [red on blue]r[/] [/",
    "actions": "[@click=app.quit]q[/] [@click='app.bell']",
    "links": "[link=https://evil.example]l[/link]",
    "backslashes": r"\[b] \\[b]",
    "emoji": "x \U0001f600\U00010348 y",
    "a pile of accents": "Z" + "\u0301" * 40,
}
ALL = {**SEQUENCES, **INVISIBLE, **SHOWN}
HOSTILE = " ".join(ALL.values())
TITLE = "PWNED"


def marked(tag: str) -> str:
    """How a place where `words(tag)` surfaces can be told: the brackets as they were typed."""
    return f"[b]{tag}[/b]"


def words(tag: str, most: int = 2000) -> str:
    """Hostile words for one place, at most `most` characters."""
    return f"{marked(tag)}[/ [@click=app.quit]{HOSTILE}"[:most]


def answerable(tag: str, most: int) -> str:
    """The same as far as an answer may hold it: without controls and direction marks, which are refused there."""
    text = f"{marked(tag)}[/ [@click=app.quit]{' '.join((*INVISIBLE.values(), *SHOWN.values()))}"
    return "".join(char for char in text if char.isprintable() or char in "\u200b\u2060\ufeff\U000e0041")[:most]


class Planted:
    """Two visits in a new data folder: one half asked, one that has come as far as a walk. Made through use cases."""

    def __init__(self, home: Path) -> None:
        self.home = home
        office = open_office(Settings(home=home / DEMO, content=sample_content(), demo=True))
        try:
            office.sign_in(office.staff[0].id)
            self.asking = self._half_asked(office)
            self.walked = self._walked(office)
        finally:
            office.close()

    def _half_asked(self, office: Office) -> str:
        view = office.do(open_contact, "desk2").result()
        while view.question is not None and view.question.id != "HO3":
            view = self._answer(office, view)
        office.do(park_contact, view.contact_id, words("waits")).result()
        return view.code

    def _walked(self, office: Office) -> str:
        """Needs raised, limits set, a worker who said yes, a lead and why: all in hostile words."""
        view = office.do(open_contact, "desk2").result()
        while view.question is not None:
            view = self._answer(office, view)
        contact = view.contact_id
        needs = office.do(read_back, contact).result().needs
        decisions = [NeedDecision(n.code, severity="urgent", because=words("raised")) for n in needs if not n.by_card]
        office.do(confirm_needs, contact, decisions).result()
        plan = office.do(see_matches, contact).result().plan
        for row in office.do(see_sharing, contact).result().rows:
            office.do(agree, contact, row.service, row.need, "given_with_limits", words("limits")).result()
        walk = next(item for item in plan if item.mode in ("walk_over", "bring_to_person"))
        handoff = office.do(start_handoff, contact, walk.service).result()
        office.do(record_step, handoff.handoff_id, "nobody_there", "", words("because")).result()
        office.do(record_step, handoff.handoff_id, "walking").result()
        office.do(record_step, handoff.handoff_id, "met").result()
        office.do(record_step, handoff.handoff_id, "accepted", named("worker"), words("because")).result()
        lead = office.do(see_lead, contact).result()
        if lead is not None:
            office.do(name_lead, contact, lead.service, named("lead"), words("why")).result()
        office.do(park_contact, contact, "", words("where")).result()
        return view.code

    def _answer(self, office: Office, view: AssessmentView) -> AssessmentView:
        assert view.question is not None
        raw = an_answer(view.question)
        return office.do(give_answer, view.contact_id, view.question.id, raw).result()


def named(tag: str) -> str:
    """A hostile name: no digits, which make it a desk and not a person."""
    return "".join(char for char in words(tag) if not char.isdigit())


_CHOSEN: dict[str, object] = {
    "S3": ["no"],
    "RE4": {"kind": "decision", "date": "4 dec"},
    "H0": ["may_have_to_leave", "behind_with_payments"],
    "H1": "private",
    "M0": ["bills", "debt", "owe_money"],
    "PR1": "yes",
}


def an_answer(question: QuestionView) -> object:
    """An answer: hostile wherever words are typed, else what leads to several needs and to no action card."""
    options = [option.id for option in question.options]
    if question.id in _CHOSEN:
        wanted = _CHOSEN[question.id]
        return [tick for tick in wanted if tick in options] or options[:1] if isinstance(wanted, list) else wanted
    if question.kind == "parts":
        return {part.id: value for part in question.parts if (value := _part(question, part.id)) is not None} or "pnts"
    if question.kind == "text":
        return answerable(question.id, question.max_chars)
    if question.kind == "many":
        return options[:1]
    return {"one": options[0] if options else "pnts", "number": "2", "date": "none"}[question.kind]


_UNITS = itertools.cycle(range(1, 10))


def _part(question: QuestionView, part_id: str) -> object:
    part = next(part for part in question.parts if part.id == part_id)
    if part_id == "postcode":  # takes nothing but one; another each time, or two visits could be one person's
        return f"ZZ99 {next(_UNITS)}AA"
    if part.kind == "text":
        return answerable(part_id, part.max_chars)
    if part.kind == "many":
        return [part.options[0].id, part.options[3].id]
    return part.options[0].id if part.kind == "one" else None


def as_shown(text: str) -> str:
    """How `text` looks on a screen, spaces as one, and accents joined as the emulator joins them."""
    return unicodedata.normalize("NFC", " ".join(visible(text).split()))
