"""Reading back: "I heard: … Did I get that right?", and for each thing whether help is wanted (ZZ3, ZZ4)."""

from __future__ import annotations

from textual.content import Content

from triage.tui import keys
from triage.tui.base import in_turn
from triage.tui.modals.need import NeedModal
from triage.tui.modals.reason import ReasonModal
from triage.tui.safe import joined, show
from triage.tui.screens.flow import FLOW_KEYS, LEAVING_KEYS, FlowScreen
from triage.tui.widgets.blocks import keyed, paragraphs, stacked, titled
from triage.usecases import say
from triage.usecases.views import NeedView, ReadBackView
from triage.usecases.visit.read_back import NeedDecision, confirm_needs, read_back

WANTED = {"now": "now", "later": "later", "no": "no thanks", "already": "already getting it"}
KEYED = tuple((str(n), words) for n, words in enumerate(WANTED.values(), start=1))
NOT_ASKED = "not_asked"


class ReadBackScreen(FlowScreen):
    """One sentence per need. Every key is saved at once; what was taken away stays in sight and can be put back."""

    STEP = "Read back"
    BINDINGS = keys.bind(
        keys.WANTED, keys.NEED_ADD, keys.NEED_AWAY, keys.NEED_PRESSING, keys.AFTER_ON, *LEAVING_KEYS, *FLOW_KEYS
    )

    def __init__(self, contact_id: str) -> None:
        super().__init__(contact_id)
        self.view: ReadBackView | None = None
        self._away: dict[str, NeedView] = {}
        self._order: dict[str, int] = {}

    async def fetch(self) -> bool:
        self.view = await self.do(read_back, self.contact_id) or self.view
        for need in self.view.needs if self.view else ():
            self._order.setdefault(need.code, len(self._order))
        return self.view is not None

    def draw(self) -> None:
        assert self.view is not None
        needs, at = self._needs, max(self.at, 0)
        none = "Nothing came up that needs help."
        self.lay_out(
            show("I heard:" if needs else none, "bold"),
            [self._block(need, place == at) for place, need in enumerate(needs)],
            show("Did I get that right? Have I missed anything?", "bold"),
            _aside(self.view),
            at,
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        need = self._need
        if action == "wanted":
            return need is not None and need.code not in self._away and int(str(parameters[0])) <= len(WANTED)
        if action == "away":
            return need is not None and not need.by_card
        if action == "pressing":
            return need is not None and need.code not in self._away and not need.by_card and need.when != "today"
        return True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "Reading back", (
            "Say each line to the person. What they say counts, not what was written.",
            "Ask of each whether they want help with it: now, later, no thanks, or already getting it.",
        )

    # -- decisions

    @in_turn
    async def action_wanted(self, digit: str) -> None:
        if need := self._need:
            await self._save(NeedDecision(need.code, wanted=list(WANTED)[int(digit) - 1]))
            self._on_to_unasked()

    @in_turn
    async def action_away(self) -> None:
        need = self._need
        if need is None:
            return
        before = dict(self._away)
        if self._away.pop(need.code, None) is None:
            self._away[need.code] = need
        if not await self._save(NeedDecision(need.code, need.wanted or NOT_ASKED, removed=need.code in self._away)):
            self._away = before

    @in_turn
    async def action_add(self) -> None:
        if self.view is None:
            return
        could = [pair for pair in self.view.could_add if pair[0] not in self._away]
        code = await self.ask(NeedModal(could))
        if code and await self._save(NeedDecision(code, NOT_ASKED, added=True)):
            self.take_in_hand(next((n for n, need in enumerate(self._needs) if need.code == code), 0))

    @in_turn
    async def action_pressing(self) -> None:
        need = self._need
        if need is None:
            return
        title = f"What makes this more pressing than “{need.when}”?"
        said = await self.ask(ReasonModal(title, [(line, say.staff_words(line)) for line in need.staff_lines]))
        if said:
            severity, because = say.raised_to(need, said)
            await self._save(NeedDecision(need.code, need.wanted or NOT_ASKED, False, severity, because))

    @in_turn
    async def action_on(self) -> None:
        if any(not need.wanted for need in self._standing):
            self._on_to_unasked()
            self.say("Ask this first: help now, later, no thanks, or already getting it?")
        elif any(need.wanted == "now" for need in self._standing):
            from triage.tui.screens.matches import MatchesScreen

            self.step_to(MatchesScreen(self.contact_id))
        else:
            from triage.tui.screens.finish import FinishScreen

            self.step_to(FinishScreen(self.contact_id))

    # -- help

    @property
    def _standing(self) -> list[NeedView]:
        return [need for need in self.view.needs if need.code not in self._away] if self.view else []

    @property
    def _needs(self) -> list[NeedView]:
        """Standing and taken away, each where it stood first: nothing jumps about under a finger."""
        return sorted([*self._standing, *self._away.values()], key=lambda need: self._order[need.code])

    @property
    def _need(self) -> NeedView | None:
        return self._needs[self.at] if 0 <= self.at < len(self._needs) else None

    async def _save(self, decision: NeedDecision) -> bool:
        if await self.do(confirm_needs, self.contact_id, [decision]) is None or not await self.fetch():
            return False
        self.draw()
        self.refresh_bindings()
        return True

    def _on_to_unasked(self) -> None:
        """The next need, from here on and round, of which nobody asked yet."""
        needs, here = self._needs, max(self.at, 0)
        unasked = [place for place, need in enumerate(needs) if not need.wanted and need.code not in self._away]
        self.take_in_hand(next((place for place in unasked if place >= here), unasked[0] if unasked else here))

    def _block(self, need: NeedView, here: bool) -> Content:
        if need.code in self._away:
            return stacked(show(need.plain, "$text-muted strike"), show("taken away; x puts it back", "$text-muted"))
        sentence, wanted = show(f"{need.plain.rstrip('.')}.", "bold"), WANTED.get(need.wanted, "")
        if not here:
            asked = show(f"{wanted} ✓" if wanted else "not asked yet", "bold" if wanted else "$text-muted")
            return stacked(sentence, joined([show(need.when, "$text-muted"), asked]))
        because = say.reasons_in_words(part for part in (*need.because, need.raised) if part)
        small = show(f"{need.when} · because {because}" if because else need.when, "$text-muted")
        return stacked(sentence, small, keyed(KEYED, wanted))


def _aside(view: ReadBackView) -> Content:
    hoped = f"“{view.hoped_for}”" if view.hoped_for else ""
    return paragraphs(titled("What they hope for", hoped), titled("Not covered", *say.grouped(view.not_covered)))
