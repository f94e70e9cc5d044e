"""What makes it easier travels with them: to every service they agree to, aloud, and onto the summary; never why."""

from __future__ import annotations

from typing import Any

import pytest

from triage.office import Office
from triage.usecases.afterwards.review import summary
from triage.usecases.case import load
from triage.usecases.handoff.sharing import agree, what_leaves
from triage.usecases.ports import Context, House, Rows
from triage.usecases.reception.contacts import move_contact, open_contact
from triage.usecases.visit.access_needs import access_words, language_words, told_aloud
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.read_back import NeedDecision, confirm_needs

NEED = "housing.eviction_risk"


def do(office: Office, fn: Any, *args: Any) -> Any:
    return office.do(fn, *args).result()


def visit(office: Office, said: dict[str, object]) -> str:
    contact: str = do(office, open_contact).contact_id
    do(office, move_contact, contact, "G2")
    for question, raw in said.items():
        do(office, give_answer, contact, question, raw)
    return contact


def words(office: Office, contact: str) -> tuple[str, str]:
    def read(rows: Rows, house: House, ctx: Context) -> tuple[str, str]:
        case = load(rows, house, ctx, contact)
        return language_words(case), access_words(house, case)

    found: tuple[str, str] = do(office, read)
    return found


@pytest.mark.parametrize(
    ("languages", "told"),
    [
        ({"speak": "English", "read": "English"}, ""),
        ({"speak": "English"}, ""),
        ({"speak": "Romanian", "read": "Romanian"}, "Romanian"),
        ({"speak": "Romanian"}, "Romanian"),
        ({"speak": "Romanian", "read": "English"}, "Romanian, reads English"),
        ({"speak": "English", "read": "Urdu"}, "reads Urdu"),
        ({"read": "Urdu"}, "reads Urdu"),
        ({"speak": "pnts", "read": "pnts"}, ""),
        ({"speak": "pnts", "read": "Urdu"}, "reads Urdu"),
        ("pnts", ""),
    ],
)
def test_a_language_is_told_only_where_it_is_another(office: Office, languages: object, told: str) -> None:
    assert words(office, visit(office, {"CO1": languages}))[0] == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"CO2": ["none"]}, ""),
        ({"CO2": "pnts"}, ""),
        ({"CO2": ["large_print", "quiet_place"]}, "large print, quiet place"),
        ({"CO2": ["read_it_to_me"], "CO3": "yes"}, "read things out, letters read out"),
        ({"CO2": ["read_it_to_me"], "CO3": "no"}, "read things out"),
    ],
)
def test_the_need_is_told_and_nothing_when_there_is_none(office: Office, said: dict[str, object], told: str) -> None:
    assert words(office, visit(office, said))[1] == told


def agreed(office: Office, *how: Any) -> tuple[str, ...]:
    """What leaves for the housing team, and what is read aloud there, once they said `how`."""
    contact = visit(
        office,
        {
            "CO1": {"speak": "Polish", "read": "Polish"},
            "CO2": ["large_print"],
            "HO1": {"name": "Ola"},
            "H3": "two_months",
            "H3a": ["notice"],
        },
    )
    do(office, confirm_needs, contact, [NeedDecision(NEED, "now")])
    if how:
        do(office, agree, contact, "housing_duty", NEED, *how)

    def read(rows: Rows, house: House, ctx: Context) -> tuple[str, ...]:
        from triage.usecases.case import assessed

        case = load(rows, house, ctx, contact)
        result = assessed(case, house, ctx.now)
        service = house.directory.by_id["housing_duty"]
        return (
            *what_leaves(house, ctx, case, result, "housing_duty", NEED),
            *told_aloud(house, case, service, (NEED,), ctx.now),
        )

    found: tuple[str, ...] = do(office, read)
    assert dict(do(office, summary, contact).sections)["What makes it easier"] == ("Polish", "large print")
    return found


def test_once_agreed_it_is_sent_and_said_aloud(office: Office) -> None:
    told = agreed(office, "given")
    assert {"Makes things easier: large print", "Language: Polish"} <= set(told)
    assert told[-2:] == ("Best language: Polish.", "What makes it easier for Ola: large print.")


@pytest.mark.parametrize("how", [(), ("refused",)])
def test_without_a_yes_nothing_of_it_is_said(office: Office, how: tuple[str, ...]) -> None:
    assert agreed(office, *how) == ("Nothing will be sent",)
