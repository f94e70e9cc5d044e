"""`triage graph MODULE [--mermaid]`: what opens what, as text or as a Mermaid diagram."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from triage.core.questions import Module, QuestionSet


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("module", help="a module such as H, or a section such as housing")
    parser.add_argument("--mermaid", action="store_true", help="as a Mermaid diagram")
    parser.add_argument("--content", type=Path, metavar="DIR", help="another folder with question_sets/")


def run(args: argparse.Namespace) -> int:
    """Exit 2 when there is no such module."""
    from triage.content.load import load_question_set
    from triage.content.where import sample_content

    rules = load_question_set((args.content or sample_content()) / "question_sets")
    wanted = args.module.lower()
    module = next((m for m in rules.modules if wanted in (m.id.lower(), m.section)), None)
    if module is None:
        names = ", ".join(m.id for m in rules.modules)
        print(f"There is no such module. Use one of {names}.", file=sys.stderr)
        return 2
    lines = mermaid(rules, module) if args.mermaid else plain(rules, module)
    print("\n".join(lines))
    return 0


def edges(rules: QuestionSet, module: Module) -> Iterator[tuple[str, str, str]]:
    """(from, to, why): what a tick opens, and what a question's `when` reads. Neighbours in other modules included."""
    for question in (q for m in rules.modules for q in m.questions):
        lists = [question.options, *(part.options for part in question.parts)]
        for option in (o for options in lists for o in options):
            for opened in dict.fromkeys((*option.first, *option.opens)):
                if module.id in (question.module, rules.by_id[opened].module):
                    yield question.id, opened, option.id
        if question.module == module.id and question.when is not None:
            for ref in sorted(question.when.refs()):
                yield ref if ref.startswith("fact.") else ref.partition(".")[0], question.id, "when"


def plain(rules: QuestionSet, module: Module) -> list[str]:
    """One block a question: how it comes to be asked, and what its ticks open."""
    from triage.core.explain import describe

    found = list(edges(rules, module))
    lines = [f"{module.id}  {module.title}"]
    for question in module.questions:
        always = ", asked of everybody" if question.everybody else ""
        lines.append(
            f"{question.id}  {question.about}  ({question.layer.value}, {question.where.name.lower()}{always})"
        )
        if question.when is not None:
            lines.append(f"    when {describe(question.when, rules)}")
        if question.known is not None:
            lines.append(f"    known if {describe(question.known, rules)}")
        lines += [f"    opened by {a}: {why}" for a, b, why in found if b == question.id and why != "when"]
        lines += [f"    {why} opens {b}" for a, b, why in found if a == question.id and why != "when"]
    return lines


def mermaid(rules: QuestionSet, module: Module) -> list[str]:
    """A flowchart; node names are question ids, which Mermaid takes as they are."""
    lines = ["flowchart LR"]
    lines += [f'    {q.id}["{q.id} {q.about}"]' for q in module.questions]
    for start, end, why in dict.fromkeys(edges(rules, module)):
        arrow = "-.->" if why == "when" else f"-->|{why}|"
        lines.append(f"    {start.replace('fact.', 'fact_')} {arrow} {end}")
    return lines
