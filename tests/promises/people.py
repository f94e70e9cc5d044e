"""People who come with anything at all: visits made by chance, through the use cases. Used by P14, P16, P17."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.journeys.desk import Clock, Morning
from triage.office import Office
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.contacts import move_contact, open_contact
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

ALONE = {"alone": "yes", "private": "yes", "interpreter_ok": "yes", "no_child_over_2": "yes"}
HIDES = "Rose House, 4 Elm Road, ZZ99 3AB"  # where somebody must not be found
# What may be said of each; one is chosen by chance, and half of the questions are not answered at all.
SAYINGS: dict[str, tuple[object, ...]] = {
    "S3": (["no"],),
    "RE1": ({"words": f"a letter, and {HIDES}", "about": ["home"]}, {"words": HIDES, "about": ["money", "health"]}),
    "PR1": ("yes",),
    "HO1": ({"name": "Rosa Quist", "born": "1 March 1992", "postcode": "ZZ99 3AA"}, {"name": "Rosa"}),
    "HO2": (
        {"channel": "email", "value": "rosa@example.org", "voicemail": "no", "who_else_sees": "nobody"},
        {"channel": "text", "value": "07700 900123", "voicemail": "no", "who_else_sees": HIDES},
        {"channel": "post", "value": HIDES, "voicemail": "no"},
    ),
    "HO3": ({"pregnant": "yes", "adults": ["1"]}, {"cares": "yes"}),
    "ZZ1": (f"away from {HIDES}", "to stay at home"),
    "H1": ("private", "temporary", "leaving"),
    "H3": ("two_months", "later"),
    "H3a": (["notice"], ["court_papers"], ["relationship_ended"]),
    "H3b": ("16 jan", "none"),
    "H4": ("under_1_month", "over_3_months"),
    "H5": (["damp"], ["no_heating", "neighbours"]),
    "M1": ("hard", "not_managing"),
    "M2": ("yes", "today_only"),
    "M3": ("yes",),
    "M3a": (["rent", "energy"], ["scary_lender"]),
    "M6": ("mine",),
    "W1": ("fair", "very_bad"),
    "W2": ("lot",),
    "W5": ("low", "struggling"),
    "W8": ({"who": "mine", "what": ["drugs"]}, {"who": "mine", "what": ["alcohol"]}),
    "K1": ("looking",),
    "K4": ("not_very",),
    "F0": (ALONE,),
    "F1": ("no",),
    "F2": ("yes",),
    "F2a": (["partner"], ["landlord"]),
    "F2b": ("no",),
    "F2c": ("no",),
    "F2d": ("specialist",),
}
ALWAYS = frozenset({"S3", "RE1", "PR1", "HO1", "F0", "F1", "F2"})


@contextmanager
def desk(folder: Path) -> Iterator[tuple[Office, Clock]]:
    """An office with a clock that stands, and Asha at the desk."""
    morning = Morning(folder)
    office = morning.open_office()
    try:
        office.sign_in("asha")
        yield office, morning.clock
    finally:
        office.close()


def comes(office: Office, chance: random.Random, *, safety: float = 0.3) -> tuple[str, str]:
    """Somebody in a private room who said some of that, read back and wanted. (id, code) of the visit."""
    contact = do(office, open_contact, "desk2")
    do(office, move_contact, contact.contact_id, "GP")
    hurt = chance.random() < safety
    for question, choices in SAYINGS.items():
        said = chance.choice(choices)
        if question.startswith("F") and question != "F0" and not hurt:
            continue
        if question in ALWAYS or chance.random() < 0.5:
            with suppress(UseCaseError):  # not a question of this visit
                do(office, give_answer, contact.contact_id, question, said)
    needs = do(office, read_back, contact.contact_id).needs
    do(office, confirm_needs, contact.contact_id, [NeedDecision(need.code, "now") for need in needs])
    return contact.contact_id, contact.code


def do(office: Office, fn: Any, *args: Any, **more: Any) -> Any:
    return office.do(fn, *args, **more).result()
