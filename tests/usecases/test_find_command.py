"""`triage find`: exit codes and streams of contract.md 3, what another program gets, and that no words are kept."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from triage.cli.main import main

AT = ["--at", "2026-11-23T10:15+00:00"]


def ran(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str, typed: str = ""
) -> tuple[int, str, str]:
    """The command with its words; `typed` comes from standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    code = main(["find", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_lines_for_a_person(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = ran(capsys, monkeypatch, "kicked", "out", *AT)
    assert (code, err) == (0, "")
    assert out.splitlines()[:2] == [
        "Housing team · desk 4, ground floor · open until 16:30 · Priya",
        "    rent problems and losing your home · matches: kicked out → Staying somewhere for now",
    ]


def test_words_from_standard_input_stay_out_of_the_history(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    by_words = ran(capsys, monkeypatch, "bailiff", *AT)
    assert ran(capsys, monkeypatch, *AT, typed="bailiff\n") == by_words


def test_nothing_to_look_for_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ((), ("  ",)):
        code, out, err = ran(capsys, monkeypatch, *words)
        assert (code, out) == (2, "")
        assert "Such as: triage find rent" in err


def test_nobody_found_is_said_and_is_no_failure(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = ran(capsys, monkeypatch, "xyzzy", *AT)
    assert (code, err) == (0, "")
    assert out.startswith("Nothing found for that.\n") and "Citizens Advice, 0800 144 8848" in out


def test_for_another_program(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = ran(capsys, monkeypatch, "damp", "open", "now", "--json", *AT)
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert set(found) == {"question_set", "directory", "at", "only", "found", "more", "told"}
    assert (found["only"], found["more"], found["told"]) == ("open now", 0, [])
    assert found["found"][0] == {
        "service": "env_health",
        "label": "Homes standards",
        "about": "damp, repairs and unsafe rented homes",
        "where": "desk 4, floor 1",
        "when": "open until 16:00",
        "who": "Oluwaseun",
        "because": "damp → Damp or mould",
        "open_now": True,
    }
    nothing = json.loads(ran(capsys, monkeypatch, "xyzzy", "--json")[1])
    assert nothing["found"] == [] and "xyzzy" not in json.dumps(nothing)


def test_the_page_of_the_first(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _, out, _ = ran(capsys, monkeypatch, "bailiff", "--page", *AT)
    assert out.splitlines()[0] == "Advice centre"
    assert "\nWhere\n  Lift to 2 · yellow chairs\n" in out and "\nBring\n" in out
    _, out, _ = ran(capsys, monkeypatch, "bailiff", "--page", "--json", *AT)
    assert json.loads(out)["found"][0]["page"]["Where"] == ["Lift to 2 · yellow chairs", "Phone 01632 960132"]


def test_content_with_a_problem_is_one_and_says_where(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code, out, err = ran(capsys, monkeypatch, "damp", "--content", str(tmp_path))
    assert (code, out) == (1, "")
    assert "directory.yaml:1:1: missing: there is no such file" in err


def test_a_time_that_is_none_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit) as stopped:
        ran(capsys, monkeypatch, "damp", "--at", "teatime")
    assert stopped.value.code == 2
    assert "write it like 2026-11-23T10:15+00:00" in capsys.readouterr().err


def test_what_cannot_be_shown_is_never_written_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, out, err = ran(capsys, monkeypatch, "\x1b]0;title\x07damp", *AT)
    assert "\x1b" not in out + err and "Homes standards" in out
