"""`triage explain`: a person can trace any outcome to the words said, why not, and what would change it (practice.md D3, contract.md 4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.core.shipped import NOW, POD, content, file_of, house
from triage.cli import assess as command
from triage.cli.explain import lines
from triage.cli.main import main
from triage.content import load
from triage.usecases.visit.assessment import Marks, assess

ANSWERS = Path(__file__).parent.parent / "journeys" / "answers"
Explained = Callable[..., str]


@pytest.fixture
def explained(tmp_path: Path) -> Explained:
    """What the command prints for a file of answers, or for one of the twelve people."""

    def run(
        text: str,
        *,
        marks: Callable[[Marks], Marks] = lambda same: same,
        need: str | None = None,
        card: str | None = None,
    ) -> str:
        path = ANSWERS / f"{text}.yaml"
        if "\n" in text:
            path = tmp_path / "answers.yaml"
            path.write_text(f"as_of: 2026-11-23T10:15+00:00\nplace: pod\n{text}", encoding="utf-8")
        with patch.object(load, "load_content", lambda *_: content()):
            done = command.assess_file(path, None, None)
        assert not isinstance(done, int)
        _, result, found, now = done
        return "\n".join(lines(house(), result, marks(found), now, need, card))

    return run


def _of(shown: str, name: str) -> list[str]:
    """The lines indented under a service, a need or a card."""
    rows = shown.splitlines()
    place = next(n for n, row in enumerate(rows) if row.startswith((f"  {name}: ", f"  {name}")) or row == name)
    depth = len(rows[place]) - len(rows[place].lstrip())
    under = []
    for row in rows[place + 1 :]:
        if not row or len(row) - len(row.lstrip()) <= depth:
            break
        under.append(row.strip())
    return under


# --- needs ---


def test_a_need_says_what_was_said_and_what_would_make_it_worse(explained: Explained) -> None:
    under = _of(explained("sam"), "housing.eviction_risk")
    assert "because Date to be out: 16 January 2027 (in 54 days) (H3b)" in under
    (urgent,) = [line for line in under if line.startswith("would be urgent if")]
    assert "Date to be out (H3b) is at most 7 days away (no)" in urgent  # practice.md A7: 1-7 days
    assert "a bailiff date" in urgent and "(no)" in urgent


def test_what_takes_two_things_says_both_in_one_line(explained: Explained) -> None:
    """Practice.md E: told and not fixed is significant, where something is unsafe. Neither was said."""
    shown = explained("answers: {H1: own}\n", need="housing.disrepair")
    (line,) = [line for line in _of(shown, "housing.disrepair") if line.startswith("would be significant")]
    assert line == (
        "would be significant if What is wrong at home (H5) is “unsafe or broken” (not known), "
        "and Landlord told (H5a) is “told, but not fixed” (not known)"
    )


def test_what_bites_harder_is_said(explained: Explained) -> None:
    """Practice.md A0: the raise, for the needs that have one, until it was made."""
    more = "would be one step more serious with child under 5 or cold is harder on somebody at home"
    assert more in _of(explained("answers: {H5: [damp]}\n"), "housing.damp_mould")
    raised = explained("answers: {H5: [damp], HO3: {age_0_4: 1}}\n")
    assert "  housing.damp_mould: significant, raised by child under 5" in raised.splitlines()
    assert more not in _of(raised, "housing.damp_mould")
    assert not [line for line in _of(explained("sam"), "housing.eviction_risk") if "one step" in line]


def test_what_only_a_person_can_say_is_said(explained: Explained) -> None:
    under = _of(explained("answers: {W2: lot, W2a: difficulty}\nopened: [W2]\n"), "health.daily_living")
    assert "staff may make it urgent: can't manage, and nobody is helping" in under


def test_why_a_need_is_not_there(explained: Explained) -> None:
    under = _of(explained("sam", need="money.no_food_today"), "money.no_food_today")
    assert under == [
        "would be urgent if Food at home (M2) is “not enough for today” (no), or Help right now (S3) is “no food today” (no)",
        "card RF-FOOD would make it",
    ]
    nobody_asks = _of(explained("sam", need="health.mental_health_crisis"), "health.mental_health_crisis")
    assert nobody_asks == ["staff may make it urgent: out of touch, in severe distress, or can't cope today"]
    assert _of(explained("sam", need="housing.eviction_risk"), "housing.eviction_risk")
    assert explained("sam", need="housing.eviction_risk").endswith("is there: see above")


# --- cards ---


def test_why_a_card_did_not_come_up(explained: Explained) -> None:
    under = _of(explained("dee", card="RF-HEAT"), "RF-HEAT")
    assert "(M5.supply) is “off today” (no)" in under[0]  # nearly empty, and not off (practice.md B)
    assert "ng6" not in under[0] and "cold is harder" not in under[0]  # there is a baby, so that part holds
    assert under[1].startswith("staff open it at any time: No heating or power today")
    assert _of(explained("dee", card="RF-HBA"), "RF-HBA")[0] == "no answer brings it up; staff open it"
    assert explained("dee", card="RF-FOOD").endswith("is there: see above")


def test_a_card_that_was_not_what_it_seemed_says_what_it_was(explained: Explained) -> None:
    said = "answers: {M0: [food_running_out], M2: no}\n"
    shown = explained(said + "cards: {RF-FOOD: {close: not_as_seemed, reason: there is food at home}}\n")
    assert "closed: not as seemed: there is food at home" in _of(shown, "RF-FOOD")
    shown = explained(said + "cards: {RF-FOOD: {close: passed_to, to: pantry}}\n")
    assert "closed: passed to pantry" in _of(shown, "RF-FOOD")
    assert not any("closed" in line for line in _of(explained(said), "RF-FOOD"))


# --- who can help ---


@pytest.mark.parametrize(
    ("person", "service", "why"),
    [
        ("dee", "pantry", "crisis instead: as good; between the two only the order of their ids decides"),
        ("dee", "energy", "advice instead: something that cannot wait would not be met today"),  # opens tomorrow
        ("dee", "jobcentre", "advice instead: more services would be needed"),
        ("dee", "talk", "sp instead: further away: not in the building they are in"),
        ("dee", "hv", "nothing they want help with now"),  # already has a midwife
        ("dee", "uk_hth", "somebody here can help, and a line for the whole country comes after that"),
    ],
)
def test_why_a_service_that_could_help_was_not_chosen(
    explained: Explained, person: str, service: str, why: str
) -> None:
    assert f"not chosen: {why}" in _of(explained(person), service)


def test_chosen_by_hand_and_said_no_already(explained: Explained) -> None:
    by_hand = {"money.no_food_today": "pantry"}
    shown = explained("dee", marks=lambda marks: replace(marks, chosen=by_hand))
    assert "not chosen: nothing they want help with now" in _of(shown, "hv")
    refused = frozenset({("pantry", "money.no_food_today")})
    shown = explained("dee", marks=lambda marks: replace(marks, excluded=refused))
    assert "not chosen: it said no already to money.no_food_today" in _of(shown, "pantry")


def test_who_does_not_fit_says_why_and_what_would_change_it(explained: Explained) -> None:
    under = _of(explained("answers: {H1: own, H5: [unsafe], H5a: told_not_fixed}\n"), "ph_repairs")
    assert "against: only renting from the council or an association" in under
    assert "would fit if renting from the council or an association" in under
    assert not [line for line in under if line.startswith("not chosen")]


# --- who keeps it together ---


def test_why_this_one_leads_and_the_others_do_not(explained: Explained) -> None:
    under = explained("pat").split("Who keeps it together\n")[1]
    assert "  navigator, by rule navigator: " in under
    assert "  needed because of serious needs in two or more parts of life" in under
    assert "  not advice: this service never leads" in under  # contract.md 4
    assert "  not carers: it does not help with what is most serious (money.bailiffs)" in under
    assert "  would be another if they choose one who may lead" in under


def test_why_nobody_needs_to_lead_and_what_would_change_that(explained: Explained) -> None:
    """Practice.md D3, "needed when", one by one."""
    under = explained("sam").split("Who keeps it together\n")[1].split("\n\n")[0].splitlines()
    assert under == [
        "  nobody is needed: one named contact is enough",
        "  would be needed if something is significant or more in two or more parts of life (now in 1)",
        "  would be needed if something is urgent, and other help is wanted too (now nothing is urgent)",
        "  would be needed if 3 or more services are involved (now 1)",
        "  would be needed if they do not feel at all sure about sorting this out (K4)",
        "  would be needed if this is visit number 3 or more in 90 days (now number 1)",
        "  would be needed if they ask for one person",
    ]


def test_needed_and_nobody_may(explained: Explained) -> None:
    """A hub without anybody who may lead: it must not read as if no lead were needed."""
    file = file_of((ANSWERS / "pat.yaml").read_text(encoding="utf-8"))
    here = house()
    services = tuple(replace(service, lead_capable=False) for service in here.directory.services)
    nobody = replace(here, directory=replace(here.directory, services=services))
    result = assess(nobody, file.answers, POD, Marks(), NOW)
    assert "one person is needed (serious needs in two or more parts of life), and nobody here may lead" in "\n".join(
        lines(nobody, result, Marks(), NOW)
    )


# --- the command ---


@pytest.mark.parametrize(
    ("option", "typed", "says"),
    [
        ("--need", "money.no_food", "There is no need money.no_food; did you mean `money.no_food_today`?"),
        ("--card", "RF-FOD", "There is no card RF-FOD; did you mean `RF-FOOD`?"),
    ],
)
def test_a_misspelt_name_is_told(option: str, typed: str, says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with patch.object(load, "load_content", lambda *_: content()):
        assert main(["explain", "--answers", str(ANSWERS / "sam.yaml"), option, typed]) == 2
    out, err = capsys.readouterr()
    assert (out, err.strip()) == ("", says)
