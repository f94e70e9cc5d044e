"""`triage check`: say what is wrong with the content, and where (contract.md 3).

Problems and warnings go to stderr; stdout holds three lines, and only when the content is sound: what there is, and how
hard each module is to follow. Called by `main`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from triage.cli.main import tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--content", type=Path, metavar="DIR", help="the folder with question_sets/ and directory.yaml")
    parser.add_argument("--release", action="store_true", help="keep the ids of this version: none may go after that")


def run(args: argparse.Namespace) -> int:
    """0 when sound, with or without warnings. Raises ContentError, which `main` prints and turns into 1."""
    from triage.content.check import check_content
    from triage.content.policy import load_policy
    from triage.content.where import sample_content

    folder = args.content or sample_content()
    checked = check_content(folder, released=not args.release)
    policy = load_policy(folder)
    content = checked.content
    tell(content.warnings)
    rules, services = content.question_set, content.directory.services
    national = sum(service.national for service in services)
    print(
        f"Sound: {len(rules.modules)} modules, {len(rules.by_id)} questions, {len(rules.needs)} needs,"
        f" {len(rules.cards)} cards, {len(services) - national} services, {national} national lines; {len(content.warnings)} warnings."
    )
    print(f"Policy {policy.version}: {len(policy.rules)} rules.")
    print("Reading grade:", ", ".join(f"{module} {grade}" for module, grade in checked.grades.items()))
    if args.release:
        from triage.content.findings.released import write_release

        print(f"Released: the ids of version {rules.version} are in {write_release(rules, folder)}.")
    return 0
