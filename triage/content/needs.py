"""`needs.yaml` → need rules: label, who usually helps, and the lines that make it urgent, significant or emerging.

Imports core and its neighbours. Called by `load` once every question is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from triage.content.conditions import Names, condition
from triage.content.questions import SECTIONS
from triage.content.reader import Cell, Fields
from triage.content.report import did_you_mean
from triage.core.conditions import Condition
from triage.core.facts import FACTS, YES_NO
from triage.core.needs import NeedRule, Severity

SEVERITIES: Mapping[str, Severity] = {s.value: s for s in reversed(Severity) if s is not Severity.NONE}
FACETS = ("relationships", "thinking")
BOOLEAN_FACTS = tuple(fact.name for fact in FACTS.values() if fact.options == YES_NO)
_CODE = re.compile(rf"({'|'.join(SECTIONS.values())})\.[a-z][a-z0-9_]*")
_PLAIN_WORDS = 12


def read_needs(fields: Fields, known: Names) -> dict[str, tuple[NeedRule, Fields]]:
    """By code, in file order, each with where it stands."""
    needs: dict[str, tuple[NeedRule, Fields]] = {}
    fields.need("needs", empty=True)
    for item in fields.each("needs", name="code"):
        need = _need(item, known)
        if need.code in needs:
            what = f"{need.code} is already used, in line {needs[need.code][1].node.line}"
            item.add("duplicate-id", what, "delete one, or give it another code")
        elif need.code:
            needs[need.code] = (need, item)
    fields.done()
    return needs


def _need(fields: Fields, known: Names) -> NeedRule:
    code = fields.need("code")
    plain = fields.need("plain")
    kinds = fields.need("kinds")
    lines, by_staff = _severity(fields.get("severity"), known)
    return NeedRule(
        code=(code.id(_CODE, "a section, a dot and a name, such as housing.rent_arrears") if code else None) or "",
        label=fields.need_text("label", 60),
        definition=fields.need_text("definition", 200),
        plain=(plain.words(120, _PLAIN_WORDS) if plain else None) or "",
        kinds=kinds.ids() if kinds else (),
        lines=lines,
        by_staff=by_staff,
        raise_by=fields.choices("raise_by", BOOLEAN_FACTS),
        self_help=fields.words("self_help"),
        facets=fields.choices("facets", FACETS),
        sensitive=fields.flag("sensitive"),
    )


Lines = tuple[tuple[Severity, Condition], ...]
StaffLines = tuple[tuple[Severity, str], ...]


def _severity(cell: Cell | None, known: Names) -> tuple[Lines, StaffLines]:
    fields = cell.fields() if cell else None
    if fields is None:
        return (), ()
    lines = []
    for word, severity in SEVERITIES.items():
        line = fields.get(word)
        compiled = condition(line, known) if line else None
        if compiled is not None:
            lines.append((severity, compiled))
    staff = fields.get("by_staff")
    by_staff = tuple(said for item in (staff.items() if staff else ()) if (said := _by_staff(item)) is not None)
    fields.done()
    return tuple(lines), by_staff


def _by_staff(cell: Cell) -> tuple[Severity, str] | None:
    """`"urgent: what staff would see"`: a line that no question asks."""
    text = cell.text()
    if text is None:
        return None
    word, colon, said = text.partition(":")
    if not colon or not said.strip():
        cell.add("severity", "there is no severity before the words", 'write "urgent: …" in quotes')
        return None
    if word not in SEVERITIES:
        cell.add("severity", f"`{word}` is not a severity", did_you_mean(word, SEVERITIES))
        return None
    return SEVERITIES[word], said.strip()
