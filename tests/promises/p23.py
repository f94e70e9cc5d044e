"""P23: files broken at random, and files made to do harm: refused early with file, line and how to mend it, or read.

What people, editors and half copies do to every file that is read: the directory, the question sets, the policy, an answers
file, the settings, a draft of a copy, a backup, and what triage itself leaves beside the data (the key file, signed ends, when
the last backup was); and bombs, deep nesting, links, names that lead elsewhere. At least 99 of 100 refusals of a text must name
the line. CSV and spreadsheets are not read anywhere, so none is tried.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from unittest.mock import patch

from tests.content.test_answers import FULL
from tests.content.test_mutations import SOURCE, mutated, names_a_line, problems_of
from tests.harness.keyed import copy_keyed
from tests.promises.promise import Outcome, Promise, Trial
from tests.promises.visit import FILE, prepare
from triage.clocks import DEMO_START
from triage.content import nodes
from triage.content.answers import read_answers
from triage.content.load import Content, load_content
from triage.content.policy import load_policy
from triage.content.where import sample_content
from triage.core.chain import Head
from triage.core.problems import ContentError
from triage.exchange.heads import HEADS, PUBLIC, read_heads, write_heads
from triage.exchange.sar import read_draft
from triage.keys.keyfile import FILE as FILE_OF_KEYS
from triage.keys.keyfile import read_keys
from triage.settings import LOOKS, read_settings
from triage.store.backup import restore_backup
from triage.store.last_backup import LAST, backup_reminder
from triage.store.seat import Seat, known_id
from triage.usecases.ports import UseCaseError

NAMED = 0.99
EARLY = 5.0  # seconds
DRAFT = json.dumps(
    {
        "draft of a copy": "For your eyes only",
        "visit": "v",
        "identity": "photo",
        "delivery": "in_hand",
        "asker": "self",
        "items": [{"id": id, "words": "what she said", "include": True, "take_out": ["she"]} for id in "abc"],
    },
    indent=1,
)
SETTINGS = 'terminal = "Desk 4"\ncontent = "/srv/hub"\n# a comment\n'
REFUSED, READ, UNNAMED = "refused", "read", "refused without its line"
Tries = Callable[[Trial, random.Random], str]


def prove(trial: Trial) -> Outcome:
    return _break(trial)


def control(trial: Trial) -> Outcome:
    """A reader that hands on what it stumbles over."""
    with patch.object(nodes, "_syntax", lambda error, text: error):
        return _break(trial)


def _break(trial: Trial) -> Outcome:
    outcome, chance = Outcome(), trial.chance
    said = {REFUSED: 0, READ: 0, UNNAMED: 0}
    kinds: list[Tries] = [_answers] * 12 + [_settings] * 2 + [_directory] * 3 + [_question_set] * 2
    kinds += [_draft] * 2 + [_policy, _left_beside, _harm, _backup]
    for n in range(trial.amount):
        kind = kinds[n % len(kinds)]
        begin = time.monotonic()
        try:
            said[kind(trial, chance)] += 1
            wrong = ""
        except Exception as error:
            wrong = f"a traceback: {type(error).__name__}"
        took = time.monotonic() - begin
        outcome.add(f"{n} {kind.__name__.strip('_')}", wrong, f"took {took:.1f} s" if took > EARLY else "")
    refused = said[REFUSED] + said[UNNAMED]
    if refused and said[REFUSED] < NAMED * refused:
        outcome.wrong.append(f"only {said[REFUSED]} of {refused} refusals name the line")
    outcome.note = f"{refused} refused, {said[UNNAMED]} of them without a line, {said[READ]} could be read"
    return outcome


@cache
def _content() -> Content:
    return load_content(sample_content())


@cache
def _texts(what: str) -> dict[str, str]:
    if what == "directory":
        return {"directory.yaml": (SOURCE / "directory.yaml").read_text(encoding="utf-8")}
    return {
        f"question_sets/{p.name}": p.read_text(encoding="utf-8")
        for p in sorted((SOURCE / "question_sets").glob("*.yaml"))
    }


def _verdict(problems: object, files: dict[str, str]) -> str:
    if not problems:
        return READ
    return REFUSED if all(names_a_line(problem, files) for problem in problems) else UNNAMED  # type: ignore[attr-defined]


def _answers(_trial: Trial, chance: random.Random) -> str:
    text = mutated(FULL, chance)
    return _read(text.encode("utf-8", "replace"), text)


def _read(data: bytes, text: str) -> str:
    try:
        read_answers(data, "a.yaml", _content().question_set, _content().directory)
    except ContentError as error:
        return _verdict(error.problems, {"a.yaml": text})
    return READ


def _directory(_trial: Trial, chance: random.Random) -> str:
    return _one_of(_texts("directory"), chance)


def _question_set(_trial: Trial, chance: random.Random) -> str:
    return _one_of(_texts("question sets"), chance)


def _one_of(sound: dict[str, str], chance: random.Random) -> str:
    files = dict(sound)
    file = chance.choice(sorted(files))
    files[file] = mutated(files[file], chance)
    return _verdict(problems_of(files), files)


def _policy(trial: Trial, chance: random.Random) -> str:
    folder = trial.folder / "policy"
    folder.mkdir(exist_ok=True)
    text = mutated((SOURCE / "policy.yaml").read_text(encoding="utf-8"), chance)
    (folder / "policy.yaml").write_bytes(text.encode("utf-8", "replace"))
    try:
        load_policy(folder)
    except ContentError as error:
        return _verdict(error.problems, {"policy.yaml": text})
    return READ


def _draft(trial: Trial, chance: random.Random) -> str:
    """What somebody changed by hand, as they are asked to."""
    file = trial.folder / "draft.json"
    file.write_bytes(mutated(DRAFT, chance).encode("utf-8", "replace"))
    try:
        read_draft(file)
    except UseCaseError as error:
        named = re.search(r"line \d+|item \d+|no draft", str(error))
        return REFUSED if named and file.name in str(error) else UNNAMED
    return READ


def _left_beside(trial: Trial, chance: random.Random) -> str:
    """What nobody is to touch: a sentence that names the file, or as if it were not there."""
    home = trial.folder / "beside"
    sound = _as_left(home)
    name = chance.choice(sorted(sound))
    deep = chance.randint(900, 200_000)
    text = chance.choice(
        [mutated(sound[name], chance), mutated(sound[name], chance), "[" * deep, '{"at":' * deep, "1e999", "null"]
    )
    (home / name).write_bytes(text.encode("utf-8", "replace"))
    try:
        with patch.dict(os.environ, {"TRIAGE_HOME": str(home)}):
            read_settings()
            read_keys(home)
            backup_reminder(home, DEMO_START)
            known_id(home, "Desk 2")
            kept = read_heads(home)
    except UseCaseError as error:
        return REFUSED if name in str(error) else UNNAMED
    finally:
        (home / name).write_text(sound[name], encoding="utf-8")
    assert all("line" in wrong or PUBLIC in wrong for wrong in kept.wrong)
    return REFUSED if kept.wrong else READ


def _as_left(home: Path) -> dict[str, str]:
    """The small files of a data folder, made once; name → text."""
    if not home.exists():
        shutil.copytree(copy_keyed(home.with_name("keyed")).home, home)
        write_heads(home, home, [Head("a", 3, "0a"), Head("b", 1, "0b")], DEMO_START)
        (home / LAST).write_text('{"at": "2026-11-23T10:00:00+00:00", "file": "x.db", "tried": ""}')
        (home / LOOKS).write_text('{"Desk 2": "dark"}')
        Seat(home, "Desk 2", lambda: "seat").release()
    names = (FILE_OF_KEYS, LAST, LOOKS, HEADS, PUBLIC, *(str(p.relative_to(home)) for p in home.glob("desks/*.json")))
    return {name: (home / name).read_text(encoding="utf-8") for name in names}


def _settings(trial: Trial, chance: random.Random) -> str:
    home = trial.folder / "settings"
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_bytes(mutated(SETTINGS, chance).encode("utf-8", "replace"))
    with patch.dict(os.environ, {"TRIAGE_HOME": str(home)}):
        try:
            read_settings()
        except UseCaseError as error:
            return REFUSED if "settings.toml" in str(error) and "\n" not in str(error) else UNNAMED
    return READ


def _backup(trial: Trial, chance: random.Random) -> str:
    """A copy of the data with some of it missing, doubled or overwritten, put back over a sound store."""
    base = trial.shared / "base"
    if not base.exists():
        prepare(base)
    data = bytearray((base / FILE).read_bytes())
    for _ in range(chance.randint(1, 40)):
        at = chance.randrange(len(data))
        data[at : at + 64] = chance.randbytes(64)
    if chance.random() < 0.3:
        del data[chance.randrange(len(data)) :]
    home, file = trial.folder / "home", trial.folder / "broken.db"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(base, home)
    before = (home / FILE).read_bytes()
    file.write_bytes(data)
    try:
        restore_backup(home, file, lambda _holds, _here: True, DEMO_START)
    except UseCaseError:
        assert (home / FILE).read_bytes() == before, "a refused backup changed the data"
        return REFUSED
    return READ


def _harm(trial: Trial, chance: random.Random) -> str:
    """Files that are made to harm whoever reads them."""
    deep = chance.randint(50, 300_000)
    laughs = "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    text = chance.choice(
        [
            f"a: &a [x, x]\n{laughs}",
            "a: " + "[" * deep,
            "a: " + "{b: " * deep,
            "- " * deep,
            "answers: !!python/object/apply:os.system [true]\n",
            "answers: {ST1: " + "x" * 3_000_000 + "}",
            "answers: {<<: *x}\n",
            "\ufeff\x00" * 9,
            "",
        ]
    )
    if chance.random() < 0.5:
        return _read(text.encode(), text)
    folder = trial.folder / f"linked {chance.random()}"
    shutil.copytree(SOURCE / "question_sets", folder / "question_sets")
    target = folder / chance.choice(["directory.yaml", "question_sets/needs.yaml", "question_sets/more.yaml"])
    target.unlink(missing_ok=True)
    match chance.randrange(3):
        case 0:
            target.symlink_to(chance.choice(["/etc/passwd", "../../../../etc/passwd", "/dev/zero"]))
        case 1:
            os.mkfifo(target)
        case _:
            target.mkdir()
    try:
        load_content(folder)
    except ContentError as error:
        named = any(Path(problem.file).name == target.name for problem in error.problems)
        return REFUSED if named else UNNAMED
    finally:
        shutil.rmtree(folder)
    return READ


PROMISE = Promise(
    id="P23",
    says="bad files give file, line and how to mend it; bombs, nesting, links are refused early",
    full=10_000,
    small=42,
    prove=prove,
    control=control,
    controls=400,
    small_controls=42,
)
