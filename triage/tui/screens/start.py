"""The first frame, who is using the tool, and what stands in the way when it cannot start."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from triage.core.access import ROLE_WORDS, Role, no_screen
from triage.tui import keys
from triage.tui.base import DeskScreen, clock
from triage.tui.safe import Words, show
from triage.tui.widgets.options import Choice, Choices, keys_for
from triage.usecases.office import Office

if TYPE_CHECKING:
    from triage.core.directory import StaffMember
    from triage.usecases.trust.locks import Locked


class StartScreen(DeskScreen[None]):
    """Paints first; then opens the office and asks who is here."""

    PAINT_FIRST = True
    BINDINGS = keys.bind(keys.WHO, keys.AGAIN)

    def __init__(self) -> None:
        super().__init__()
        self._staff: tuple[StaffMember, ...] = ()
        self._failed = False

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="column", can_focus=False):
            yield Words("triage", id="name", classes="loud")
            yield Words("One short talk. The right people. Somebody who has it.", classes="quiet")
            yield Words("Opening …", id="asks", classes="loud gap")
            yield Choices(id="who", classes="gap")
            yield Words(id="about", classes="quiet gap")

    async def load(self) -> None:
        from triage.core.problems import ContentError
        from triage.usecases.ports import UseCaseError
        from triage.usecases.trust.locks import Locked

        self._failed = False
        try:
            office = await self.desk.open_office()
        except Locked as locked:
            self._let_in(locked)
            return
        except (UseCaseError, ContentError) as error:
            self._tell_problem(error)
            return
        self._ask_who(office)
        self.desk.run_worker(self.desk.warm_up(), group="warm")

    def _let_in(self, locked: Locked) -> None:
        """Real data: a name and a passphrase before anything is opened."""
        from triage.tui.screens.coming import ComingScreen
        from triage.usecases.trust.locks import PASSPHRASE

        async def wants(_id: str) -> str:
            return PASSPHRASE

        async def enter(id: str, secret: str) -> None:
            await self.desk.enter(await asyncio.to_thread(locked.open, id, secret))
            self.desk.run_worker(self.desk.warm_up(), group="warm")

        self.desk.switch_screen(ComingScreen(locked.hub, locked.people, wants, enter, about=locked.about))

    def _ask_who(self, office: Office) -> None:
        self._staff = office.staff
        given = keys_for([member.id for member in self._staff])
        self.query_one("#asks", Words).put("Who is at this desk?")
        self.query_one("#who", Choices).put(
            [
                Choice(key, m.id, f"{m.name}, {ROLE_WORDS[Role(m.role)]}")
                for key, m in zip(given, self._staff, strict=True)
            ]
        )
        self.query_one("#about", Words).put(_about(office))
        self.query_one("#about").add_class("quiet")
        self.refresh_bindings()
        self.draw_head()

    def _tell_problem(self, error: Exception) -> None:
        self._failed = True
        self.query_one("#asks", Words).put("triage cannot start yet.")
        self.query_one("#about", Words).put(_problem_words(error))
        self.query_one("#about").remove_class("quiet")  # what is wrong is no small print
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "who":
            return len(self._staff) >= int(str(parameters[0]))
        return self._failed if action == "again" else True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "Starting", ("Choose your name. It is written beside what you save, so that others know whom to ask.",)

    def on_choices_clicked(self, event: Choices.Clicked) -> None:
        if event.key.isdigit():
            self.take_turn(lambda: self._sign_in(int(event.key)))

    def action_who(self, digit: str) -> None:
        self.take_turn(lambda: self._sign_in(int(digit)))

    def action_again(self) -> None:
        self.take_turn(self.load)

    async def _sign_in(self, digit: int) -> None:
        from triage.usecases.ports import UseCaseError

        member = self._staff[digit - 1]
        if nothing := no_screen(Role(member.role)):
            self.say(nothing)
            return
        try:
            self.desk.office.sign_in(member.id)
        except UseCaseError as error:
            self.say(str(error))
            return
        self.desk.switch_screen(self.desk.home())  # not awaited: it ends this very turn


def _about(office: Office) -> Content:
    """What kind of store this is and, in a demo, that the clock is a practice clock."""
    said = [show(office.banner)] if office.banner else []
    if office.demo:
        now = office.now()
        said.append(show(f"Practice clock: {now:%A} {now.day} {now:%B %Y}, {clock(now)}. It ticks from there."))
    return Content("\n").join(said)


def _problem_words(error: Exception) -> Content:
    """Each problem on its own line, what to do next last."""
    found = str(error).splitlines()[:8]
    after = "When it is mended, press Enter to try again. Nothing was lost. Ctrl+Q leaves."
    return Content("\n").join([*map(show, found), Content(""), show(after, "bold")])
