"""Who can help: in the building and open first, with why; what else was looked at; what nobody meets."""

from __future__ import annotations

from textual.content import Content

from triage.core.handoff import FINAL
from triage.tui import keys
from triage.tui.base import clock, in_turn
from triage.tui.modals.need import FindModal
from triage.tui.modals.pick import PickModal
from triage.tui.modals.reason import ReasonModal
from triage.tui.remap import told
from triage.tui.safe import joined, show
from triage.tui.screens.flow import FLOW_KEYS, LEAVING_KEYS, WARM, FlowScreen
from triage.tui.widgets.blocks import NOTHING, noted, paragraphs, stacked, titled
from triage.usecases import say
from triage.usecases.handoff.conflicts import SAID_BY, keep_out
from triage.usecases.reception.coming import NOT_NOW, offer_hours, say_coming
from triage.usecases.views import MatchesView, MatchView, WalkView
from triage.usecases.visit.matches import choose_service, see_matches


class MatchesScreen(FlowScreen):
    """The plan, one block each. `v` opens what else was looked at below it."""

    STEP = "Who can help"
    BINDINGS = keys.bind(
        keys.AFTER_ON,
        keys.WALK,
        keys.MATCH_OTHERS,
        keys.MATCH_OTHER,
        keys.WALK_OTHERWISE,
        keys.MATCH_COMING,
        keys.MATCH_OUT,
        keys.RING,
        *LEAVING_KEYS,
        *FLOW_KEYS,
    )

    def __init__(self, contact_id: str) -> None:
        super().__init__(contact_id)
        self.view: MatchesView | None = None
        self._tries: dict[str, WalkView] = {}
        self._all = False

    async def fetch(self) -> bool:
        self.view = await self.do(see_matches, self.contact_id) or self.view
        self._tries = await self.tries()
        return self.view is not None

    def draw(self) -> None:
        assert self.view is not None
        at = max(self.at, 0)
        walked = at >= len(self.view.plan) or self.view.plan[at].mode in WARM
        self.called = {} if walked and not self.view.away else NO_WALK
        plan = [_planned(m, self._tries.get(m.service), n == at) for n, m in enumerate(self.view.plan)]
        others = [_other(match) for match in self.view.others] if self._all else []
        if others:
            others[0] = paragraphs(show("Also looked at", "bold"), others[0])
        when = f"For {self.view.coming}: these can help." if self.view.coming else "These can help."
        above = when if plan else "Nobody was found for what is wanted now." if self.view.unmet else NOT_WANTED
        away = (COMES if self.view.coming else AWAY) if self.view.away else ""
        self.lay_out(
            stacked(
                show(above, "bold"),
                show(self.view.two_noes, "bold") if self.view.two_noes else NOTHING,
                show(away, "$text-muted") if away else NOTHING,
            ),
            [*plan, *others],
            _below(self.view),
            _aside(self.view, self._all),
            at,
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match = self._match
        if action == "walk":
            return match is not None and self._in_plan
        if action == "otherwise":
            return match is not None and self._in_plan and len(match.modes) > 1
        if action in ("keep_out", "ring"):
            return match is not None
        if action == "coming":
            return self.view is not None and self.view.away
        if action in ("others", "other"):
            return self.view is not None and bool(self.view.others)
        return True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "Who can help", (
            "Proposed with the reasons, here and open first. You and the person decide; any other choice is fine.",
            "Enter goes on to what may be passed on. Nobody is told anything before that.",
        )

    # -- what can be done

    def action_others(self) -> None:
        if not self.busy and self.view is not None:
            self._all = not self._all
            self.take_in_hand(len(self.view.plan) if self._all else 0)

    @in_turn
    async def action_other(self) -> None:
        """Another service: the one looked at that is in hand, or one found in the list, for what is in hand."""
        if self.view is None:
            return
        service = self._match.service if self._match and not self._in_plan else await self._find()
        match = next((other for other in self.view.others if other.service == service), None)
        if match is None:
            return
        needs = self._needs_for(match)
        because = await self.ask(ReasonModal(f"Why {match.label}?", words="; ".join(match.against)))
        if because and (view := await self.do(choose_service, self.contact_id, match.service, needs, because)):
            self.view, self._all = view, False
            self.take_in_hand(next((n for n, item in enumerate(view.plan) if item.service == match.service), 0))

    @in_turn
    async def action_walk(self) -> None:
        if self._match:
            await self.set_off(self._match.service)

    @in_turn
    async def action_ring(self) -> None:
        from triage.tui.screens.ring import ring

        if self._match:
            await ring(self, [(self._match.service, self._match.label)], self.contact_id)

    @in_turn
    async def action_otherwise(self) -> None:
        if self._match and (mode := await self.ask(PickModal("How?", self._match.modes))):
            await self.set_off(self._match.service, mode)

    @in_turn
    async def action_coming(self) -> None:
        """“When can you come in?”: the plan for that hour; what cannot wait is still rung about now."""
        hours = await self.do(offer_hours) or ()
        now = [(NOT_NOW, "Not yet known: who can help now")] if self.view and self.view.coming else []
        hint = "tue 10:00 · 24 nov 9:30"
        typed = await self.ask(ReasonModal("When can you come in?", (*hours, *now), hint=hint))
        if typed and (view := await self.do(say_coming, self.contact_id, typed)):
            self.view = view
            self.take_in_hand(0)

    @in_turn
    async def action_keep_out(self) -> None:
        """The whole service or one worker there; who says so, never whom it is about."""
        match = self._match
        if match is None:
            return
        service = self.desk.office.house.directory.by_id[match.service]
        who = [("", "Everybody there"), *[(worker.name, worker.name) for worker in service.workers]]
        worker = await self.ask(PickModal(f"Who at {match.label} knows somebody involved?", who))
        if worker is None:
            return
        said_by = await self.ask(PickModal("Who says so?", SAID_BY))
        if said_by and (view := await self.do(keep_out, self.contact_id, match.service, worker, said_by)):
            self.view = view
            self.take_in_hand(0)
            self.say("They are kept out of it. Tell the safeguarding lead.")

    @in_turn
    async def action_on(self) -> None:
        from triage.tui.screens.finish import FinishScreen
        from triage.tui.screens.sharing import SharingScreen

        planned = self.view is not None and self.view.plan
        self.step_to(SharingScreen(self.contact_id) if planned else FinishScreen(self.contact_id))

    # -- help

    @property
    def _match(self) -> MatchView | None:
        shown = (*self.view.plan, *(self.view.others if self._all else ())) if self.view else ()
        return shown[self.at] if 0 <= self.at < len(shown) else None

    @property
    def _in_plan(self) -> bool:
        return self.view is not None and self.at < len(self.view.plan)

    async def _find(self) -> str | None:
        """A service from all that were looked at; those for what is in hand come first."""
        assert self.view is not None
        codes = set(self._match.need_codes) if self._match else {code for code, _, _ in self.view.unmet}
        others = sorted(self.view.others, key=lambda other: not codes & set(other.need_codes))
        options = [(other.service, other.label, f"{other.verdict} · {other.open_words}") for other in others]
        return await self.ask(FindModal("Which service instead?", options))

    def _needs_for(self, match: MatchView) -> list[str]:
        """What the chosen one is for: what it shares with the line in hand, else all it helps with."""
        held = set(self._match.need_codes) if self._match else set()
        return [code for code in match.need_codes if code in held] or list(match.need_codes)


NO_WALK = {keys.WALK.id: "arrange it"}  # it is called or booked, or nothing is a walk-over from where they are
NOT_WANTED = "Nothing is wanted now, so nobody is needed."
AWAY = "They are not in the building: t asks when they can come, o rings or books."
COMES = "They are not in the building yet: t changes the hour, o rings or books."


def try_words(view: WalkView | None) -> str:
    """How far a try has come: `Priya has them since 10:22`."""
    if view is None:
        return ""
    if view.worker and view.now not in FINAL:
        return f"{view.worker} said yes ✓"
    return f"{view.now_words}, {clock(view.since)}"


def _planned(match: MatchView, tried: WalkView | None, here: bool) -> Content:
    said = (match.where, match.who, match.open_words)
    because = [words for words in match.because if words not in (*said, *match.against)]
    return stacked(
        joined([show(match.label, "bold"), show(match.mode_words, "bold")]),
        show(" · ".join(part for part in said if part)),
        show(f"for: {'; '.join(need.rstrip('.') for need in match.needs)}"),
        noted("why", say.reasons_in_words(because)) if here else NOTHING,
        noted("note", *match.against),
        show(try_words(tried), "bold"),
    )


def _other(match: MatchView) -> Content:
    return stacked(
        joined([show(match.label, "bold"), match.verdict]),
        show(" · ".join(part for part in (match.where, match.open_words) if part)),
        noted("why not" if "not" in match.verdict else "note", *match.against),
        noted("what would change it", *match.would_change),
    )


def _below(view: MatchesView) -> Content:
    return paragraphs(_unmet(view), show(view.directory, "$text-muted") if view.directory else NOTHING)


def _unmet(view: MatchesView) -> Content:
    if not view.unmet:
        return NOTHING
    rows = [show(f"{plain.rstrip('.')}: {cause}") for _, plain, cause in view.unmet]
    other = "" if view.plan or not view.others else f"{told(keys.MATCH_OTHER)} chooses somebody all the same."
    return titled("Nobody can help with this yet", *rows, show(f"{say.NOBODY_YET} {other}".strip(), "$text-muted"))


def _aside(view: MatchesView, shown: bool) -> Content:
    lead = view.lead
    keeps = stacked(lead.label, lead.rule_words) if lead else NOTHING
    key = f"{told(keys.MATCH_OTHERS)} {'closes them.' if shown else 'shows them, and why not.'}"
    looked = f"{len(view.others)} more. {key}" if view.others else ""
    return paragraphs(titled("One person to keep it together", keeps), titled("Also looked at", looked))
