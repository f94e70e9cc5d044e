"""The one way to reach somebody that they said is safe (practice.md A1 HO2, B2; contract.md 6).

Asked first for every message, calendar entry, copy and referral. Anything less than a clear "safe" is no way: said with
somebody beside them, half a year ago, without a number, or, where others must not see it, without "nobody else sees it".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from triage.core.consent import default_until
from triage.core.hours import LONDON
from triage.usecases.case import Case
from triage.usecases.visit.arranged import safe_rules

NOT_AT_ALL = "do not get in touch"
_NOBODY_ELSE = frozenset({"nobody", "noone", "no one", "none", "no", "just me", "only me", "me"})


def safe_way(case: Case) -> Mapping[str, Any]:
    """What they said of it, by part of HO2: alone, and in the last six months (C7). Empty where nothing is known."""
    row = case.rows.get("HO2")
    if row is None or json.loads(row.source).get("beside"):
        return {}
    until = default_until(row.at).astimezone(LONDON).date()
    return case.parts("HO2") if case.situation.today <= until else {}


def safe_contact(case: Case) -> str:
    """It in words, with its rules; empty where no way is known to be safe."""
    safe = safe_way(case)
    if safe.get("channel") == "none":
        return NOT_AT_ALL
    if not safe.get("channel") or not safe.get("value"):
        return ""
    words = [str(safe["channel"]).replace("_", " "), str(safe["value"])]
    if safe["channel"] in ("phone", "text"):
        words.append("voicemail is fine" if safe.get("voicemail") == "yes" else "no voicemail")
    if safe.get("times"):
        words.append(str(safe["times"]))
    return ", ".join(word for word in (*words, *safe_rules(case)) if word)


def may_reach(case: Case) -> bool:
    """Whether there is a way they said is safe. "Do not get in touch" is an answer and no way; unknown means no."""
    return safe_contact(case) not in ("", NOT_AT_ALL)


def theirs_alone(case: Case, channel: str) -> bool:
    """Whether that is the safe way, and they said that nobody else sees it: other words are somebody, none is not known."""
    safe = safe_way(case)
    who_else = " ".join(str(safe.get("who_else_sees", "")).lower().replace("-", " ").strip(" .!").split())
    return safe.get("channel") == channel and who_else in _NOBODY_ELSE
