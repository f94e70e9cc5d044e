"""`triage explain --answers FILE`, or `triage explain CODE`: why each need, card, fit and lead; why not; what would change it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cli.assess import moment
from triage.core.text import visible

if TYPE_CHECKING:
    from triage.usecases.assessment import Assessed
    from triage.usecases.ports import Context, House, Rows


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", help="the code of a visit, such as NM-7Q4D")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="an answers file instead (docs/answers.md)")
    parser.add_argument("--at", metavar="ISO", type=moment, help="the moment to assess at, for a file")
    parser.add_argument("--need", metavar="CODE", help="also why this need is not there, and what would make it so")
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
    house, result = found
    if args.need and args.need not in {rule.code for rule in house.question_set.needs}:
        print(f"There is no need {visible(args.need)}. “triage assess” names those found.", file=sys.stderr)
        return 2
    print("\n".join(visible(line) for line in lines(house, result, args.need)))
    return 0


def lines(house: House, result: Assessed, need: str | None = None) -> list[str]:
    """The whole explanation, a line each, indented under what it explains."""
    from triage.core.reasons import reasons

    rules, walk = house.question_set, result.walk

    def because(refs: tuple[str, ...]) -> list[str]:
        return [f"    because {r.says} ({r.question})" for r in reasons(rules, refs, walk.values)]

    out = ["Needs"]
    for found in result.needs:
        raised = f", raised by {found.raised.replace('_', ' ')}" if found.raised else ""
        cards = f", by card {', '.join(found.cards)}" if found.cards else ""
        out += [f"  {found.code}: {found.severity.value}{raised}{cards}", *because(found.refs)]
        out += _higher(house, result, found.code)
    out += ["", "Cards"] if walk.cards else []
    for card in walk.cards:
        out += [f"  {card.card}", *because(card.refs)]
    out += ["", "Who can help"] if result.fits else []
    chosen = {item.service: item for item in result.plan.items}
    for fit in result.fits:
        mark = f", chosen for {', '.join(chosen[fit.service].needs)}" if fit.service in chosen else ""
        out.append(f"  {fit.service}: {fit.verdict.value}{mark}")
        out += [f"    for {line}" for line in fit.for_] + [f"    against {line}" for line in fit.against]
        out += [f"    {line}" for line in fit.would_change]
    out += [f"  nobody for {unmet.need}: {unmet.cause.replace('_', ' ')}" for unmet in result.plan.unmet]
    out += ["", "Who keeps it together"]
    if result.lead:
        out += [f"  {result.lead.service}, by rule {result.lead.rule.value}: {result.lead.because}"]
        out += [f"    needed because of {result.lead_because}"] if result.lead_because else []
    else:
        out.append("  nobody is needed: one named contact is enough")
    if walk.not_covered:
        out += ["", "Not covered", *[f"  {g.question}: {g.because.replace('_', ' ')}" for g in walk.not_covered]]
    if need:
        out += ["", f"{need}", *_why_not(house, result, need)]
    return out


def _higher(house: House, result: Assessed, code: str) -> list[str]:
    """What would make a need that was found more pressing."""
    from triage.core.explain import missing

    now = next(n.severity for n in result.needs if n.code == code)
    out = []
    for severity, condition in house.question_set.need(code).lines:
        if severity > now:
            out += [
                f"    would be {severity.value} if {words}"
                for words in missing(condition, result.walk.values, house.question_set)
            ]
    return out


def _why_not(house: House, result: Assessed, code: str) -> list[str]:
    if code in {n.code for n in result.needs}:
        return ["  is there: see above"]
    rule = house.question_set.need(code)
    from triage.core.explain import describe

    out = [f"  {severity.value} if {describe(condition, house.question_set)}" for severity, condition in rule.lines]
    out += [f"  {severity.value}, by staff: {words}" for severity, words in rule.by_staff]
    return out or ["  only a card can bring it"]


def _from_file(args: argparse.Namespace) -> tuple[House, Assessed] | int:
    from triage.cli.assess import assess_file

    found = assess_file(args.answers, args.content, args.at)
    return found if isinstance(found, int) else (found[0], found[1])


def _from_store(args: argparse.Namespace) -> tuple[House, Assessed] | int:
    from triage.cli.unlock import open_here
    from triage.settings import read_settings
    from triage.usecases.ports import UseCaseError

    try:
        office = open_here(read_settings(demo=args.demo), sit_down=False)
    except UseCaseError as problem:
        print(problem, file=sys.stderr)
        return 3
    try:
        return office.house, office.do(_assessed, args.code.strip().upper()).result()
    except UseCaseError as problem:
        print(problem, file=sys.stderr)
        return 2
    finally:
        office.close()


def _assessed(rows: Rows, house: House, ctx: Context, code: str) -> Assessed:
    from triage.usecases import records as rec
    from triage.usecases.case import assessed, load
    from triage.usecases.ports import UseCaseError

    found = rows.find(rec.Contact, code=code)
    if not found:
        raise UseCaseError(f"There is no visit {visible(code)} here. The code is on the front desk's list.")
    return assessed(load(rows, house, ctx, found[0].id), house, ctx.now)
