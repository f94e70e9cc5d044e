"""Walking over, calling, booking: three large lines, the words to read aloud, and who has the person afterwards.

The sender holds on until a named person says yes. A no leads on to the next best, after two to the duty lead; never
back to reception (practice.md D1).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from textual.content import Content

from triage.core.handoff import StepKind
from triage.core.text import upper_first
from triage.tui import keys
from triage.tui.base import clock, in_turn
from triage.tui.modals.need import FindModal
from triage.tui.modals.pick import PickModal
from triage.tui.modals.reason import ReasonModal
from triage.tui.modals.worker import WorkerModal
from triage.tui.safe import joined, show
from triage.tui.screens.flow import LEAVING_KEYS, MORE_KEYS, WARM, FlowScreen
from triage.tui.widgets.blocks import NOTHING, noted, numbered, paragraphs, stacked, titled
from triage.usecases import say
from triage.usecases.handoff.handoffs import record_step, see_handoff, start_handoff
from triage.usecases.handoff.sharing import see_sharing
from triage.usecases.views import MatchView, WalkView

NO = (StepKind.DECLINED.value, StepKind.REDIRECTED.value)
OVER = (StepKind.WITHDRAWN.value, StepKind.MISTAKE.value, StepKind.CLOSED.value)
ARRANGED = ("booked", "referral")
ALONE = ("self", "walk_in")
CALLS = ("three_way_call", "phone")  # the introduction is read on the telephone, all three listening (practice.md D1)
CALL_OFF = (
    (StepKind.WITHDRAWN.value, "The person does not want this now"),
    (StepKind.MISTAKE.value, "Pressed by mistake"),
)
Act = Callable[[], Awaitable[None]]


class WalkScreen(FlowScreen):
    """One try to get somebody to a service. `fresh` when it was started just now: the way there comes first.

    `after`: from the front desk, for somebody who was expected; there is nothing of that visit to go on with.
    """

    STEP = "Walk over"
    BINDINGS = keys.bind(
        keys.CHOOSE,
        keys.WALK_AWAY,
        keys.WALK_EARLIER,
        keys.WALK_LATER,
        keys.AFTER_ON,
        keys.WALK_OFF,
        *LEAVING_KEYS,
        *MORE_KEYS,
    )

    def __init__(self, handoff_id: str, fresh: bool = False, after: bool = False) -> None:
        super().__init__()
        self.handoff_id = handoff_id
        self.view: WalkView | None = None
        self._there = not fresh
        self._after_visit = after
        self._minutes = 0

    async def fetch(self) -> bool:
        view = await self.do(see_handoff, self.handoff_id)
        if view is None:
            return self.view is not None
        self.view = view
        if not self.contact_id:
            self.contact_id = view.contact_id
            await self.know_who()
        return True

    # -- drawing

    def draw(self) -> None:
        assert self.view is not None
        view = self.view
        self.set_class(self._on_the_way, "-way")
        if self._on_the_way:
            title = show(f"{view.mode_words}: {view.label}", "$text-muted")
            large = show("\n\n\n".join(_sentence(line) for line in view.directions), "bold", newlines=True)
            self.lay_out(
                title, [large], show(f"“{view.intro}”" if view.intro else "Nothing is read aloud here."), _gets(view)
            )
            return
        small = joined([show(line, "$text-muted") for line in view.directions])
        above = paragraphs(small, show(self._title(view), "bold"), self._detail(view))
        choices = numbered([words for words, _ in self._choices()])
        self.lay_out(above, after=paragraphs(choices, show(self._after(view), "$text-muted")), aside=_gets(view))

    def _title(self, view: WalkView) -> str:
        if view.worker:
            return f"{view.worker} has {_called(view)}."
        if view.duty_lead and view.now in NO:
            return f"Ring {view.duty_lead}."
        if view.now in NO or view.now in OVER:
            return f"{view.label}: {view.now_words}."
        if view.now == StepKind.NOBODY_THERE.value:
            return f"{view.label}: nobody there."
        if view.expected:
            return f"{view.label} expects {_called(view)}."
        if view.mode in (*ARRANGED, *ALONE):
            return (
                f"{view.mode_words}: {view.label}" if view.now == StepKind.SENT else f"{view.label}: {view.now_words}."
            )
        who = view.workers[0] if view.workers else f"Somebody at {view.label}"
        return f"{who} has {_called(view)}?"

    def _detail(self, view: WalkView) -> Content:
        """What stands under the title: what comes next after a no; when, after a yes."""
        if view.expected and not view.worker:
            return show(_sentence(view.waits))
        if view.worker:
            return stacked(f"Said yes at {clock(view.since)}.", view.note)
        if view.mode in CALLS and view.now == StepKind.SENT:
            return show(f"“{view.intro}”" if view.intro else "Nothing is read aloud here.")
        if view.now == StepKind.RECEIVED:
            return show(view.note)
        if view.duty_lead and view.now in NO:
            return stacked(
                "Two have said no. The duty lead takes it from here.", f"{_called(view)} stays with you until then."
            )
        if view.now in NO and view.next_best:
            return titled(f"Next: {view.next_best.label}", _match_line(view.next_best))
        if view.now in NO:
            return stacked("Nobody else was found for this yet.", f"{_called(view)} stays with you.")
        return NOTHING

    def _after(self, view: WalkView) -> str:
        if view.worker or view.now in NO or view.now in OVER:
            return ""
        ago = f"{self._minutes} min ago, at {clock(self._happened)}" if self._minutes else "just now"
        return f"When: {ago}.  + and − change it."

    # -- what can be chosen now

    def _choices(self) -> list[tuple[str, Act]]:
        """(words, what it does), only what may come next."""
        view = self.view
        if view is None or self._on_the_way or view.worker or view.now in OVER:
            return []
        if view.now in NO:
            return self._after_a_no(view)
        may = set(view.allowed)
        may |= {StepKind.ACCEPTED, StepKind.DECLINED, StepKind.REDIRECTED} if StepKind.MET in may else set()
        may -= set() if view.onward else {StepKind.REDIRECTED}
        answers = [*self._answers(view), ("They sent us on to …", StepKind.REDIRECTED, self._sent_on)]
        return [(words, act) for words, step, act in answers if step in may]

    def _answers(self, view: WalkView) -> list[tuple[str, str, Act]]:
        """(words, the step it would be, what it does), in the order they are offered."""
        if view.now == StepKind.NOBODY_THERE:
            again = "They are coming now" if view.mode == "bring_to_person" else "Try once more"
            return [
                (again, StepKind.WALKING, self._again),
                ("Word is left, we wait for an answer", StepKind.SENT, self._left_word),
                ("Somebody else", StepKind.WITHDRAWN, self._somebody_else),
            ]
        said_no = ("They said no", StepKind.DECLINED, self._no)
        by_name = ("Somebody said yes, by name", StepKind.ACCEPTED, self._yes)
        if view.expected:
            here = [("They are here: set off", StepKind.WALKING, self._again)] if self._after_visit else []
            return [*here, by_name, said_no]
        if view.mode in ALONE:
            return [("Done together", StepKind.RECEIVED, self._done), by_name, said_no]
        if view.mode in ARRANGED:
            arranged = "The time is agreed" if view.mode == "booked" else "It is with them"
            return [(arranged, StepKind.RECEIVED, self._arranged), by_name, said_no]
        return [
            ("Yes", StepKind.ACCEPTED, self._yes),
            ("Nobody there", StepKind.NOBODY_THERE, self._nobody),
            ("Said no", StepKind.DECLINED, self._no),
            *([("Set off again", StepKind.WALKING, self._again)] if view.mode in WARM else []),
        ]

    def _after_a_no(self, view: WalkView) -> list[tuple[str, Act]]:
        if view.duty_lead:
            return [("The duty lead has it", self._duty_lead_has_it), ("See who else can help", self._see_helpers)]
        if view.next_best:
            return [(f"Go on to {view.next_best.label}", self._next_best), ("See who else can help", self._see_helpers)]
        return [("See who else can help", self._see_helpers)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "choose":
            return int(str(parameters[0])) <= len(self._choices())
        if action == "set_off":
            return self._on_the_way
        if action == "line":
            return self.goes_on
        open_ = self.view is not None and not self.view.worker and self.view.now not in (*NO, *OVER)
        if action == "minutes":
            return open_ and not self._on_the_way
        if action == "on":
            return self._on_the_way or not open_ or self._arranged_already
        return open_ if action == "call_off" else True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "Walking over", (
            "Go together. Say the words in front of the person, so that they hear everything that is passed on.",
            "You keep them until somebody says yes, by name.",
            "Somebody else may have walked, or it was earlier: + and − change the minutes.",
        )

    @in_turn
    async def action_choose(self, digit: str) -> None:
        await self._choices()[int(digit) - 1][1]()

    @in_turn
    async def action_set_off(self) -> None:
        """Blank, and ask on return."""
        self._there = True
        self.draw()
        await self.desk.leave_for_a_walk()
        self.refresh_bindings()

    @in_turn
    async def action_on(self) -> None:
        if self._after_visit and not self._on_the_way:
            self.leave_for_desk("")
        elif self._on_the_way:
            self._there = True
            self.draw()
            self.refresh_bindings()
        elif await self._nothing_left():
            from triage.tui.screens.sharing import after_sharing

            self.go_over(await after_sharing(self, self.contact_id))
        else:
            self.action_back_now()

    async def _nothing_left(self) -> bool:
        """True once everybody is asked, and nobody who was agreed to waits to be walked to."""
        from triage.tui.screens.sharing import unasked, waiting

        sharing = await self.do(see_sharing, self.contact_id)
        return sharing is not None and not unasked(sharing) and not waiting(sharing, await self.tries())

    def action_back_now(self, service: str = "") -> None:
        """Back to what may be passed on, with `service` in hand if one is named."""
        from triage.tui.screens.sharing import SharingScreen

        below = [screen for screen in self.app.screen_stack if isinstance(screen, SharingScreen)]
        if below and service:
            below[-1].put_first(service)
        self.return_to(SharingScreen, lambda: SharingScreen(self.contact_id, service))

    def action_minutes(self, by: int) -> None:
        if not self.busy:
            self._minutes = max(0, self._minutes + int(by))
            self.draw()

    @in_turn
    async def action_call_off(self) -> None:
        if step := await self.ask(PickModal("Not after all?", CALL_OFF)):
            await self._record(step)

    # -- steps

    async def _record(self, step: str, worker: str = "", because: str = "", to: str = "") -> bool:
        view = await self.do(record_step, self.handoff_id, step, worker, because, self._minutes, to=to)
        if view is None:
            return False
        self.view = view
        self.draw()
        self.refresh_bindings()
        return True

    async def _yes(self) -> None:
        view = self.view
        assert view is not None
        name = await self.ask(WorkerModal(f"Who has {_called(view)}?", view.workers))
        if name and await self._met() and await self._record(StepKind.ACCEPTED.value, name):
            self._minutes = 0

    async def _met(self) -> bool:
        """On a walk somebody was met before they said yes or no."""
        if self.view is None or StepKind.MET.value not in self.view.allowed:
            return True
        return await self._record(StepKind.MET.value)

    async def _no(self) -> None:
        reasons = [(words, words) for _, words in say.DECLINE_REASONS]
        because = await self.ask(ReasonModal("Why not?", reasons))
        if because and await self._met() and await self._record(StepKind.DECLINED.value, because=because):
            self._minutes = 0

    async def _sent_on(self) -> None:
        """To a service they name; the person is taken there, and never starts again at the desk."""
        view = self.view
        assert view is not None
        to = await self.ask(FindModal("Whom did they name?", [(id, label, "") for id, label in view.onward]))
        if to and await self._met() and await self._record(StepKind.REDIRECTED.value, to=to):
            self._minutes = 0

    async def _nobody(self) -> None:
        await self._record(StepKind.NOBODY_THERE.value)

    async def _again(self) -> None:
        self._minutes = 0
        if await self._record(StepKind.WALKING.value):
            self._there = False
            self.draw()

    async def _left_word(self) -> None:
        await self._record(StepKind.SENT.value)

    async def _somebody_else(self) -> None:
        if await self._record(StepKind.WITHDRAWN.value, because="nobody there"):
            await self._see_helpers()

    async def _arranged(self) -> None:
        assert self.view is not None
        when = ""
        if self.view.mode == "booked":
            when = await self.ask(ReasonModal("Which day, and what time?", hint="tue 10:00 · 24 nov 9:30")) or ""
            if not when:
                return
        await self._record(StepKind.RECEIVED.value, because=when)

    async def _done(self) -> None:
        await self._record(StepKind.RECEIVED.value, because="done together")

    async def _duty_lead_has_it(self) -> None:
        assert self.view is not None
        if await self._record(StepKind.ESCALATED.value, because=self.view.duty_lead):
            self.action_back_now()

    async def _see_helpers(self) -> None:
        from triage.tui.screens.matches import MatchesScreen

        self.return_to(MatchesScreen, lambda: MatchesScreen(self.contact_id))

    async def _next_best(self) -> None:
        """Straight on if the person has agreed to that one already; else ask them first, there and then."""
        view = self.view
        assert view is not None and view.next_best is not None
        sharing = await self.do(see_sharing, self.contact_id)
        agreed = sharing and any(
            row.service == view.next_best.service and row.state.startswith("given") for row in sharing.rows
        )
        if not agreed:
            self.action_back_now(view.next_best.service)
        elif started := await self.do(start_handoff, self.contact_id, view.next_best.service):
            self.handoff_id, self.view, self._there = started.handoff_id, started, False
            self.draw()
            self.refresh_bindings()

    # -- help

    @property
    def _arranged_already(self) -> bool:
        return self.view is not None and (self.view.now == StepKind.RECEIVED.value or bool(self.view.expected))

    @property
    def _on_the_way(self) -> bool:
        return self.view is not None and self.view.now == StepKind.WALKING.value and not self._there

    @property
    def _happened(self) -> datetime:
        return self.desk.office.now() - timedelta(minutes=self._minutes)


def _sentence(line: str) -> str:
    return upper_first(line)


def _called(view: WalkView) -> str:
    """What the screen may call the person."""
    return view.called


def _match_line(match: MatchView) -> Content:
    return stacked(
        show(" · ".join(part for part in (match.where, match.who, match.open_words) if part)),
        noted("why", say.reasons_in_words(match.because)),
    )


def _gets(view: WalkView) -> Content:
    return titled("What they are told", *view.sends)
