"""`triage sar`: identity and a safe way first, four parts kept apart, looked through, and given."""

from __future__ import annotations

import json
import os
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.usecases.trusted import trusted_hub
from triage.usecases import records as rec
from triage.usecases.handoff.sharing import agree
from triage.usecases.reception.contacts import see_contact
from triage.usecases.trust.rights import correct
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.read_back import NeedDecision, confirm_needs

INES = ("--demo", "--as", "Ines")
KNOWN = ("--identity", "photo", "--delivery", "in_hand")


@pytest.fixture
def code(home: Path) -> str:
    """Sam, with something most private, something about others, and a correction."""
    hub = trusted_hub(home / "demo")
    hub.here(give_answer, "HO3", {"adults": 2, "age_0_4": 1})
    hub.here(
        confirm_needs,
        [NeedDecision("safety.domestic_abuse", "now", severity="urgent", because="he waits outside", added=True)],
    )
    hub.here(correct, "H1", "It is <b>my</b> room")
    try:
        return str(hub.here(see_contact).code)
    finally:
        hub.office.close()


def items(file: Path) -> list[dict[str, Any]]:
    return list(json.loads(file.read_text())["items"])


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "how do you know that it is they"),
        (("--identity", "photo"), "How does it reach them"),
        (("--identity", "photo", "--delivery", "email"), "Put it into their hand"),
        (("--identity", "photo", "--delivery", "post"), "Put it into their hand"),
        ((*KNOWN, "--asker", "for_child"), "safeguarding lead looks at it first"),
    ],
)
def test_nothing_before_it_is_known_that_it_is_they_and_safe(
    options: tuple[str, ...], told: str, code: str, triage: Command, tmp_path: Path
) -> None:
    said = triage("sar", "draft", code, "--out", tmp_path / "d.json", *options, *INES)
    assert said.code == 2 and told in said.err and not (tmp_path / "d.json").exists()


def test_the_way_they_said_is_safe_will_do(home: Path, triage: Command, tmp_path: Path) -> None:
    hub = trusted_hub(home / "demo")
    hub.here(give_answer, "HO2", {"channel": "email", "value": "sam@example.org", "who_else_sees": "nobody"})
    code = hub.here(see_contact).code
    hub.office.close()
    by_email = ("--identity", "known", "--delivery", "email")
    assert triage("sar", "draft", code, "--out", tmp_path / "d.json", *by_email, *INES).code == 0


def test_a_safe_way_that_somebody_else_sees_is_none_for_a_whole_record(
    home: Path, triage: Command, tmp_path: Path
) -> None:
    hub = trusted_hub(home / "demo")
    seen = {"channel": "email", "value": "sam@example.org", "who_else_sees": "my husband, now and then"}
    hub.here(give_answer, "HO2", seen)
    code = hub.here(see_contact).code
    hub.office.close()
    by_email = ("--identity", "known", "--delivery", "email")
    refused = triage("sar", "draft", code, "--out", tmp_path / "d.json", *by_email, *INES)
    assert refused.code == 2 and "Put it into their hand" in refused.err and not (tmp_path / "d.json").exists()


def test_what_was_agreed_about_safety_and_what_was_put_right_there_is_kept_apart_too(
    home: Path, triage: Command, tmp_path: Path
) -> None:
    hub = trusted_hub(home / "demo")
    hub.here(correct, "F2b", "he has a key again")
    hub.here(agree, "da", "safety.domestic_abuse", "given_with_limits", "never ring my sister's flat")
    code = hub.here(see_contact).code
    hub.office.close()
    assert triage("sar", "draft", code, "--out", tmp_path / "d.json", *KNOWN, *INES).code == 0
    parts = {item["words"]: item["part"] for item in items(tmp_path / "d.json")}
    private = {words for words in parts if "a key again" in words or "sister's flat" in words}
    assert len(private) == 2 and {parts[words] for words in private} == {"what could do serious harm"}
    assert {parts[words] for words in parts if words.startswith("given. ")} == {"own words"}, "the control"


def test_only_who_looks_after_records(code: str, triage: Command, tmp_path: Path) -> None:
    for staff in ("asha", "mira", "rosa", "priya"):
        said = triage("sar", "draft", code, "--out", tmp_path / "d.json", *KNOWN, "--demo", "--as", staff)
        assert said.code == 2 and not (tmp_path / "d.json").exists()


def test_four_parts_then_what_was_decided(code: str, home: Path, triage: Command, tmp_path: Path) -> None:
    draft, page, data = tmp_path / "d.json", tmp_path / "copy.html", tmp_path / "copy.json"
    assert triage("sar", "draft", code, "--out", draft, *KNOWN, *INES).code == 0
    assert draft.stat().st_mode & 0o077 == 0
    by_part = {item["part"]: item for item in items(draft)}
    assert set(by_part) == {"own words", "staff notes", "what concerns others", "what could do serious harm"}
    assert {item["include"] for item in items(draft) if item["part"] in ("own words", "staff notes")} == {True}
    assert {item["include"] for item in items(draft) if item["part"] not in ("own words", "staff notes")} == {False}
    assert any("Sam Reed" in item["words"] for item in items(draft)), "their name is theirs"

    said = json.loads(draft.read_text())
    letter = next(item for item in said["items"] if "a letter" in item["words"])
    letter["take_out"] = ["a letter"]
    draft.write_text(json.dumps(said, indent=1))
    assert triage("sar", "release", draft, "--out", page, *INES).code == 0
    assert triage("sar", "release", draft, "--out", data, *INES).code == 0
    text = page.read_text()
    assert "he waits outside" not in text and "a letter" not in text and "[taken out]" in text
    assert "It is &lt;b&gt;my&lt;/b&gt; room" in text and "<script" not in text and "http" not in text
    assert "left out" in text and page.stat().st_mode & 0o077 == 0
    parser = HTMLParser()
    parser.feed(text)
    copy = json.loads(data.read_text())
    assert copy["parts"]["own words"] and copy["parts"]["what could do serious harm"] == []
    assert copy["left_out"] >= 3

    hub = trusted_hub_again(home)
    given = hub.do(lambda rows, _h, _c: rows.find(rec.Right, what="copy")).result()
    hub.close()
    assert len(given) == 2 and "Sam" not in given[0].words and json.loads(given[0].words)["identity"] == "photo"


def test_what_could_do_serious_harm_goes_only_with_a_name(code: str, triage: Command, tmp_path: Path) -> None:
    draft, page = tmp_path / "d.json", tmp_path / "copy.html"
    triage("sar", "draft", code, "--out", draft, *KNOWN, *INES)
    said = json.loads(draft.read_text())
    for item in said["items"]:
        item["include"] = True
    draft.write_text(json.dumps(said))
    refused = triage("sar", "release", draft, "--out", page, *INES)
    assert refused.code == 2 and "serious harm" in refused.err and not page.exists()
    for herself in ("Ines", "ines "):
        own = triage("sar", "release", draft, "--out", page, "--checked-by", herself, *INES)
        assert own.code == 2 and "a second person" in own.err
    assert triage("sar", "release", draft, "--out", page, "--checked-by", "Mira", *INES).code == 0
    assert "he waits outside" in page.read_text()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"include": true,', '"include": true', "d.json, line"),
        ('"include": true,', '"include": "yes",', "d.json, item 1"),
        ('"take_out": []', '"take_out": "my sister"', "d.json, item 1"),
        ('"items"', '"things"', "d.json is no draft"),
    ],
)
def test_what_was_mended_wrongly_in_a_draft_is_told_by_its_place(
    before: str, after: str, told: str, code: str, triage: Command, tmp_path: Path
) -> None:
    """Never read as something else: a word where a list belongs would take out each of its letters."""
    draft, copy = tmp_path / "d.json", tmp_path / "copy.html"
    assert triage("sar", "draft", code, "--out", draft, *KNOWN, *INES).code == 0
    draft.write_text(draft.read_text().replace(before, after, 1))
    refused = triage("sar", "release", draft, "--out", copy, *INES)
    assert refused.code == 2 and told in refused.err and not copy.exists()


def test_a_draft_that_never_ends_is_not_read(triage: Command, tmp_path: Path, code: str) -> None:
    pipe = tmp_path / "d.json"
    os.mkfifo(pipe)
    assert triage("sar", "release", pipe, "--out", tmp_path / "c.html", *INES).code == 2
    pipe.unlink()
    pipe.write_text("[" * 100_000)
    assert "no draft of a copy" in triage("sar", "release", pipe, "--out", tmp_path / "c.html", *INES).err


def test_a_draft_that_is_none_any_more(triage: Command, tmp_path: Path, code: str) -> None:
    (tmp_path / "d.json").write_text("[]")
    said = triage("sar", "release", tmp_path / "d.json", "--out", tmp_path / "x.html", *INES)
    assert said.code == 2 and "no draft" in said.err


def trusted_hub_again(home: Path) -> Any:
    from tests.tui.sitting import demo_office

    return demo_office(home / "demo")
