"""Keys of one's own and how it looks: settings read, mistakes told, footer and help follow; the page of all keys."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.harness.keydoc import FILE, text
from tests.tui.sitting import SMALL, Sitting, demo_office
from triage import settings as settings_file
from triage.tui import keys, themes
from triage.tui.app import TriageApp
from triage.tui.key import every_key
from triage.tui.remap import checked, declared, every_screen
from triage.usecases.ports import UseCaseError


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRIAGE_HOME", str(tmp_path))
    monkeypatch.delenv("TRIAGE_TERMINAL", raising=False)
    return tmp_path


def test_the_page_of_all_keys_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == text(), "make keys"


def test_ids_are_said_once_and_every_key_is_named_somewhere() -> None:
    found = every_key(keys)
    assert len({key.id for key in found}) == len(found) > 100
    used = {binding.id for kind in (TriageApp, *every_screen()) for binding in declared(kind)}
    assert {key.id for key in found} - used <= {keys.FIELD_ON.id}


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ({"ask.parc": "w"}, "There is no key with the id “ask.parc”. Did you mean ask.park?"),
        ({"qx": "w"}, "There is no key with the id “qx”. docs/keys.md lists them all."),
        ({"ask.park": "s"}, "“s” would mean both “park” (ask.park) and “not sure” (ask.not_sure). Change one of them."),
        ({"ask.park": "c"}, "“c” would mean both “park” (ask.park) and “answer” (ask.answer.c). Choose another for"),
        ({"app.quick": "x"}, "“x” would mean both “quick” (app.quick) and “leave” (desk.leave)."),
        ({"any.close": "k"}, "“k” for any.close stands before a line in lists. Choose another."),
        ({"any.choose.1": "w"}, "“any.choose.1” cannot be changed"),
        ({"ask.park": "hyper"}, "“hyper” for ask.park is no key."),
        ({"ask.park": "ctrl+m"}, "“ctrl+m” for ask.park never arrives"),
        ({"app.blank": "k"}, "“k” cannot blank the screen: it is typed in text."),
    ],
)
def test_what_is_wrong_is_said_with_what_to_mend(chosen: dict[str, str], says: str) -> None:
    assert any(problem.startswith(says) for problem in checked(chosen)[1])


@pytest.mark.parametrize(
    "chosen",
    [{}, {"ask.park": "w"}, {"ask.park": "m", "ask.move": "p"}, {"app.blank": "Ctrl+B"}, {"any.close": "Home"}],
)
def test_what_is_right_is_taken(chosen: dict[str, str]) -> None:
    keymap, problems = checked(chosen)
    assert not problems and set(keymap) == set(chosen)


def test_settings_with_keys_and_looks(home: Path) -> None:
    assert (settings_file.read_settings().theme, settings_file.read_settings().keys) == ("dark", {})
    (home / "settings.toml").write_text('theme = "light"\n[keys]\nask.park = "w"\n"app.blank" = "ctrl+b"\n')
    found = settings_file.read_settings()
    assert (found.theme, found.keys) == ("light", {"ask.park": "w", "app.blank": "ctrl+b"})
    settings_file.remember_theme(found, "daylight")
    assert settings_file.read_settings().theme == "daylight"
    (home / "looks.json").write_text("[")
    assert settings_file.read_settings().theme == "light"
    for wrong in ('theme = "pink"', "[keys]\nask.park = 3", "keys = 1", 'desk = "x"'):
        (home / "settings.toml").write_text(wrong)
        with pytest.raises(UseCaseError):
            settings_file.read_settings()
    assert tuple(name for name, _ in themes.NAMES) == settings_file.THEMES


def test_a_clash_is_told_at_the_start_and_nothing_opens(home: Path) -> None:
    (home / "settings.toml").write_text('[keys]\n"ask.park" = "s"\n"\\u001b[2Jx" = "w"\n')
    from triage.cli.desk import _keymap

    with pytest.raises(UseCaseError) as told:
        _keymap(settings_file.read_settings())
    lines = str(told.value).splitlines()
    assert lines[0] == "The keys in settings.toml cannot be used yet:"
    assert "There is no key with the id “⟨1B⟩[2Jx”" in lines[1]
    assert lines[-1].startswith("Mend ") and "docs/keys.md" in lines[-1]


def test_footer_help_and_sentences_follow_a_key_of_ones_own(tmp_path: Path) -> None:
    keymap, problems = checked({"ask.park": "w", "app.blank": "ctrl+b", "ask.not_sure": "%", "ask.keep": "w"})
    assert problems  # one key for two things on one screen
    keymap, problems = checked({"ask.park": "w", "app.blank": "ctrl+b", "ask.not_sure": "%", "ask.on": "f2"})
    assert not problems
    kept: list[str] = []

    async def run() -> None:
        app = TriageApp(lambda: demo_office(tmp_path), keymap=keymap, theme="light", remember_theme=kept.append)
        app.held.on = False
        async with app.run_test(size=SMALL) as pilot:
            desk = Sitting(pilot)
            await desk.sign_in()
            assert app.theme == "light"
            assert "ctrl+b blank" in desk.foot and "` blank" not in desk.foot
            await desk.press("n")
            assert "%  Not sure" in desk.text and "w park" in desk.foot
            await desk.press("ctrl+b")
            assert desk.blank
            await desk.press("x", "p")
            assert desk.at == "AssessmentScreen"
            await desk.press("question_mark")
            assert "%  They are not sure." in desk.text
            await desk.press("escape", "w")
            assert desk.at == "LinesModal"
            await desk.press("escape", "ctrl+t", "4")
            assert (app.theme, kept) == ("daylight", ["daylight"])
            await desk.press("percent_sign")
            assert desk.question != "ST2"

    asyncio.run(run())


def test_the_palette_does_what_the_keys_do_and_has_nothing_else(tmp_path: Path) -> None:
    async def run() -> None:
        app = TriageApp(lambda: demo_office(tmp_path))
        app.held.on = False
        async with app.run_test(size=SMALL) as pilot:
            desk = Sitting(pilot)
            await desk.sign_in()
            await desk.press("ctrl+p")
            offered = " ".join(option[1].strip() for option in app.screen._options)  # type: ignore[attr-defined]
            for word in ("new person", "appointment", "find", "colours", "help", "leave"):
                assert word in offered
            for word in ("creenshot", "Maximize", "Keys", "Quit", "ring", "everything"):
                assert word not in offered
            await desk.write("somebody new")
            await desk.press("enter")
            assert desk.question == "ST2"
            await desk.press("ctrl+p")
            await desk.write("pod")
            await desk.press("enter")
            assert "Where do you go together?" in desk.text
            await desk.press("ctrl+p", "ctrl+t")
            assert desk.at == "PickModal"
            await desk.press("escape", "ctrl+p", "escape")
            assert desk.question == "ST2"

    asyncio.run(run())
