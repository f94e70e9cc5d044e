"""Telling somebody without asking the person: everything the decision needs on one screen, and Enter only when it is all there.

Nothing is chosen beforehand and nothing is written before Enter. A named lead decides; deciding not to tell is written
too (practice.md C5).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from textual.content import Content

from triage.core.dates import read_date
from triage.core.gate import NOT_ENOUGH, Deciding
from triage.core.reasons import date_words
from triage.tui import keys
from triage.tui.base import in_turn
from triage.tui.modals.confirm import ConfirmModal
from triage.tui.modals.need import FindModal
from triage.tui.modals.pick import PickModal
from triage.tui.modals.reason import ReasonModal
from triage.tui.modals.worker import WorkerModal
from triage.tui.safe import show
from triage.tui.screens.flow import FlowScreen
from triage.tui.widgets.blocks import paragraphs, stacked, titled
from triage.usecases.handoff.after_views import GateView
from triage.usecases.handoff.gate import decide, see_gate, still_missing
from triage.usecases.say import listed

NOT_YET = "not said yet"


class GateScreen(FlowScreen):
    """Nine lines, each filled by its number. The draft lives on this screen only."""

    STEP = "Sharing"
    BINDINGS = keys.bind(keys.GATE_FILL, keys.GATE_DECIDE, keys.AFTER_BACK, keys.AFTER_UP, keys.AFTER_DOWN)

    def __init__(self, contact_id: str, service: str = "", need: str = "") -> None:
        super().__init__(contact_id)
        self.view: GateView | None = None
        self.draft = Deciding(service=service, need=need)

    async def fetch(self) -> bool:
        self.view = await self.do(see_gate, self.contact_id) or self.view
        if self.view is not None and (self.draft.service, self.draft.need) not in dict(self.view.about):
            self.draft = replace(self.draft, service="", need="")
        return self.view is not None

    def draw(self) -> None:
        rows = [_block(n, title, said) for n, (title, said, _) in enumerate(self._lines(), 1)]
        above = show("Telling somebody without asking: a lead decides, by name.", "bold")
        wrong = self._missing()
        after = show(
            f"First: {wrong}" if wrong else "Everything is there. Enter writes the decision down.", "$text-muted"
        )
        self.lay_out(paragraphs(above, after), rows, Content(""), self._aside(), self.at)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.view is not None if action in ("fill", "decide") else True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "Without asking", (
            "Ask them first whenever that is safe. This is for serious harm, or where the law says so.",
            f"Never enough by itself: {', '.join(NOT_ENOUGH)}.",
            "Nothing goes until every line is filled and Enter is pressed. It is always looked at again.",
        )

    @in_turn
    async def action_fill(self, digit: str) -> None:
        self.at = int(digit) - 1
        await self._lines()[self.at][2]()
        self.draw()

    @in_turn
    async def action_decide(self) -> None:
        one = self.draft
        if wrong := self._missing():
            self.say(wrong)
            return
        label = dict(self.view.about)[one.service, one.need].partition(":")[0] if self.view else ""
        words = "Only what the list says goes, and only there." if one.share else "Nothing will be sent."
        title = f"Tell {label} without asking?" if one.share else f"{label} is not told?"
        if not await self.ask(ConfirmModal(title, words, yes="write it down")):
            return
        if await self.do(decide, self.contact_id, one) is None:
            return
        self.draft = Deciding()
        if one.share and one.fields:
            await self.set_off(one.service)
        else:
            self.say("Written down, with who decided and why.")
        self.draw()

    # -- the nine lines

    def _lines(self) -> list[tuple[str, str, Callable[[], Awaitable[None]]]]:
        """(title, what is said so far, how it is filled)."""
        one, view = self.draft, self.view
        roles, powers, fields = (dict(view.roles), dict(view.powers), self._fields()) if view else ({}, {}, {})
        about = dict(view.about).get((one.service, one.need), "") if view else ""
        who = ", ".join(part for part in (one.decided_by, roles.get(one.role, "")) if part)
        told = "yes" if one.told == "yes" else f"no: {one.why_not_told}" if one.told else ""
        return [
            ("To whom, about what", about, self._about),
            ("What harm, to whom, how soon", one.harm, self._harm),
            ("Who decides", who, self._who),
            ("Tell them, or not", "tell them" if one.share else "do not tell them", self._share),
            ("By which power", "; ".join(powers[p] for p in one.powers), self._power),
            ("What goes: the least that helps", listed([fields[f] for f in one.fields if f in fields]), self._what),
            ("Is the person told first", told, self._told),
            ("Why, in two or three lines", one.reasoning, self._why),
            ("Looked at again on", date_words(one.follow_up) if one.follow_up else "", self._when),
        ]

    async def _about(self) -> None:
        pairs = self.view.about if self.view else ()
        options = [(str(n), words, "") for n, (_, words) in enumerate(pairs)]
        if (chosen := await self.ask(FindModal("To whom, about what?", options))) is not None:
            service, need = pairs[int(chosen)][0]
            self.draft = replace(self.draft, service=service, need=need, fields=())

    async def _harm(self) -> None:
        if words := await self._words("What harm if not? To whom, and how soon?", self.draft.harm):
            self.draft = replace(self.draft, harm=words)

    async def _who(self) -> None:
        view = self.view
        if view and (name := await self.ask(WorkerModal("Who decides?", view.deciders))):
            role = await self.ask(PickModal(f"{name} is the …", view.roles))
            self.draft = replace(self.draft, decided_by=name, role=role or "")

    async def _share(self) -> None:
        self.draft = replace(self.draft, share=not self.draft.share)

    async def _power(self) -> None:
        powers = self.view.powers if self.view else ()
        if chosen := await self.ask(PickModal("By which power? Once more takes it away.", powers)):
            self.draft = replace(self.draft, powers=_toggled(self.draft.powers, chosen))

    async def _what(self) -> None:
        if not self._fields():
            self.say("Say to whom first." if not self.draft.service else "Nothing known may go there.")
        elif chosen := await self.ask(PickModal("What goes? Once more takes it away.", tuple(self._fields().items()))):
            self.draft = replace(self.draft, fields=_toggled(self.draft.fields, chosen))

    async def _told(self) -> None:
        told = await self.ask(PickModal("Is the person told first?", (("yes", "Yes"), ("no", "No, because …"))))
        why = await self._words("Why not? Only for risk, or not to spoil an investigation.") if told == "no" else ""
        if told and why is not None:
            self.draft = replace(self.draft, told=told, why_not_told=why)

    async def _why(self) -> None:
        if words := await self._words("Why, in two or three lines?", self.draft.reasoning):
            self.draft = replace(self.draft, reasoning=words)

    async def _when(self) -> None:
        if not (typed := await self.ask(ReasonModal("When is it looked at again?", hint="24 nov"))):
            return
        try:
            self.draft = replace(self.draft, follow_up=read_date(typed, self.desk.office.now().date()))
        except ValueError as problem:
            self.say(str(problem))

    # -- help

    async def _words(self, title: str, before: str = "") -> str | None:
        return await self.ask(ReasonModal(title, words=before, hint="facts, no names of others"))

    def _missing(self) -> str | None:
        office = self.desk.office
        known = office.house.directory.by_id.get(self.draft.service)
        return still_missing(self.draft, known, office.now())

    def _fields(self) -> dict[str, str]:
        return dict(dict(self.view.fields).get(self.draft.service, ())) if self.view else {}

    def _aside(self) -> Content:
        bases = self.view.bases if self.view else ()
        return titled("What the cards say about telling others", *bases)


def _toggled(chosen: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(c for c in chosen if c != one) if one in chosen else (*chosen, one)


def _block(number: int, title: str, said: str) -> Content:
    return stacked(
        Content.assemble(
            show(f"{number}  ", "bold"), show(f"{title}: "), show(said or NOT_YET, "bold" if said else "$text-muted")
        )
    )
