"""A megabyte pasted by mistake: as much as fits goes in, that is said in plain words, and typing goes on at once."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from textual import events

from tests.harness.amount import thorough
from tests.harness.assessment import sign_in
from tests.harness.kept import copy_home, prepare_home, read_kept
from tests.harness.terminal import ENTER, Terminal, triage
from tests.linear.script import Lines
from tests.tui.sitting import Sitting, sit
from triage.linear.prompts import MOST
from triage.linear.talk import Talk
from triage.tui.widgets.fields import Field
from triage.usecases.say import TOO_LONG

MEGABYTE = "word \x1b[2J" * 120_000


def test_into_a_field_of_the_app(tmp_path: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n", "p")
        field = desk.app.screen.query(Field).first()
        await desk.write("by the ")
        field.post_message(events.Paste(MEGABYTE))
        await desk.rest()
        assert len(field.value) == field.max_length
        assert field.value.startswith("by the word ⟨1B⟩[2J")
        assert TOO_LONG.format(most=field.max_length) in desk.words
        await desk.press("ctrl+u")
        field.post_message(events.Paste("door"))
        await desk.rest()
        assert field.value == "door" and TOO_LONG[:20] not in desk.words

    sit(tmp_path, script)


def test_at_a_prompt() -> None:
    asker = Lines(MEGABYTE, "x" * MOST)
    talk = Talk(SimpleNamespace(actor=None), asker, lambda: None)  # type: ignore[arg-type]
    assert talk.ask("Words:") == MEGABYTE[:MOST].strip()
    assert asker.said[-1] == TOO_LONG.format(most=MOST)
    assert talk.ask("Words:") == "x" * MOST
    assert len(asker.said) == 3  # two prompts, one sentence


@thorough
def test_over_a_real_terminal_it_goes_on(tmp_path: Path) -> None:
    """All of it sent as one paste, in the app's own dialog; then it is left, and nothing of it is kept."""
    home = copy_home(prepare_home(tmp_path / "base"), tmp_path / "home")
    with Terminal(triage("demo"), home) as terminal:
        sign_in(terminal)
        terminal.type_key("n")
        terminal.wait_for("somewhere quieter?").settle().type_key("p")
        terminal.wait_for("Where do they wait?").settle()
        terminal.paste(("word " * 210_000)[: 1 << 20])
        terminal.wait_for("That was long").settle()
        terminal.press("\x15", "by the door")
        terminal.type_key(ENTER)
        terminal.settle().type_key(ENTER)
        terminal.wait_for("Here now")
    assert read_kept(home).integrity == "ok"
