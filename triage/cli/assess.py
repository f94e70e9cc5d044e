"""`triage assess --answers FILE`: a whole assessment from a file, nothing written down (contract.md 3)."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from triage.core.text import visible

if TYPE_CHECKING:
    from triage.content.answers import AgreementNote, AnswersFile
    from triage.core.facts import Situation
    from triage.usecases.ports import House
    from triage.usecases.visit.assessment import Assessed, Marks


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--answers", type=Path, required=True, metavar="FILE", help="YAML or JSON, as docs/answers.md says"
    )
    parser.add_argument("--json", action="store_true", help="everything, for another program")
    parser.add_argument("--at", metavar="ISO", type=moment, help="the moment to assess at; wins over the file's as_of")
    parser.add_argument(
        "--content", type=Path, metavar="DIR", help="another folder with question_sets/ and directory.yaml"
    )
    parser.add_argument("--dry-run", action="store_true", help="accepted for scripts; nothing is ever written")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when assessed, 1 with problems on stderr and nothing on stdout."""
    from triage.usecases.visit.output import as_json

    done = assess_file(args.answers, args.content, args.at)
    if isinstance(done, int):
        return done
    house, result, marks, now = done
    found = as_json(house, result, marks, now)
    if args.json:
        json.dump(found, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        print("\n".join(visible(line) for line in plain_lines(house, found)))
    return 0


def assess_file(path: Path, folder: Path | None, at: datetime | None) -> tuple[House, Assessed, Marks, datetime] | int:
    """The file assessed, or the exit code once its problem is told. Raises ContentError, which the caller's caller prints."""
    from triage.content.answers import read_answers
    from triage.content.load import load_content
    from triage.content.where import sample_content
    from triage.usecases.ports import House
    from triage.usecases.visit.assessment import assess

    content = load_content(folder or sample_content())
    house = House(content.question_set, content.directory)
    try:
        data = path.read_bytes()
    except OSError as problem:
        print(f"{visible(str(path))}: cannot be read: {problem.strerror}; check the name of the file", file=sys.stderr)
        return 1
    file = read_answers(data, str(path), content.question_set, content.directory)
    now = at or file.as_of or datetime.now(UTC)
    marks = _marks(file)
    return house, assess(house, file.answers, _situation(file, now), marks, now), marks, now


def plain_lines(house: House, found: dict[str, Any]) -> list[str]:
    """The same, for a person: needs, why, who can help, what stays open."""
    rules, services = house.question_set, house.directory.by_id
    lines = [f"Next question: {found['next'] or 'none'}", ""]
    for need in found["needs"]:
        lines.append(f"{rules.need(need['code']).label} ({need['severity']})")
        lines += [f"    {visible(reason['says'])}" for reason in need["because"]]
    lines += [f"Card {rules.card(card['card']).number}: {rules.card(card['card']).title}" for card in found["cards"]]
    lines += ["", "Who can help:"] if found["plan"] else ["", "Nobody needs to be asked."]
    for item in found["plan"]:
        lines.append(
            f"    {services[item['service']].public_label}, {item['where']} ({item['mode'].replace('_', ' ')})"
        )
    lines += [
        f"    Nobody yet for {rules.need(u['need']).label}: {u['cause'].replace('_', ' ')}" for u in found["unmet"]
    ]
    if found["lead"]:
        lines.append(
            f"Keeps it together: {services[found['lead']['service']].public_label}, {found['lead']['because']}"
        )
    if found["not_covered"]:
        lines.append(
            "Not covered: " + ", ".join(f"{gap['question']} ({gap['because']})" for gap in found["not_covered"])
        )
    return lines


def _situation(file: AnswersFile, now: datetime) -> Situation:
    from triage.core.facts import Situation
    from triage.core.hours import LONDON

    return Situation(
        today=now.astimezone(LONDON).date(),
        place=file.place,
        speaker=file.speaker,
        visits_90_days=file.visits_90_days,
        opened=file.opened,
    )


def _marks(file: AnswersFile) -> Marks:
    """What the file says of cards, needs, sharing and desks, as the use cases know it."""
    from triage.core.consent import AgreementTerm, Consent
    from triage.usecases.visit.assessment import CardMark, Marks, NeedMark

    return Marks(
        cards={card: CardMark(note.close, note.to, note.reason) for card, note in file.cards.items()},
        needs={
            code: NeedMark(note.wanted, note.severity, note.reason, note.removed, added=True)
            for code, note in file.needs.items()
        },
        agreements={
            (service, need): AgreementTerm(service, need, Consent(note.state), note.limits, _agreed(note))
            for service, needs in file.agreements.items()
            for need, note in needs.items()
        },
        desk=file.desk,
    )


def _agreed(note: AgreementNote) -> tuple[str, ...]:
    """The fields agreed to. With limits and none named it is the least, as at the desk (docs/adr/0007)."""
    from triage.core.consent import Consent
    from triage.usecases.handoff.sharing import SHARE_LESS

    limited = note.state == Consent.GIVEN_WITH_LIMITS.value
    return note.fields or (SHARE_LESS if limited else ())


def moment(text: str) -> datetime:
    """An ISO moment from the command line; without a zone it is the hub's own time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("write it like 2026-11-23T10:15+00:00") from None
    from triage.core.hours import LONDON

    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
