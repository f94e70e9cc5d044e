"""Practice.md I as files, through the command line (contract.md 3): what is found, what is proposed, what stays open.

Here 1 to 6, and what holds of any file; 7 to 12 in test_answers_files_more.py.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.journeys.found import FILES, Assess, Changed, cards, needs, open_still, plan, told, why
from triage.cli.main import main

PROBLEM = re.compile(r"^.+:\d+:\d+: [a-z-]+: .+; .+$")

# The shipped content is read once for all tests here, except by the one that starts a process.
pytestmark = pytest.mark.usefixtures("read_once")


# --- 1 and 2: Sam ---------------------------------------------------------------------------------------------


def test_sam(assess: Assess) -> None:
    found = assess("sam")
    assert needs(found) == {"housing.eviction_risk": "significant"}
    assert found["needs"][0]["wanted"] == "now" and found["needs"][0]["source"] == "walk"
    assert why(found, "housing.eviction_risk")["H3b"] == "Date to be out: 16 January 2027 (in 54 days)"
    assert cards(found) == []
    assert plan(found) == {"housing_duty": "walk_over"}  # there now, and it should not wait
    assert found["lead"] is None  # a single need has a named contact
    assert (found["status"], found["next"], found["set_aside"], found["not_covered"]) == ("complete", None, [], [])
    assert found["sections"] == {
        "housing": "opener",
        "money": "opener",
        "health": "opener",
        "skills": "opener",
        "safety": "covered",
    }
    assert (found["prompts"], found["unmet"], found["assumed_wanted"]) == ([], [], False)
    assert found["ends"] == [{"need": "housing.eviction_risk", "how": "open", "because": ""}]


def test_sam_in_58_days(assess: Assess) -> None:
    found = assess("sam_58")
    assert needs(found) == {"housing.eviction_risk": "emerging"}
    assert why(found, "housing.eviction_risk")["RE4"].startswith("A date on it: moving out")
    assert plan(found) == {"housing_duty": "booked"}  # no hurry, and fairly sure: K4
    assert (found["lead"], found["cards"], found["status"]) == (None, [], "complete")
    assert "H3" not in found["asked"] and "H3b" not in found["asked"]  # RE4 stands for them
    assert found["next"] is None and found["not_covered"] == []


@pytest.mark.parametrize(
    ("out_by", "severity", "card"),
    [
        ("2026-11-20", "urgent", ["RF-ROOF"]),
        ("2026-11-23", "urgent", ["RF-ROOF"]),
        ("2026-11-24", "urgent", []),
        ("2026-11-30", "urgent", []),
        ("2026-12-01", "significant", []),
        ("2027-01-18", "significant", []),
        ("2027-01-19", "emerging", []),
        ("none", "significant", []),  # a notice without a date
    ],
)
def test_days_until_they_must_be_out(
    assess: Assess, changed: Changed, out_by: str, severity: str, card: list[str]
) -> None:
    """Practice.md A7, H3b: today or past is the card, 1-7 urgent, 8-56 significant, more is emerging."""
    found = assess(changed("sam", "2027-01-16", out_by))
    assert needs(found)["housing.eviction_risk"] == severity
    assert cards(found) == card
    assert needs(found).get("housing.no_home_tonight") == ("urgent" if card else None)
    assert found["status"] == ("interrupted" if card else found["status"])
    if out_by != "none":
        found = assess(changed("sam_58", "2027-01-20", out_by))
        assert (needs(found)["housing.eviction_risk"], cards(found)) == (severity, card)


# --- 3: Dee -------------------------------------------------------------------------------------------------------


def test_dee(assess: Assess) -> None:
    found = assess("dee")
    wanted = {
        "money.no_food_today": "urgent",
        "money.benefit_stopped": "urgent",  # nothing left for food
        "money.energy_bills": "urgent",  # significant, and raised
        "health.mental_wellbeing": "significant",
    }
    assert wanted.items() <= needs(found).items()
    raised = {need["code"]: need["raised"] for need in found["needs"] if need["raised"]}
    assert raised == {"money.energy_bills": "child_under_5"}
    assert why(found, "money.energy_bills") == {
        "M5": "Gas and electric: meter nearly empty",
        "HO3": "Who is at home: child under 5",
    }
    assert cards(found) == ["RF-FOOD"] and found["status"] == "complete"  # it was worked, and the rest reached
    assert {"pantry", "crisis"} & set(plan(found)) and plan(found)["advice"] == "walk_over"
    covers = {need: item["mode"] for item in found["plan"] for need in item["needs"]}
    assert covers["money.no_food_today"] == "walk_over" and "health.mental_wellbeing" in covers
    assert found["lead"]["service"] in ("navigator", "family") and found["lead"]["rule"] in ("family", "navigator")
    assert found["unmet"] == [] and found["not_covered"] == []
    assert "M2b" in found["opened"] and "M2b" not in found["asked"]  # known: no food at all
    wants = {need["code"]: need["wanted"] for need in found["needs"]}
    assert (wants["health.pregnancy_newborn"], wants["skills.confidence"]) == ("already", "no")
    assert {"health.pregnancy_newborn", "skills.confidence"}.isdisjoint(covers)


def test_dee_while_the_card_is_open(assess: Assess, changed: Changed) -> None:
    found = assess(changed("dee", "{close: passed_to, to: pantry}", "{}"))
    assert (found["status"], cards(found)) == ("interrupted", ["RF-FOOD"])


@pytest.mark.parametrize("close", ["done", "not_as_seemed"])
def test_dee_however_the_card_was_closed(assess: Assess, changed: Changed, close: str) -> None:
    found = assess(changed("dee", "{close: passed_to, to: pantry}", f"{{close: {close}}}"))
    assert (found["status"], cards(found)) == ("complete", ["RF-FOOD"])


# --- 4: Mr A --------------------------------------------------------------------------------------------------------


def test_mr_a(assess: Assess) -> None:
    found = assess("mr_a")
    assert (found["status"], found["next"]) == ("offered_declined", None)
    assert found["asked"] == ["ST2", "S3", "RE1", "RE5"]  # no name, no go-ahead, nothing else
    for nothing in ("needs", "cards", "fits", "plan", "agreements", "ends", "unmet", "set_aside", "opened", "prompts"):
        assert found[nothing] == [], nothing
    assert found["lead"] is None


def test_mr_a_takes_the_check(assess: Assess, changed: Changed) -> None:
    found = assess(changed("mr_a", 'RE5: "no"', 'RE5: "yes"'))
    assert (found["status"], found["next"]) == ("open", "ZZ1")


# --- 5 and 6: Kay -------------------------------------------------------------------------------------------------------


def test_kay_with_her_partner_beside_her(assess: Assess) -> None:
    found = assess("kay_5")
    assert needs(found) == {"housing.damp_mould": "emerging"}
    assert cards(found) == []
    assert found["prompts"] == ["make_safe_moment"]
    assert found["sections"]["safety"] == "locked"
    assert open_still(found) == {
        "H5a": "place",
        "M0": "place",  # asked short, at the counter
        "M5": "place",
        "W0": "place",
        "W5": "place",
        "F1": "locked",
        "F2": "locked",
    }
    assert plan(found) == {"env_health": "booked"}  # Homes standards, and nobody else
    assert (found["status"], found["next"], found["lead"]) == ("complete", None, None)
    assert found["assumed_wanted"] is True


def test_kay_alone(assess: Assess) -> None:
    found = assess("kay_6")
    assert needs(found) == {"safety.domestic_abuse": "urgent", "safety.child_at_risk": "urgent"}
    assert cards(found) == ["RF-DA-NOW", "RF-CHILD"]  # life now, then children
    assert found["status"] == "interrupted" and found["next"] == "RE1"
    assert [card["because"] for card in found["cards"]] == [
        [{"question": "F2b", "says": "Danger today: not sure"}],
        [{"question": "F2c", "says": "Children at home: children live there or see it"}],
    ]
    assert plan(found)["da"] == "bring_to_person"  # somebody comes to her
    assert (found["prompts"], found["sections"]["safety"]) == ([], "covered")
    assert open_still(found)["F2b"] == "not_sure"


def test_kay_is_asked_four_questions_before_the_card(assess: Assess, tmp_path: Path) -> None:
    """Danger: at most four about her life (contract.md 1), each the next one, and then the card."""
    given = {"ST1": "[alone]", "ST2": "on_my_own"}
    asked = []
    clear = "{alone: yes, private: yes, interpreter_ok: yes, no_child_over_2: yes}"
    replies = {"S3": "[not_safe]", "F0": clear, "F2": "yes", "F2a": "[partner]", "F2b": "not_sure"}
    path = tmp_path / "kay.yaml"
    for _ in range(10):
        lines = "".join(f"  {question}: {answer}\n" for question, answer in given.items())
        path.write_text(f"as_of: 2026-11-23T10:15+00:00\nplace: private_room\nanswers:\n{lines}", encoding="utf-8")
        found = assess(path)
        if found["cards"]:
            break
        asked.append(found["next"])
        given[found["next"]] = replies[found["next"]]
    assert cards(found) == ["RF-DA-NOW"]
    assert [question for question in asked if question != "F0"] == ["S3", "F2", "F2a", "F2b"]


def test_kay_once_both_cards_are_closed(assess: Assess, tmp_path: Path) -> None:
    closed = "cards: {RF-DA-NOW: {close: passed_to, to: da}, RF-CHILD: {close: done}}\n"
    path = tmp_path / "kay_6.yaml"
    path.write_text(told("kay_6") + closed, encoding="utf-8")
    found = assess(path)
    assert (found["status"], cards(found)) == ("open", ["RF-DA-NOW", "RF-CHILD"])
    assert set(needs(found).values()) == {"urgent"}


@pytest.mark.parametrize(
    ("close", "severity", "status"),
    [
        ("{}", "urgent", "interrupted"),
        ("{close: done}", "urgent", "open"),
        ("{close: not_as_seemed}", "significant", "open"),
    ],
)
def test_a_card_that_was_not_as_it_seemed_takes_its_urgency_with_it(
    assess: Assess, changed: Changed, close: str, severity: str, status: str
) -> None:
    """Expecting, and hurt by her partner: the card. Not in danger today: without it the need is significant (contract.md 9)."""
    path = changed("kay_6", 'F2b: not_sure\n  F2c: "yes"', 'F2b: "no"\n  HO3: {pregnant: "yes"}')
    assert cards(assess(path)) == ["RF-DA-NOW"]
    path.write_text(path.read_text(encoding="utf-8") + f"cards: {{RF-DA-NOW: {close}}}\n", encoding="utf-8")
    found = assess(path)
    assert (needs(found)["safety.domestic_abuse"], found["status"]) == (severity, status)


# --- whatever the file ------------------------------------------------------------------------------------------------------

SHAPE = {
    "question_set": {"id", "version", "hash"},
    "directory": {"hash"},
    "not_covered": {"question", "because"},
    "needs": {"code", "severity", "wanted", "because", "raised", "source"},
    "cards": {"card", "because"},
    "fits": {"service", "needs", "verdict", "for", "against", "would_change", "open_now"},
    "plan": {"service", "mode", "needs", "where", "because"},
    "agreements": {"service", "need", "state", "sends"},
    "lead": {"service", "rule", "because"},
    "ends": {"need", "how", "because"},
    "unmet": {"need", "cause"},
    "sections": {"housing", "money", "health", "skills", "safety"},
}
KEYS = {*SHAPE, "at", "status", "asked", "next", "set_aside", "opened", "prompts", "assumed_wanted"}
ALL = sorted(path.stem for path in FILES.glob("*.yaml"))


def test_every_example_is_here() -> None:
    assert sorted(["sam", "sam_58", "dee", "mr_a", "kay_5", "kay_6", "jo_7", "jo_8", "ion", "pat", "lee", "nia"]) == ALL


@pytest.mark.parametrize("name", ALL)
def test_the_shape_is_the_contracts(assess: Assess, name: str) -> None:
    found = assess(name)
    assert set(found) == KEYS
    for key, inner in SHAPE.items():
        for one in found[key] if isinstance(found[key], list) else [found[key]] if found[key] else []:
            assert set(one) == inner, key
    assert found["at"] == "2026-11-23T10:15:00+00:00"
    assert re.fullmatch("[0-9a-f]{64}", found["question_set"]["hash"])
    for need in found["needs"]:
        assert need["because"] and all(reason["question"] in found["asked"] for reason in need["because"])
    for agreement in found["agreements"]:
        assert bool(agreement["sends"]) is (agreement["state"] == "given")  # nothing leaves unless agreed


@pytest.mark.parametrize("name", ALL)
def test_json_says_the_same_as_yaml_in_any_order(assess: Assess, tmp_path: Path, name: str) -> None:
    data = yaml.load(told(name), yaml.BaseLoader)  # every scalar is the text that was typed
    data["answers"] = dict(reversed(data["answers"].items()))
    path = tmp_path / "a.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert assess(path) == assess(name)


def test_at_wins_over_the_files_own_moment(assess: Assess) -> None:
    found = assess("sam", "--at", "2027-01-12T09:00+00:00")
    assert found["at"] == "2027-01-12T09:00:00+00:00"
    assert needs(found)["housing.eviction_risk"] == "urgent"  # 4 days left by then


def test_the_day_is_londons(assess: Assess, changed: Changed) -> None:
    """23:30 in UTC on a summer day is tomorrow in London."""
    found = assess(changed("sam", "2027-01-16", "2027-06-30"), "--at", "2027-06-29T23:30+00:00")
    assert cards(found) == ["RF-ROOF"]
    found = assess(changed("sam", "2027-01-16", "2027-06-30"), "--at", "2027-06-29T22:30+00:00")
    assert cards(found) == []


@pytest.mark.parametrize(
    ("state", "sends"),
    [("given", True), ("not_needed_legal", True), ("refused", False), ("withdrawn", False), ("not_asked", False)],
)
def test_only_what_was_agreed_is_sent(assess: Assess, tmp_path: Path, state: str, sends: bool) -> None:
    path = tmp_path / "sam.yaml"
    path.write_text(
        told("sam") + f"agreements: {{housing_duty: {{housing.eviction_risk: {state}}}}}\n", encoding="utf-8"
    )
    (row,) = assess(path)["agreements"]
    assert (row["service"], row["need"], row["state"]) == ("housing_duty", "housing.eviction_risk", state)
    assert bool(row["sends"]) is sends
    assert not sends or "name" in row["sends"]


# --- exit codes and streams ---------------------------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = main(["assess", *arguments])
    except SystemExit as stopped:  # argparse
        code = int(stopped.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "answers: {H1: privat}\n",
            "bad.yaml:1:15: answer: answers.H1: `privat` is not an option of H1; did you mean `private`?",
        ),
        ("answers:\n  H99: own\n", "bad.yaml:2:3: choice:"),
        ("place: pdo\n", "bad.yaml:1:8: choice:"),
        ("answers: {H1: [own}\n", "bad.yaml:1:19: syntax:"),
        ("answers: {H1: own, H1: room}\n", "bad.yaml:1:20: duplicate-key:"),
        ("as_of: yesterday\n", "bad.yaml:1:8: time:"),
        ("needs: {housing.insecure: {severity: urgent}}\n", "bad.yaml:1:27: missing:"),
        ("answers: {RE1: {about: [home]}, RE2: money}\n", "bad.yaml:1:38: answer:"),
        ("cards: {RF-NOPE: {}}\n", "bad.yaml:1:9: choice:"),
    ],
)
def test_problems_in_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    for more in ((), ("--json",)):
        code, out, err = run(capsys, "--answers", str(path), *more)
        assert (code, out) == (1, "")
        assert f"{tmp_path}/{says}" in err
        assert all(PROBLEM.match(line) for line in err.splitlines())


def test_every_problem_is_told_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("place: pdo\nanswers: {H1: privat, M2: maybe}\nvisits_90_days: many\n", encoding="utf-8")
    code, out, err = run(capsys, "--answers", str(path))
    assert (code, out, len(err.splitlines())) == (1, "", 4)


def test_no_such_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, "--answers", str(tmp_path / "none.yaml"), "--json")
    assert (code, out) == (1, "") and "none.yaml" in err


def test_problems_in_the_content(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, "--answers", str(FILES / "sam.yaml"), "--content", str(tmp_path), "--json")
    assert (code, out) == (1, "")
    assert err and all(PROBLEM.match(line) for line in err.splitlines())


@pytest.mark.parametrize(
    "arguments",
    [(), ("--answers",), ("--answers", "a.yaml", "--nope"), ("--answers", "a.yaml", "--at", "soon"), ("a.yaml",)],
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "") and "usage:" in err


def test_an_open_assessment_is_no_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """An empty file is somebody who just came in; what is set aside is no error either."""
    for text, first, aside in (("{}\n", "ST2", []), ("answers: {H3a: [notice]}\n", "ST2", ["H3a"])):
        path = tmp_path / "new.yaml"
        path.write_text(text, encoding="utf-8")
        code, out, err = run(capsys, "--answers", str(path), "--json")
        found = json.loads(out)
        assert (code, err, found["status"], found["next"], found["set_aside"]) == (0, "", "open", first, aside)


def test_for_a_person_it_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "--answers", str(FILES / "sam.yaml"))
    assert (code, err) == (0, "")
    assert "Might have to leave home (significant)" in out
    assert "Date to be out: 16 January 2027 (in 54 days)" in out
    assert "Housing team, desk 4, ground floor (walk over)" in out
    assert "{" not in out and "housing.eviction_risk" not in out


def test_as_a_process_and_nothing_is_written(tmp_path: Path) -> None:
    """The same through the shell: streams apart, the exit code, and no file anywhere it could have written one."""
    script = "import sys; from triage.cli.main import main; sys.exit(main())"
    keep = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "TRIAGE_"))}

    def triage(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-B", "-c", script, "assess", *arguments],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=keep | {"HOME": str(tmp_path), "PYTHONUTF8": "1"},
            timeout=60,
            check=False,
        )

    good = triage("--answers", str(FILES / "kay_6.yaml"), "--json", "--dry-run")
    assert (good.returncode, good.stderr) == (0, "")
    assert cards(json.loads(good.stdout)) == ["RF-DA-NOW", "RF-CHILD"]
    bad = triage("--answers", "nowhere.yaml")
    assert (bad.returncode, bad.stdout) == (1, "") and bad.stderr
    assert triage().returncode == 2
    assert list(tmp_path.iterdir()) == []
