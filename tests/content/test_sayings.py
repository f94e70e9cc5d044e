"""What people call things: `find.yaml` as shipped, and what such a file may hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.conftest import REPO, YEARS, told
from triage.content.load import load_content, question_set_from
from triage.core.needs import Saying

LINE = 'find:\n  - {words: [evicted, "kicked out"], needs: [housing.eviction_risk], kinds: [housing_options]}\n'


def with_words(folder: Path, text: str) -> list[str]:
    (folder / "question_sets/find.yaml").write_text(text, encoding="utf-8")
    return told(folder)


def test_the_file_may_be_missing_and_is_kept_with_the_question_set(folder: Path) -> None:
    before = load_content(folder, YEARS).question_set
    assert before.sayings == ()
    assert with_words(folder, LINE) == []
    content = load_content(folder, YEARS)
    after = content.question_set
    assert after.sayings == (Saying(("evicted", "kicked out"), ("housing.eviction_risk",), ("housing_options",)),)
    assert after.hash != before.hash
    assert question_set_from(content.bodies[after.hash]).sayings == after.sayings


def test_as_shipped_all_words_lead_to_somebody_who_can_be_found() -> None:
    content = load_content(REPO, YEARS)
    services = [service for service in content.directory.services if service.active]
    for saying in content.question_set.sayings:
        needs = [content.question_set.need(code) for code in saying.needs]
        assert any(service.serves(need.code, need.kinds) for service in services for need in needs) or any(
            not set(service.kinds).isdisjoint(saying.kinds) for service in services
        ), saying
    covered = {code for saying in content.question_set.sayings for code in saying.needs}
    assert {need.code for need in content.question_set.needs} - covered == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "words: []",
            "question_sets/find.yaml:1:1: missing: `find` is missing; add a line `find: …`",
        ),
        (
            "find: []\n",
            "question_sets/find.yaml:1:7: empty: find: the list is empty; put at least one thing in it",
        ),
        (
            "find:\n  - {words: [rent], needs: [housing.evicton_risk]}\n",
            "question_sets/find.yaml:2:29: unknown-need: find.1.needs.1: there is no need `housing.evicton_risk`;"
            " did you mean `housing.eviction_risk`?",
        ),
        (
            "find:\n  - {words: [rent], kinds: [housing_option]}\n",
            "question_sets/find.yaml:2:29: unknown-kind: find.1.kinds.1: `housing_option` is not a kind that any"
            " service is; did you mean `housing_options`?",
        ),
        (
            "find:\n  - {words: [rent]}\n",
            "question_sets/find.yaml:2:5: missing: find.1: neither `needs` nor `kinds` is here; add one, such as"
            " needs: [housing.insecure]",
        ),
        (
            "find:\n  - {words: [], kinds: [housing_options]}\n",
            "question_sets/find.yaml:2:13: empty: find.1.words: the list is empty; put at least one thing in it",
        ),
        (
            "find:\n  - {kinds: [housing_options]}\n",
            "question_sets/find.yaml:2:5: missing: find.1: `words` is missing; add a line `words: …`",
        ),
        (
            'find:\n  - {words: [rent, "I have no"], kinds: [housing_options]}\n',
            "question_sets/find.yaml:2:20: small-words: find.1.words.2: `I have no` has only words that are not looked"
            " at; add one that says what it is about",
        ),
        (
            'find:\n  - {words: [rent], kinds: [housing_options]}\n  - {words: ["my Rent"], kinds: [housing_options]}\n',
            "question_sets/find.yaml:3:14: duplicate-id: find.2.words.1: `my Rent` is already in line 2; delete one",
        ),
        (
            "find:\n  - {word: [rent], kinds: [housing_options]}\n",
            "question_sets/find.yaml:2:6: unknown-key: find.1: `word` is not a key that may stand here; did you mean"
            " `words`?",
        ),
        (
            f"find:\n  - {{words: [{'r' * 41}], kinds: [housing_options]}}\n",
            "question_sets/find.yaml:2:14: too-long: find.1.words.1: 41 characters, and at most 40 fit; say it shorter",
        ),
    ],
)
def test_a_broken_file_is_told(folder: Path, text: str, said: str) -> None:
    assert said in with_words(folder, text)
