"""All that `triage check` looks for, beyond what cannot be read at all: one list of findings, each a small function.

Only a person who changes content waits for these; the desk opens without them. Imports its neighbours. Called by the
command.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from triage.content.findings.meets import (
    find_cards_without_need,
    find_meets_nothing,
    find_open_counter,
    find_telling_labels,
    find_unmet,
)
from triage.content.findings.reach import find_leading_nowhere, find_unreachable
from triage.content.findings.released import find_changed_ids
from triage.content.findings.wording import find_hard_modules, grades
from triage.content.load import YEARS, Content, Years, read_content

FINDINGS = (
    find_unreachable,
    find_leading_nowhere,
    find_unmet,
    find_meets_nothing,
    find_cards_without_need,
    find_telling_labels,
    find_open_counter,
    find_hard_modules,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """Sound content, its warnings complete. `grades`: by module, how hard it is to follow."""

    content: Content
    grades: Mapping[str, float]


def check_content(folder: Path, years: Years = YEARS, *, released: bool = True) -> Checked:
    """Everything there is to find in a folder. Raises ContentError if any of it is more than a warning.

    `released`: also compare with the ids of the released version.
    """
    read = read_content(folder, years)
    for find in FINDINGS:
        find(read)
    if released:
        find_changed_ids(read, folder)
    return Checked(replace(read.content, warnings=read.report.settle()), grades(read))
