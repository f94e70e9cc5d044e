"""The national lines and the crosswalk, as shipped (practice.md E, F1), and what a crosswalk file may hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.content.conftest import FIXTURES, told
from tests.core.shipped import content
from triage.content.load import load_question_set
from triage.core.directory import Mode
from triage.core.needs import Crosswalk

SENSITIVE = {  # practice.md F1, word for word
    *(
        [
            "nda",
            "mal",
            "galop",
            "kn",
            "fmu",
            "fgm",
            "respect",
            "rc",
            "stalk",
            "hourglass",
            "rph",
            "msh",
            "sls",
            "gam",
            "aa",
            "drink",
            "frank",
            "vs",
            "shuk",
            "acte",
            "ath",
            "pfh",
        ]
    ),
    *(["nacro", "samaritans", "shout", "calm", "papyrus"]),
}
LABELLING = re.compile(
    r"abus|violen|rape|stalk|suicid|mental|gambl|drug|alcohol|drink|slave|loan|crim|prison|hate|terror|marriage|fgm",
    re.IGNORECASE,
)


def test_78_lines_and_exactly_those_that_are_sensitive() -> None:
    lines = [service for service in content().directory.services if service.national]
    assert len(lines) == 78
    assert all(line.id.startswith("uk_") and line.active and not line.in_building for line in lines)
    assert {line.id.removeprefix("uk_") for line in lines if line.sensitive} == SENSITIVE
    assert {line.id for line in lines}.isdisjoint({"uk_t2u", "uk_ncs"})  # marked L: nobody can rely on them
    assert [line.id for line in lines if line.general] == ["uk_ca"]


def test_a_line_can_be_reached_sends_nothing_and_leads_nobody() -> None:
    for line in content().directory.services:
        if line.national:
            assert set(line.modes) <= {Mode.PHONE, Mode.SELF}, line.id
            assert line.phone or line.web, line.id
            assert line.hours or line.hours_words, line.id
            assert not (line.receives or line.workers or line.lead_capable or line.confidence == "low"), line.id
            assert line.checked_on is not None, line.id


def test_a_sensitive_line_says_nothing_of_what_it_is_for() -> None:
    for line in content().directory.services:
        if line.national and line.sensitive:
            seen = " ".join((line.public_label, line.location, line.helps_with, line.eligibility.says))
            assert not LABELLING.search(seen), line.id
            assert line.name not in seen, line.id


def test_what_only_999_meets_is_met() -> None:
    said = [str(problem) for problem in content().warnings]
    assert not [line for line in said if "no-service" in line]


def test_a_kind_that_nobody_is_of_is_told(folder: Path) -> None:
    path = folder / "question_sets/needs.yaml"
    text = path.read_text(encoding="utf-8").replace("[housing_options]", "[housing_options, housing_moon]", 1)
    path.write_text(text, encoding="utf-8")
    assert [line.split(": ", 1)[1] for line in told(folder)] == [
        "no-service: housing.eviction_risk: no service is of the kind housing_moon; add one, or delete the kind"
    ]


# --- the crosswalk ----------------------------------------------------------------------------------


def test_every_need_has_one_line_in_the_crosswalk() -> None:
    rules = content().question_set
    assert list(rules.crosswalk) == [need.code for need in rules.needs]
    assert len(rules.crosswalk) == 92
    assert rules.crosswalk["housing.no_home_tonight"] == Crosswalk("Emergency Shelter", icd10="Z59.0")
    assert rules.crosswalk["skills.conviction_barrier"].situation
    without = {code for code, line in rules.crosswalk.items() if not line.icd10}
    assert without == {
        *("health.medical_emergency", "health.mental_health_crisis", "skills.forms_help", "skills.volunteering"),
        "safety.radicalisation_concern",
    }


LINE = "  - {need: housing.eviction_risk, open_eligibility: Housing Advice, icd10: Z59.8}\n"
LAST = "  - {need: housing.no_home_tonight, open_eligibility: Emergency Shelter}\n"
AT = "question_sets/crosswalk.yaml:"


def with_crosswalk(folder: Path, text: str) -> list[str]:
    (folder / "question_sets/crosswalk.yaml").write_text(f"crosswalk:\n{text}", encoding="utf-8")
    return told(folder)


def test_a_crosswalk_may_be_missing_and_changes_the_hash(folder: Path) -> None:
    before = load_question_set(FIXTURES / "question_sets")
    assert before.crosswalk == {}
    assert with_crosswalk(folder, LINE + LAST) == []
    after = load_question_set(folder / "question_sets")
    assert after.crosswalk["housing.eviction_risk"] == Crosswalk("Housing Advice", icd10="Z59.8")
    assert after.hash != before.hash
    assert after.modules == before.modules


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LINE + LAST + LINE, "4:5: duplicate-id: housing.eviction_risk: housing.eviction_risk is here twice; delete one"),
        (LINE + LAST + "  - {need: housing.evicton, open_eligibility: A}\n",
         "4:5: unknown-need: housing.evicton: there is no need `housing.evicton`; did you mean `housing.eviction_risk`?"),
        (LINE.replace("Z59.8", "Z59.8 Other problems") + LAST,
         "2:76: id: housing.eviction_risk.icd10: `Z59.8 Other problems` is not an id;"
         " write it with a code number only, such as Z59.0"),
        (LINE.replace("icd10", "icd") + LAST,
         "2:69: unknown-key: housing.eviction_risk: `icd` is not a key that may stand here; did you mean `icd10`?"),
        (LINE + LAST.replace("open_eligibility", "situation"),
         "3:5: missing: housing.no_home_tonight: `open_eligibility` is missing; add a line `open_eligibility: …`"),
    ],
)  # fmt: skip
def test_a_broken_crosswalk_is_told(folder: Path, text: str, said: str) -> None:
    assert AT + said in with_crosswalk(folder, text)
