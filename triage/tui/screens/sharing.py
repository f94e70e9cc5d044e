"""What may be passed on: one spoken sentence each, the exact words under it. Nothing is ticked beforehand."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content
from textual.screen import Screen

from triage.core.handoff import FINAL
from triage.tui import keys
from triage.tui.base import DeskScreen, in_turn
from triage.tui.modals.limits import LimitsModal
from triage.tui.modals.pick import PickModal
from triage.tui.remap import told
from triage.tui.safe import joined, show
from triage.tui.screens.flow import FLOW_KEYS, LEAVING_KEYS, FlowScreen
from triage.tui.screens.matches import NO_WALK, try_words
from triage.tui.widgets.blocks import NOTHING, keyed, stacked, titled
from triage.usecases.handoff.leads import see_lead
from triage.usecases.handoff.sharing import agree, see_sharing
from triage.usecases.handoff.withdraw import withdraw
from triage.usecases.say import NOTHING_SENT, listed
from triage.usecases.views import SharingRow, SharingView, WalkView

STATES = {
    "given": "yes",
    "given_with_limits": "yes, but …",
    "refused": "no",
    "not_asked": "",
    "withdrawn": "taken back",
    "not_needed_legal": "by law",
    "expired": "",  # ran out: asked again
}
ANSWERS = (
    (keys.SHARE_YES, "yes"),
    (keys.SHARE_NO, "no"),
    (keys.SHARE_LIMITS, "yes, but …"),
    (keys.SHARE_NOT_TODAY, "not today"),
)
GIVEN = ("given", "given_with_limits")
AGREED = ("given", "given_with_limits", "not_needed_legal")
THEIR_CHOICE = "That’s their choice and changes nothing else. Offer: they do it themselves, with our help."


class SharingScreen(FlowScreen):
    """One row per service and need, at most three services now. Each key is saved at once."""

    STEP = "Sharing"
    BINDINGS = keys.bind(
        keys.SHARE_YES,
        keys.SHARE_NO,
        keys.SHARE_LIMITS,
        keys.SHARE_NOT_TODAY,
        keys.WALK,
        keys.AFTER_ON,
        keys.SHARE_BACK,
        keys.SHARE_GATE,
        *LEAVING_KEYS,
        *FLOW_KEYS,
    )

    def __init__(self, contact_id: str, service: str = "") -> None:
        """`service` is in hand first; without one, the first row nobody answered."""
        super().__init__(contact_id)
        self._first = service
        self.view: SharingView | None = None
        self._tries: dict[str, WalkView] = {}
        self._not_today: set[tuple[str, str]] = set()
        self._reminded = False

    async def fetch(self) -> bool:
        first = self.view is None
        self.view = await self.do(see_sharing, self.contact_id) or self.view
        self._tries = await self.tries()
        if self.view and (first or self._first):
            self.at = self._row_of(self._first)
            self._first = ""
        return self.view is not None

    def put_first(self, service: str) -> None:
        """This service is in hand when the screen is next looked at."""
        self._first = service

    def draw(self) -> None:
        assert self.view is not None
        at = max(self.at, 0)
        self.called = NO_WALK if self._arranges(self.view.rows[at] if at < len(self.view.rows) else None) else {}
        rows = [
            _block(row, self._said(row), self._tries.get(row.service), n == at) for n, row in enumerate(self.view.rows)
        ]
        above = "Ask aloud, and wait for the answer." if rows else "There is nobody to tell anything."
        later = (
            f"{listed(list(self.view.later))}: asked later, by whoever keeps it together." if self.view.later else ""
        )
        self.lay_out(show(above, "bold"), rows, show(later), _aside() if rows else NOTHING, at)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("agree", "limits"):
            return self._row is not None
        if action == "take_back":
            return self._row is not None and self._row.state in (*GIVEN, "withdrawn")
        return self._to_walk() is not None if action == "walk" else True

    def help_about(self) -> tuple[str, tuple[str, ...]]:
        return "What may be passed on", (
            "Say the sentence as it stands. Only what is listed under it goes, and only after a yes.",
            "A no or a not today sends nothing. It is not asked again today.",
        )

    # -- answers

    @in_turn
    async def action_agree(self, state: str) -> None:
        if row := self._row:
            await self._save(row, state)

    @in_turn
    async def action_limits(self) -> None:
        if (row := self._row) and (words := await self.ask(LimitsModal(row.label))):
            await self._save(row, "given_with_limits", words)

    @in_turn
    async def action_take_back(self) -> None:
        """Stop this one or everybody; a row that was taken back already shows the words once more."""
        from triage.tui.screens.taken_back import TakenBackScreen

        row = self._row
        if row is None:
            return
        stopped: tuple[str, ...] = ()
        service = row.service
        if row.state in GIVEN:
            who = await self.ask(
                PickModal("Who gets nothing more?", ((row.service, f"Only {row.label}"), ("", "All of them")))
            )
            if who is None or (view := await self.do(withdraw, self.contact_id, who)) is None:
                return
            service, stopped = who, view.stopped
        self.step_to(TakenBackScreen(self.contact_id, service, stopped))

    @in_turn
    async def action_gate(self) -> None:
        from triage.tui.screens.gate import GateScreen

        row = self._row
        self.step_to(GateScreen(self.contact_id, row.service if row else "", row.need if row else ""))

    @in_turn
    async def action_walk(self) -> None:
        if service := self._to_walk():
            await self.set_off(service)

    @in_turn
    async def action_on(self) -> None:
        if not self._reminded and (words := self._still()):
            self._reminded = True
            self.say(f"{words} Enter once more goes on.")
            return
        self.step_to(await after_sharing(self, self.contact_id))

    # -- help

    @property
    def _row(self) -> SharingRow | None:
        rows = self.view.rows if self.view else ()
        return rows[self.at] if 0 <= self.at < len(rows) else None

    async def _save(self, row: SharingRow, state: str, limits: str = "") -> None:
        by = ""
        if state in GIVEN and self.view and self.view.who:
            by = await self.ask(PickModal("Who says yes?", self.view.who)) or ""
            if not by:
                return
        view = await self.do(agree, self.contact_id, row.service, row.need, state, limits, by=by)
        if view is None:
            return
        pair = (row.service, row.need)
        self._not_today = self._not_today | {pair} if state == "not_today" else self._not_today - {pair}
        self.view, self._reminded = view, False
        self.take_in_hand(self._unasked(self.at))
        if not self._still_unasked() and (waiting := self._waiting()):
            self.take_in_hand(view.rows.index(waiting[0]))
        if state in ("refused", "not_today"):
            self.say(THEIR_CHOICE)
        elif not self._still_unasked() and (waiting := self._waiting()):
            self.say(f"All asked. {self._sets_off(waiting[0], named=True)}.")

    def _said(self, row: SharingRow) -> str:
        """Their answer in words; empty while nobody asked."""
        no = row.state == "refused" and (row.service, row.need) in self._not_today
        return "not today" if no else STATES[row.state]

    def _unasked(self, here: int) -> int:
        """The next row nobody answered, from here on and round; here when all are answered."""
        rows = self.view.rows if self.view else ()
        order = [*range(here, len(rows)), *range(min(max(here, 0), len(rows)))]
        return next((n for n in order if not STATES[rows[n].state]), here)

    def _row_of(self, service: str) -> int:
        rows = self.view.rows if self.view else ()
        here = (n for n, row in enumerate(rows) if row.service == service)
        return self._unasked(next(here, 0))

    def _still_unasked(self) -> list[SharingRow]:
        return unasked(self.view) if self.view else []

    def _waiting(self) -> list[SharingRow]:
        return waiting(self.view, self._tries) if self.view else []

    def _to_walk(self) -> str | None:
        """The service in hand, once it is agreed and until somebody there has said yes."""
        row = self._row
        tried = self._tries.get(row.service) if row else None
        return row.service if row and row.state in AGREED and not (tried and tried.worker) else None

    def _arranges(self, row: SharingRow | None) -> bool:
        """True where nobody sets off: it is called or booked, or they are not in the building."""
        return bool(self.desk.away) or (row is not None and not row.walked)

    def _sets_off(self, row: SharingRow, *, named: bool = False) -> str:
        """What `w` does for this one."""
        words, to = ("arranges it", "with") if self._arranges(row) else ("sets off", "to")
        return f"{told(keys.WALK)} {words}" + (f" {to} {row.label}" if named else "")

    def _still(self) -> str:
        """What would be left behind by going on now."""
        if waiting := self._waiting():
            nothing = "nothing is arranged" if self._arranges(waiting[0]) else "nobody has set off"
            return f"{waiting[0].label} is agreed, and {nothing}: {self._sets_off(waiting[0])}."
        unasked = [row.label for row in self._still_unasked()]
        return f"Not asked yet: {listed(list(dict.fromkeys(unasked)))}. They will be told nothing." if unasked else ""


def unasked(view: SharingView) -> list[SharingRow]:
    """Nobody has answered for these."""
    return [row for row in view.rows if not STATES[row.state]]


def waiting(view: SharingView, tries: Mapping[str, WalkView]) -> list[SharingRow]:
    """Agreed, and nobody has set off yet. `tries`: the latest try for each service."""
    return [r for r in view.rows if r.state in AGREED and (r.service not in tries or tries[r.service].now in FINAL)]


async def after_sharing(screen: DeskScreen[None], contact_id: str) -> Screen[None]:
    """What comes once everybody is asked and walked to: one name, where one is needed, or the end."""
    from triage.tui.screens.finish import FinishScreen
    from triage.tui.screens.lead import LeadScreen

    lead = await screen.do(see_lead, contact_id)
    return (
        LeadScreen(contact_id) if lead is not None and lead.state in ("proposed", "told") else FinishScreen(contact_id)
    )


def _block(row: SharingRow, said: str, tried: WalkView | None, here: bool) -> Content:
    answer = (
        keyed([(told(key), words) for key, words in ANSWERS], said)
        if here
        else show(f"{said} ✓" if said else "not asked yet", "bold" if said else "$text-muted")
    )
    return stacked(
        joined([show(row.label, "bold"), show(row.need_words.rstrip("."), "$text-muted")]),
        show(f"“{row.sentence}”" if here else ""),
        show(said if here and said and said not in dict(ANSWERS).values() else "", "bold"),  # taken back, by law
        answer,
        show(f"“{row.limits}”" if row.limits else ""),
        _goes(row, here),
        show(try_words(tried), "bold"),
    )


def _goes(row: SharingRow, here: bool) -> Content:
    """Exactly what leaves; before an answer, what a yes would send."""
    if row.state in AGREED and not here:
        return show(f"goes: {', '.join(line.partition(':')[0] for line in row.sends)}", "$text-muted")
    if row.state in AGREED:
        return stacked(show("This goes, and nothing else:", "$text-muted"), *[f"· {line}" for line in row.sends])
    if STATES[row.state]:
        return show(NOTHING_SENT)
    return show(f"A yes would send: {listed(list(row.fields))}." if here and row.fields else "", "$text-muted")


def _aside() -> Content:
    return titled(
        "If they say no",
        "It changes nothing else. They can do it themselves with your help, pass on less, ask without a name, or come back.",
    )
