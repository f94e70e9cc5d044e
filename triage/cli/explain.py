"""`triage explain --answers FILE`, or `triage explain CODE`: why each need, card, fit and lead; why not; what would change it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cli.assess import moment
from triage.cli.shown import show
from triage.cli.who import add_who
from triage.core.text import visible

if TYPE_CHECKING:
    from datetime import datetime

    from triage.usecases.ports import House
    from triage.usecases.visit.assessment import Assessed, Marks


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", help="the code of a visit, such as NM-7Q4D")
    add_who(parser)
    parser.add_argument("--answers", type=Path, metavar="FILE", help="an answers file instead (docs/answers.md)")
    parser.add_argument("--at", metavar="ISO", type=moment, help="the moment to assess at, for a file")
    parser.add_argument("--need", metavar="CODE", help="also why this need is not there, and what would make it so")
    parser.add_argument("--card", metavar="ID", help="also why this card did not come up, and what would bring it")
    parser.add_argument("--demo", action="store_true", help="look in the demo's data")
    parser.add_argument("--content", type=Path, metavar="DIR", help="another folder, for a file")


def run(args: argparse.Namespace) -> int:
    """Exit 0; 1 problems in content or file; 2 usage or no such code; 3 the store cannot be used."""
    if bool(args.code) == bool(args.answers):
        print("Give either the code of a visit or --answers FILE.", file=sys.stderr)
        return 2
    found = _from_file(args) if args.answers else _from_store(args)
    if isinstance(found, int):
        return found
    house, result, marks, now = found
    rules = house.question_set
    for asked, known, what in (
        (args.need, {rule.code for rule in rules.needs}, "need"),
        (args.card, {card.id for card in rules.cards}, "card"),
    ):
        if asked and asked not in known:
            from triage.content.report import did_you_mean

            print(f"There is no {what} {visible(asked)}; {did_you_mean(asked, sorted(known))}", file=sys.stderr)
            return 2
    told = "\n".join(visible(line) for line in lines(house, result, marks, now, args.need, args.card))
    if args.code:  # somebody who was here; a file is whoever wrote it
        show(told)
    else:
        print(told)
    return 0


def lines(
    house: House, result: Assessed, marks: Marks, now: datetime, need: str | None = None, card: str | None = None
) -> list[str]:
    """The whole explanation, a line each, indented under what it explains."""
    from triage.core.reasons import reasons
    from triage.usecases.visit import why

    rules, walk = house.question_set, result.walk

    def because(refs: tuple[str, ...]) -> list[str]:
        return [f"    because {r.says} ({r.question})" for r in reasons(rules, refs, walk.values)]

    out = ["Needs"] if result.needs else ["No need was found."]
    for found in result.needs:
        raised = f", raised by {found.raised.replace('_', ' ')}" if found.raised else ""
        cards = f", by card {', '.join(found.cards)}" if found.cards else ""
        out += [f"  {found.code}: {found.severity.value}{raised}{cards}", *because(found.refs)]
        out += [f"    {line}" for line in why.need_lines(house, result, found.code)]
    out += ["", "Cards"] if walk.cards else []
    for fired in walk.cards:
        out += [f"  {fired.card}", *because(fired.refs), *_closed(marks, fired.card)]
    out += ["", "Who can help"] if result.fits else []
    chosen = {item.service: item for item in result.plan.items}
    passed_over = why.not_chosen(house, result, marks, now)
    for fit in result.fits:
        item = chosen.get(fit.service)
        mark = f", chosen for {', '.join(item.needs)}: {item.mode.value.replace('_', ' ')}, {item.why}" if item else ""
        out.append(f"  {fit.service}: {fit.verdict.value}{mark}")
        out += [f"    in favour: {line}" for line in fit.for_] + [f"    against: {line}" for line in fit.against]
        out += [f"    {line}" for line in fit.would_change]
        out += [f"    not chosen: {passed_over[fit.service]}"] if fit.service in passed_over else []
    out += [f"  nobody for {unmet.need}: {unmet.cause.replace('_', ' ')}" for unmet in result.plan.unmet]
    out += ["", "Who keeps it together", *(f"  {line}" for line in why.lead_lines(house, result, marks, now))]
    if walk.not_covered:
        out += ["", "Not covered", *[f"  {g.question}: {g.because.replace('_', ' ')}" for g in walk.not_covered]]
    if need:
        there = need in {one.code for one in result.needs}
        asked = ["is there: see above"] if there else why.need_lines(house, result, need)
        out += ["", need, *(f"  {line}" for line in asked)]
    if card:
        out += ["", card, *(f"  {line}" for line in why.card_lines(house, result, card))]
    return out


def _closed(marks: Marks, card: str) -> list[str]:
    """How a card was closed, with the reason where it was not what it seemed."""
    mark = marks.cards.get(card)
    if mark is None or mark.how is None:
        return []
    told = "".join([f" {mark.to}" if mark.to else "", f": {mark.because}" if mark.because else ""])
    return [f"    closed: {mark.how.value.replace('_', ' ')}{told}"]


def _from_file(args: argparse.Namespace) -> tuple[House, Assessed, Marks, datetime] | int:
    from triage.cli.assess import assess_file

    return assess_file(args.answers, args.content, args.at)


def _from_store(args: argparse.Namespace) -> tuple[House, Assessed, Marks, datetime] | int:
    from triage.cli.unlock import open_here
    from triage.cli.who import sign_in
    from triage.settings import read_settings
    from triage.usecases.ports import UseCaseError
    from triage.usecases.visit.explaining import by_code, why

    try:
        office = open_here(read_settings(demo=args.demo), sit_down=False)
    except UseCaseError as problem:
        print(problem, file=sys.stderr)
        return 3
    try:
        sign_in(office, args.staff)
        contact = office.do(by_code, args.code.strip().upper()).result()
        return office.house, *office.do(why, contact).result(), office.now()
    except UseCaseError as problem:
        print(problem, file=sys.stderr)
        return 2
    finally:
        office.close()
