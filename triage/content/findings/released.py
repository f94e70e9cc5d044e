"""Ids of a released version that are gone: visits of last year refer to them, so an id is for ever (contract.md 2).

`question_sets/released.json` holds them, one question a line; `triage check --release` writes it. Imports core and its
neighbours. Called by `check`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from triage.content.load import QUESTION_SETS, Read, read_fields
from triage.core.questions import QuestionSet

FILE = "released.json"
_MEND = "put it back, or accept that it is gone with `triage check --release`"


def find_changed_ids(read: Read, folder: Path) -> None:
    """A problem at each question whose part or answer had another id, or is gone. No file: nothing was released."""
    path = folder / QUESTION_SETS / FILE
    released = read_fields(path, f"{QUESTION_SETS}/{FILE}", read.report) if path.exists() else None
    ids = released.need("ids") if released else None
    entries = ids.fields() if ids else None
    if released is None or entries is None:
        return
    version, now = released.need_text("version", 20), ids_of(read.content.question_set)
    for ref, kept in entries.entries():
        name = ref.text() or ""
        question = read.questions.get(name.split(".", 1)[0])
        if question is None or name not in now:
            ref.add("released", f"version {version} had `{name}`, and it is gone", _MEND)
            continue
        for gone in [word for word in kept.texts(60) if word not in now[name]]:
            what = f"version {version} had `{gone}` in {name}, and it is gone"
            question.add("released", what, _MEND)


def ids_of(rules: QuestionSet) -> Mapping[str, list[str]]:
    """By question and by part, the ids of what stands in it: parts, answers, or nothing."""
    return dict(_ids(rules))


def _ids(rules: QuestionSet) -> Iterator[tuple[str, list[str]]]:
    for question in rules.by_id.values():
        yield question.id, [inner.id for inner in question.parts or question.options]
        for part in question.parts:
            yield f"{question.id}.{part.id}", [option.id for option in part.options]


def write_release(rules: QuestionSet, folder: Path) -> str:
    """Writes the file for this version, one question or part a line, so that a change shows as one line. Its name."""
    lines = [f"    {json.dumps(ref)}: {json.dumps(ids)}" for ref, ids in ids_of(rules).items()]
    text = f'{{\n  "version": {json.dumps(rules.version)},\n  "ids": {{\n' + ",\n".join(lines) + "\n  }\n}\n"
    (folder / QUESTION_SETS / FILE).write_text(text, encoding="utf-8")
    return f"{QUESTION_SETS}/{FILE}"
