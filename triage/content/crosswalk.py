"""`crosswalk.yaml` → each need in two other vocabularies, for exports (practice.md E).

Its own file because its own licence (CC BY-SA 3.0) stands in it. Keys: `need`, `open_eligibility`, `situation` and
`icd10`, a code number; its words are not ours to copy. Imports core and its neighbours. Called by `load`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from triage.content.reader import Fields
from triage.content.report import did_you_mean
from triage.core.needs import Crosswalk

_ICD10 = re.compile(r"[A-Z][0-9]{2}(?:\.[0-9])?")


def read_crosswalk(fields: Fields, codes: Collection[str] | None) -> dict[str, Crosswalk]:
    """By need, in file order; each of `codes` at most once (a new need may wait). None: the needs could not be read."""
    found: dict[str, Crosswalk] = {}
    fields.need("crosswalk")
    for item in fields.each("crosswalk", name="need"):
        need = item.need_text("need", 60)
        icd10 = item.get("icd10")
        line = Crosswalk(
            open_eligibility=item.need_text("open_eligibility", 60),
            situation=item.flag("situation"),
            icd10=(icd10.id(_ICD10, "a code number only, such as Z59.0") if icd10 else None) or "",
        )
        if need in found:
            item.add("duplicate-id", f"{need} is here twice", "delete one")
        elif need and codes is not None and need not in codes:
            item.add("unknown-need", f"there is no need `{need}`", did_you_mean(need, codes))
        elif need:
            found[need] = line
    fields.done()
    return found
