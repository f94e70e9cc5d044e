"""Visitors 7 to 12 of practice.md I: what each says, as people.py has it, and where and with whom they sit down.

Plain data for both faces. A visit begins with `n`; the assistant notes what they see, goes to `place` with them, and
asks. Each card is passed on by name; after it they go on with the questions, or stop there. All invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.journeys import expected as ex
from tests.journeys.people import NOTHING_ELSE, Says

CARD_TO = "Mira"


@dataclass(frozen=True)
class Visit:
    """One visit as a script. `stops`: after the last card they stop; else they go on to the read-back."""

    expected: ex.Expected
    says: Says
    seen: Sequence[str] = ()
    place: str = ""
    stops: bool = False


_JO: Says = NOTHING_ELSE | {
    "ST2": "on_my_own",
    "RE1": {"about": ["home", "work"], "words": "no point"},
    "RE2": "home",
    "RE4": {"date": "none"},
    "ZZ1": "a home",
    "HO1": {"name": "Jo", "born": "1/2/2007"},
    "HO3": {"adults": "2"},
    "H1": "family_for_now",
    "H2": "yes",
    "K0": ["courses_or_training"],
    "K1": "other",
    "K5": "yes",
    "K4": "not_very",
    "W5": "struggling",
    "W5b": "yes",
    "W5c": {"how": "no", "today": "no", "means_or_done": "no"},
    "W8": {"who": "no"},
}
JO = Visit(ex.JO, _JO, ["alone"], "Private room GP")
JO_TODAY = Visit(
    ex.JO_TODAY,
    _JO | {"W5c": {"how": "yes", "today": "yes", "means_or_done": "yes"}},
    ["alone"],
    "Private room GP",
    stops=True,
)
# What he says of who it is opens the question about keeping his own things (contract.md 9).
ION = Visit(
    ex.ION,
    NOTHING_ELSE
    | {
        "ST2": "on_my_own",
        "RE1": {"about": ["unsafe", "work"], "words": "boss"},
        "RE2": "unsafe",
        "ZZ1": "my pay",
        "CO1": {"speak": "Romanian", "read": "Romanian"},
        "HO1": {"name": "Ion"},
        "HO2": {"channel": "none"},
        "HO3": "pnts",
        "F1": "no",
        "F2": "yes",
        "F2a": ["work_or_owe"],
        "F2b": "no",
        "F2c": "no",
        "F2d": "specialist",
        "F4": {"pay": "no", "phone": "yes", "passport": "no", "leave": "no"},
    },
    ["with_interpreter"],
    "Private room GP",
    stops=True,
)
PAT = Visit(
    ex.PAT,
    NOTHING_ELSE
    | {
        "ST2": "quieter",
        "RE1": {"about": ["debt", "letter"], "words": "letters"},
        "RE2": "debt",
        "RE3": "yes",
        "RE3a": "letter_unclear",
        "RE4": {"date": "none"},
        "ZZ1": "peace",
        "CO2": ["read_it_to_me"],
        "CO3": "yes",
        "HO1": {"name": "Pat", "born": "9/3/1968"},
        "HO3": {"adults": "1", "cares": "yes"},
        "M0": ["bills_or_debts"],
        "M3a": ["council_tax", "cards_loans"],
        "M3b": "soon_or_visited",
        "W0": ["looking_after_someone"],
        "W6a": "hard",
        "K0": ["forms_or_letters"],
        "K2": "lot",
        "K4": "not_very",
        "F6": "no",
    },
    ["alone"],
    "Pod G2",
)
LEE = Visit(
    ex.LEE,
    NOTHING_ELSE
    | {
        "RE1": {"about": ["work"], "words": "a job"},
        "ZZ1": "a job",
        "HO1": {"name": "Lee", "born": "2/4/1981"},
        "HO3": {"alone": "yes"},
        "K0": ["finding_work"],
        "K1": "cant_health",
        "K1a": ["health"],
    },
    ["alone"],
    "Pod G2",
)
NIA = Visit(ex.NIA, NOTHING_ELSE | {"S3": ["no_bed"], "H2": "no"}, ["alone", "seems_under_18"], "Pod G2", stops=True)

VISITS = {"Jo": JO, "Jo today": JO_TODAY, "Ion": ION, "Pat": PAT, "Lee": LEE, "Nia": NIA}
