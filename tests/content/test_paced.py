"""The pace of a visit (benchmarks/paced.py): counted by hand, so that the figures it prints can be believed."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks import paced as p
from tests.harness.amount import thorough
from triage.content.answers import AnswersFile
from triage.core.facts import PlaceKind
from triage.usecases.ports import House

_read = p.house_and_files


@cache
def loaded() -> tuple[House, dict[str, AnswersFile]]:
    return _read()


def run(name: str, place: str, until: str = "") -> p.Paced:
    house, files = loaded()
    return p.paced(house, files[name], PlaceKind(place), until)


def ids(put: tuple[p.Put, ...], *, counted: bool = False) -> str:
    return " ".join(one.id for one in put if one.counted or not counted)


def test_mr_a_by_hand() -> None:
    took = run("mr_a", "counter")
    assert ids(took.put) == "ST2 S3 RE1 RE5"
    assert (took.asked, took.card) == (2, "")  # S3 and what brought him in; the offer is no question about his life
    by_id = {one.id: one for one in took.put}
    # "Is it OK to talk here, or would you like somewhere quieter?" is 12 words, after 23 of welcome; one key.
    assert by_id["ST2"].seconds == pytest.approx((12 + 23) / 2.3 + 4)
    # Five words; "bus pass" is two words typed and a key, the tick one key.
    assert by_id["RE1"].seconds == pytest.approx(5 / 2.3 + (2 / 0.5 + 4) + 4)


def test_kay_is_asked_four_before_the_card() -> None:
    took = run("kay_6", "private_room")
    assert ids(took.before_card, counted=True) == "S3 F2 F2a F2b"
    assert took.card == "RF-DA-NOW"
    assert p.verdict(took, p.DANGER) == "met"


def test_jo_and_ion_reach_their_card_by_what_was_heard() -> None:
    """Jo says "what's the point", Ion that the boss keeps his pay: the desk puts that question at once."""
    house, files = loaded()
    for name, asked in (("jo_8", "S3 RE1 W5b W5c"), ("ion", "S3 RE1 F4")):
        took = p.paced(house, files[name], PlaceKind.PRIVATE_ROOM, "", "RE1")
        assert ids(took.before_card, counted=True) == asked
        assert p.verdict(took, p.DANGER) == "met"


def test_the_questions_before_the_first_need() -> None:
    assert run("kay_5", "counter").to_need == 9  # S3 RE1 ZZ1 RE3 RE4 HO3 H0 H1 H5
    assert run("mr_a", "counter").to_need is None


def test_nia_is_asked_two_before_the_card() -> None:
    took = run("nia", "pod")
    assert ids(took.before_card, counted=True) == "S3 H2"
    assert took.card == "RF-CHILD"


@thorough
def test_a_card_that_was_closed_does_not_end_it() -> None:
    took = run("dee", "pod")
    assert took.card == "RF-FOOD"
    assert took.put[-1].id == "ZZ6" and len(took.before_card) < len(took.put)


def test_the_counter_pass_is_a_few_questions() -> None:
    took = run("sam_58", "counter", "PR1")
    assert ids(took.put) == "ST2 S3 RE1 ZZ1 RE3 RE4 PR1"
    assert p.verdict(took, p.ONE) == "met"


@thorough
def test_what_may_not_be_said_at_the_counter_is_not_timed_there() -> None:
    here, there = run("sam", "counter"), run("sam", "pod")
    assert not {"H3", "H3a", "W5", "F1", "F2"} & set(ids(here.put).split())
    assert {"H3", "H3a", "W5", "F1", "F2"} <= set(ids(there.put).split())


def test_every_visitor_of_the_guide_is_timed() -> None:
    _, files = loaded()
    assert {one.name for one in p.RUNS} == set(files)


def some(count: int, seconds: float) -> p.Paced:
    put = tuple(p.Put("H1", seconds / 2, seconds / 2) for _ in range(count))
    return p.Paced(put, put, "")


@pytest.mark.parametrize(
    ("count", "seconds", "target", "says"),
    [
        (7, 34.2, p.ONE, "met"),
        (8, 1, p.ONE, "MISSED: 1 too many"),
        (7, 48, p.ONE, "MISSED: 1.6 min too long"),
        (30, 30, p.SEVERAL, "MISSED: 8 too many, 3.0 min too long"),
        (4, 900, p.DANGER, "met"),
        (5, 1, p.DANGER, "MISSED: 1 too many"),
    ],
)
def test_a_target_is_missed_by_what_is_over_it(count: int, seconds: float, target: p.Target, says: str) -> None:
    assert p.verdict(some(count, seconds), target) == says


@thorough
def test_it_prints_what_is_missed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(p, "house_and_files", loaded)
    p.main()
    out = capsys.readouterr().out
    lines = {line.split()[1]: line for line in out.splitlines() if line[:1].isdigit() and "≤" in line}
    assert {"sam", "kay_6", "nia"} <= set(lines)
    assert lines["nia"].endswith("met")
    missed = [line for line in lines.values() if "MISSED" in line]
    assert out.count("takes longest:") >= len(missed)
