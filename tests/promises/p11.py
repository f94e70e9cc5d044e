"""P11: square brackets are letters in every place a text is drawn: made up by chance, and shown as typed.

Each text goes, in one running app, into the message strip, a notification, the header, a line to choose, a column of
people, the footer's words, a field, a dialog's title and its reasons; and through the prompts, title and choices alike.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from unittest.mock import patch

from textual.content import Content
from textual.widgets import Static

from tests.harness.quick import quick
from tests.promises.promise import Outcome, Promise, Trial
from tests.tui.sitting import LARGE, Sitting, sit
from triage.core.text import visible
from triage.linear.talk import Talk
from triage.tui import safe
from triage.tui.base import DeskScreen, Deskside
from triage.tui.modals.confirm import ConfirmModal
from triage.tui.modals.pick import PickModal
from triage.tui.modals.reason import ReasonModal
from triage.tui.widgets.fields import Field

PIECES = (
    "[", "]", "[/", "[/]", "[bold]", "[/bold]", "[mum]", "[@click=app.quit]", "[@click='app.bell']", "[link=x]", "[red on blue]",
    "\\[", "\\", "[[", "]]", "$primary", "[$primary]", "[b", "=", "Anne", "Lee", "x", " ", "{}", ":smile:", "[i]i[/i]", "&amp;", "%s",
)  # fmt: skip


def prove(trial: Trial) -> Outcome:
    outcome = Outcome()
    texts = _texts(trial)

    async def script(desk: Sitting) -> None:
        while outcome.attempted < trial.amount:
            for place, drawn in (*_strips(desk), *_dialogs(desk)):
                text = next(texts)
                if outcome.attempted < trial.amount:
                    outcome.add(f"{place}: {text}", _as_typed(text, await drawn(text)))

    with quick():
        sit(trial.folder, script, size=LARGE)
    _prompts(outcome, texts)
    return outcome


def control(trial: Trial) -> Outcome:
    """Text that is read as markup."""

    def read(text: str, style: str = "", *, newlines: bool = False) -> Content:
        return Content.from_markup(visible(text, newlines=newlines))

    outcome, texts = Outcome(), _texts(trial)
    with patch.object(safe, "show", read):
        for _ in range(trial.amount):
            text = next(texts)
            try:
                outcome.add(text, _as_typed(text, Static(read(text)).content.plain))  # type: ignore[union-attr]
            except Exception as error:
                outcome.add(text, f"crashes: {type(error).__name__}")
    return outcome


def _texts(trial: Trial) -> Iterable[str]:
    chance: random.Random = trial.chance
    while True:
        yield f"({''.join(chance.choice(PIECES) for _ in range(chance.randint(2, 5)))[:40]})"


def _as_typed(text: str, seen: str) -> str:
    return "" if "".join(text.split()) in "".join(seen.split()) else "is not to be read as typed"


def _strips(desk: Sitting) -> Iterable[tuple[str, Callable[[str], object]]]:
    async def message(text: str) -> str:
        assert isinstance(desk.app.screen, Deskside)
        desk.app.screen.say(text)
        return await seen()

    async def notice(text: str) -> str:
        desk.app.notify(text, title=text)
        return await seen()

    async def header(text: str) -> str:
        screen = desk.app.screen
        assert isinstance(screen, DeskScreen)
        screen.place_name = text
        screen.draw_head()
        return await seen()

    async def seen() -> str:
        await desk.rest()
        return desk.text

    return (("message", message), ("notification", notice), ("header", header))


def _dialogs(desk: Sitting) -> Iterable[tuple[str, Callable[[str], object]]]:
    async def over(modal: Deskside) -> str:
        await desk.app.push_screen(modal)
        await desk.rest()
        text = desk.text.replace("│", " ")
        for field in modal.query(Field):
            text += field.value + field.placeholder
        modal.dismiss(None)
        await desk.rest()
        return text

    async def title(text: str) -> str:
        return await over(ConfirmModal(text, "", yes="yes", no="no"))

    async def words(text: str) -> str:
        return await over(ConfirmModal("Title", text, yes="yes", no="no"))

    async def footer(text: str) -> str:
        return await over(ConfirmModal("Title", "", yes=text, no="no"))

    async def reason(text: str) -> str:
        return await over(ReasonModal("Title", [("a", text)]))

    async def choice(text: str) -> str:
        return await over(PickModal("Title", [("a", text), ("b", "other")]))

    async def field(text: str) -> str:
        modal = ReasonModal("Title")
        await desk.app.push_screen(modal)
        await desk.rest()
        modal.query_one(Field).value = text
        await desk.rest()
        seen = desk.text
        modal.dismiss(None)
        await desk.rest()
        return seen

    return (
        ("title", title),
        ("words", words),
        ("footer", footer),
        ("reason", reason),
        ("choice", choice),
        ("field", field),
    )


class _Heard:
    """An asker that keeps what it is given and cancels."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, line: str) -> None:
        self.said.append(line)

    def line(self, prompt: str) -> str | None:
        self.said.append(prompt)
        return None


_NOBODY_THERE = SimpleNamespace(actor=None)  # an office in which nobody has signed in: no lock to think of


def _prompts(outcome: Outcome, texts: Iterable[str]) -> None:
    for _ in range(max(3, outcome.attempted // 10)):
        text = next(iter(texts))
        heard = _Heard()
        talk = Talk(_NOBODY_THERE, heard, lambda: None)  # type: ignore[arg-type]
        talk.say(text)
        talk.choose(text, [("a", text)])
        talk.choose(text, [("a", text)], listed=False)
        for said in heard.said:
            outcome.add(f"prompts: {text}", _as_typed(text, said) if said[:1] in "(1" else "")


PROMISE = Promise(
    id="P11",
    says="square brackets are letters, in every strip, dialog, line, field and prompt",
    full=2000,
    small=18,
    prove=prove,
    control=control,
    controls=200,
    small_controls=10,
)
