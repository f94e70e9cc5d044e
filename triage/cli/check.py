"""`triage check`: say what is wrong with the content, and where (contract.md 3).

Problems and warnings go to stderr; stdout holds one line, and only when the content is sound. Called by `main`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from triage.cli.main import tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--content", type=Path, metavar="DIR", help="the folder with question_sets/ and directory.yaml")


def run(args: argparse.Namespace) -> int:
    """0 when sound, with or without warnings. Raises ContentError, which `main` prints and turns into 1."""
    from triage.content.load import load_content
    from triage.content.where import sample_content

    content = load_content(args.content or sample_content())
    tell(content.warnings)
    rules, services = content.question_set, content.directory.services
    national = sum(service.national for service in services)
    print(
        f"Sound: {len(rules.modules)} modules, {len(rules.by_id)} questions, {len(rules.needs)} needs,"
        f" {len(rules.cards)} cards, {len(services) - national} services, {national} national lines; {len(content.warnings)} warnings."
    )
    return 0
