"""`policy.yaml` → who may see and do what (core.policy), every problem with its line.

A hub without such a file has the one that comes with triage; one that is there must be right, or nothing opens. Called
by bootstrap and `check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from triage.content.load import read_fields
from triage.content.nodes import parse
from triage.content.reader import Cell, Fields
from triage.content.report import Report, did_you_mean
from triage.content.where import sample_content
from triage.core.access import Role
from triage.core.policy import Action, Classes, Effect, FieldClass, Policy, Relation, Rule, policy_of
from triage.core.problems import ContentError
from triage.core.retention import DAYS

POLICY = "policy.yaml"
_ROLES, _ACTIONS = tuple(Role), tuple(Action)
_CLASSES, _RELATIONS, _EFFECTS = tuple(FieldClass), tuple(Relation), tuple(Effect)


def load_policy(folder: Path) -> Policy:
    """The policy of a content folder. Raises ContentError with all problems."""
    return read_policy(folder / POLICY if (folder / POLICY).exists() else sample_content() / POLICY)


def policy_body(folder: Path) -> str:
    """The text of the policy of a content folder, to be kept. For one that was just read."""
    file = folder / POLICY if (folder / POLICY).exists() else sample_content() / POLICY
    return file.read_text(encoding="utf-8-sig")


def policy_from(body: str) -> Policy | None:
    """A policy as it stood; None for one that this triage cannot read any more."""
    report = Report(POLICY)
    here = report.for_file(POLICY)
    try:
        tree = parse(body.encode(), here)
        policy = _read(Fields(tree, "", here)) if tree is not None else None
        report.settle()
    except ContentError:
        return None
    return policy


def read_policy(file: Path) -> Policy:
    """One file. Raises ContentError with all problems."""
    report = Report(POLICY)
    top = read_fields(file, POLICY, report)
    policy = _read(top) if top else Policy()
    report.settle()
    return policy


def _read(top: Fields) -> Policy:
    version = top.need_text("version", 40)
    top.need("rules")
    rules = [_rule(fields.named(f"rule {number}")) for number, fields in enumerate(top.each("rules", name=""), 1)]
    classes = _classes(top.need("classes"))
    kept = top.get("retention")
    days = _days(kept.fields() if kept else None)
    top.done()
    return policy_of(version, rules, classes, days)


def _rule(fields: Fields) -> Rule:
    return Rule(
        roles=frozenset(map(Role, _words(fields, "roles", _ROLES))),
        actions=frozenset(map(Action, _words(fields, "actions", _ACTIONS))),
        fields=frozenset(map(FieldClass, _words(fields, "fields", _CLASSES))),
        relations=frozenset(map(Relation, _words(fields, "relations", _RELATIONS))),
        then=Effect(fields.need_choice("then", _EFFECTS) or Effect.DENY),
        because=fields.need_text("because", 120),
    )


def _words(fields: Fields, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    cell = fields.need(key)
    return cell.choices(known) if cell else ()


def _classes(cell: Cell | None) -> Classes:
    fields = cell.fields() if cell else None
    if fields is None:
        return Classes()
    read = Classes(*(_of(fields.need(part)) for part in ("fields", "questions", "needs")))
    fields.done()
    return read


def _days(fields: Fields | None) -> Mapping[str, int]:
    """How many days each kind is kept; what the hub does not say is as practice has it."""
    if fields is None:
        return DAYS
    found = {name: fields.whole(name, 1, 20_000) for name in DAYS}
    fields.done()
    return {name: DAYS[name] if number is None else number for name, number in found.items()}


def _of(cell: Cell | None) -> Mapping[str, FieldClass]:
    fields = cell.fields() if cell else None
    found: dict[str, FieldClass] = {}
    for name, value in fields.entries() if fields else ():
        word = value.text()
        if word in _CLASSES:
            found[name.text() or ""] = FieldClass(word)
        elif word is not None:
            value.add("choice", f"`{word}` is not a class", did_you_mean(word, _CLASSES))
    return found
