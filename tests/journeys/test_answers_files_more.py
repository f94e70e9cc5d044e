"""Practice.md I, visitors 7 to 12, as files through the command line: what its table says of each, and next to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.expected import BY_FILE, Expected
from tests.journeys.found import Assess, Changed, cards, helpers, needs, open_still, plan, told, why

pytestmark = pytest.mark.usefixtures("read_once")
STOPPED = ("jo_8", "ion", "nia")  # a card is still open in the file; in Jo's 7 it was worked


@pytest.mark.parametrize(("name", "expected"), BY_FILE.items(), ids=list(BY_FILE))
def test_what_the_table_says(assess: Assess, name: str, expected: Expected) -> None:
    found = assess(name)
    assert expected.needs.items() <= needs(found).items()
    assert cards(found) == list(expected.cards)
    for need, may in expected.helpers.items():
        assert helpers(found)[need] in may, need
    if expected.lead is not None:
        assert (found["lead"]["service"] if found["lead"] else "") in (expected.lead or {""})
    assert found["status"] == ("interrupted" if name in STOPPED else "complete")
    assert found["set_aside"] == []
    assert found["unmet"] == []


@pytest.mark.parametrize("name", sorted(set(BY_FILE) - set(STOPPED)))
def test_whoever_was_not_stopped_leaves_nothing_open(assess: Assess, name: str) -> None:
    found = assess(name)
    assert (found["next"], found["not_covered"], found["assumed_wanted"]) == (None, [], False)


# --- 7 and 8: Jo ----------------------------------------------------------------------------------------------------


def test_jo_is_seen_today_and_everything_else_waits_its_turn(assess: Assess) -> None:
    found = assess("jo_7")
    assert plan(found)["mh"] == "walk_over"  # the urgent slot is today; nobody waits alone
    assert found["plan"][0]["service"] == "mh"
    assert found["lead"]["rule"] == "highest_need"
    ends = {end["need"]: end["how"] for end in found["ends"]}
    assert ends["skills.young_person_neet"] == "later"
    assert "skills.confidence" not in ends  # no thanks, and so nothing to end


def without_cards(path: Path) -> Path:
    """The same before anybody worked a card."""
    path.write_text(path.read_text(encoding="utf-8").partition("cards:")[0], encoding="utf-8")
    return path


CALM = 'W5c: {how: "no", today: "no", means_or_done: "no"}'


@pytest.mark.parametrize(
    ("said", "card"),
    [
        ('{how: "yes", today: "no", means_or_done: "no"}', "RF-SUI"),
        ('{how: "no", today: "yes", means_or_done: "no"}', "RF-SUI"),
        ('{how: "no", today: "no", means_or_done: "yes"}', "RF-SUI"),
        ('{how: pnts, today: "yes", means_or_done: pnts}', "RF-SUI"),
        ("{how: pnts, today: pnts, means_or_done: pnts}", "RF-SUI-T"),
        ("pnts", "RF-SUI-T"),
    ],
)
def test_any_yes_is_the_card_that_stays(assess: Assess, changed: Changed, said: str, card: str) -> None:
    """Practice.md A9, W5c: any yes is RF-SUI; saying no more is RF-SUI-T, and never nothing."""
    found = assess(without_cards(changed("jo_7", CALM, f"W5c: {said}")))
    assert cards(found) == [card] and found["status"] == "interrupted"
    assert needs(found)["health.suicidal_thoughts"] == "urgent"


@pytest.mark.parametrize(("said", "severity"), [("past", "significant"), ('"no"', None)])
def test_low_and_no_such_thoughts_is_no_card(assess: Assess, changed: Changed, said: str, severity: str | None) -> None:
    found = assess(without_cards(changed("jo_7", 'W5b: "yes"\n  ' + CALM, f"W5b: {said}")))
    assert cards(found) == []
    assert needs(found).get("health.suicidal_thoughts") == severity


# --- 9: Ion -----------------------------------------------------------------------------------------------------------


def test_ion_is_never_asked_whether_he_may_be_here(assess: Assess) -> None:
    found = assess("ion")
    assert found["opened"][-1] == "F4" and "F4" in found["asked"]
    assert needs(found)["skills.work_rights"] == "significant"
    assert "passport" in why(found, "safety.modern_slavery")["F4"]
    assert not {"police", "jobcentre"} & set(plan(found))
    by_phone = next(item for item in found["plan"] if "safety.modern_slavery" in item["needs"])
    assert by_phone["mode"] == "phone" and "Romanian" in by_phone["because"]  # an interpreter is needed there


@pytest.mark.parametrize("part", ["pay", "phone", "passport", "leave"])
def test_no_to_any_of_the_four_is_the_card(assess: Assess, changed: Changed, part: str) -> None:
    parts = dict.fromkeys(("pay", "phone", "passport", "leave"), '"yes"') | {part: '"no"'}
    said = ", ".join(f"{name}: {word}" for name, word in parts.items())
    path = changed("ion", 'F4: {pay: "no", phone: "yes", passport: "no", leave: "no"}', f"F4: {{{said}}}")
    assert cards(assess(path)) == ["RF-SLAVERY"]


def test_all_four_yes_is_no_card(assess: Assess, changed: Changed) -> None:
    path = changed(
        "ion", 'pay: "no", phone: "yes", passport: "no", leave: "no"', "pay: 'yes', phone: 'yes', leave: pnts"
    )
    found = assess(path)
    assert cards(found) == [] and "safety.modern_slavery" not in needs(found)
    assert open_still(found)["F4"] == "pnts"  # unknown is not no


# --- 10: Pat ----------------------------------------------------------------------------------------------------------


def test_pat_is_walked_to_the_advice_centre_today(assess: Assess) -> None:
    found = assess("pat")
    first = found["plan"][0]
    assert (first["service"], first["mode"]) == ("advice", "walk_over")
    assert {"money.bailiffs", "money.priority_debt", "money.other_debt"} <= set(first["needs"])
    assert found["lead"]["service"] not in ("ctax", "advice")
    assert "W6" not in found["asked"]  # HO3 said so: never asked twice
    assert "M3" not in found["asked"]


def test_reading_help_is_passed_on(assess: Assess, tmp_path: Path) -> None:
    path = tmp_path / "pat.yaml"
    path.write_text(told("pat") + "agreements: {carers: {health.carer: given}}\n", encoding="utf-8")
    sends = {row["service"]: row["sends"] for row in assess(path)["agreements"]}
    assert {"access_needs", "interpreter"} <= set(sends["carers"])
    assert sends["advice"] == []  # nobody asked yet


# --- 11: Lee ------------------------------------------------------------------------------------------------------------


def test_nothing_ever_goes_to_the_jobcentre(assess: Assess) -> None:
    rows = {row["service"]: row for row in assess("lee")["agreements"]}
    assert (rows["jobcentre"]["state"], rows["jobcentre"]["sends"]) == ("refused", [])
    assert rows["work_health"]["state"] == "given" and "work_goal" in rows["work_health"]["sends"]


# --- 12: Nia --------------------------------------------------------------------------------------------------------------


def test_nia_gets_both_and_the_short_version(assess: Assess) -> None:
    found = assess("nia")
    assert found["prompts"] == ["young_people_worker"]
    assert {"housing_duty", "mash"} <= set(plan(found))  # jointly: never housing alone
    assert not any(question.endswith("0") and question[0] in "HMWK" for question in open_still(found))  # no tick lists


@pytest.mark.parametrize(
    ("born", "found_cards"),
    [
        ("2010-05-01", ["RF-CHILD", "RF-ROOF"]),
        ("2008-11-24", ["RF-CHILD", "RF-ROOF"]),  # 18 tomorrow
        ("2008-11-23", ["RF-ROOF"]),  # 18 today, whatever they seem
    ],
)
def test_the_date_of_birth_decides_over_what_is_seen(
    assess: Assess, tmp_path: Path, born: str, found_cards: list[str]
) -> None:
    path = tmp_path / "nia.yaml"
    path.write_text(told("nia") + f"  HO1: {{name: Nia, born: {born}}}\n", encoding="utf-8")
    found = assess(path)
    assert cards(found) == found_cards
    assert ("young_people_worker" in found["prompts"]) is ("RF-CHILD" in found_cards)
