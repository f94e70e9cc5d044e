"""The front desk as plain prompts: who is at the keyboard, who is here, and the way into a visit and back.

`run_desk` is what `triage --linear` calls; `Desk` takes any `Asker`, so that tests drive it by script. Imports use cases
and core, never the store, the content, bootstrap or the app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

from triage.core.access import AT_A_SERVICE, ROLE_WORDS, Role, no_screen
from triage.linear.assessment import Assessment
from triage.linear.building import tell_building
from triage.linear.cards import pick_card
from triage.linear.coming import Left, let_in
from triage.linear.end_of_day import end_of_day
from triage.linear.finding import FINDS, find_somebody
from triage.linear.handing_over import HAND_OVER, hand_over_lead
from triage.linear.inbox import at_the_service
from triage.linear.led import tell_my_people
from triage.linear.lists import people_count, people_lines, person_meant, tell_today
from triage.linear.prompts import Asker, InputEnded, Terminal
from triage.linear.quick import APPOINTMENT, QUICK, appointment, quick
from triage.linear.reading import plain, split_command
from triage.linear.returning import look_before
from triage.linear.send_over import SEND_OVER, send_somebody
from triage.linear.taking import pick_up
from triage.linear.talk import Leave, Switched, Talk, ToDesk
from triage.linear.trouble import note_trouble
from triage.linear.where import WHERE, expected_lines, expected_meant, they_came, where_today
from triage.usecases.afterwards.my_people import news
from triage.usecases.office import Office
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.contacts import open_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.desk_views import FrontDeskView
from triage.usecases.say import clock, day
from triage.usecases.trust.locks import Locked
from triage.usecases.views import AssessmentView

LEFT, FAILED, CANCELLED = 0, 1, 130
_HELP = (
    "new: somebody new is at the desk. before: somebody was here before. A number or a code: goes on with that person. list: everybody who is here.",
    "find and some words: who helps with it.",
    "appointment: somebody is here for one; whom to tell, and how. quick: a quick question, its answer, and one counted.",
    "building: who can see somebody today, and saying what is different: full, back at a time, closing early, a wait.",
    "end of day: who is left with nobody. my people: who keeps whom together, and what is next.",
    "hand over and a number of my people: somebody else is to keep them together; what they said.",
    "where: where you are today. Away from the hub nothing is a walk-over.",
    "send: somebody at this desk goes to the front desk, with what they told you. today: everybody who was here today. cards: what to do first.",
)


def run_desk(office: Office) -> int:
    """The whole desk in this terminal. 0 when left as usual, 130 when the input ended, 1 when the desk failed."""
    terminal = Terminal()
    terminal.idle_after = office.locks.blank
    with terminal.until_told_to_leave():
        try:
            return Desk(office, terminal, terminal.clear).run()
        except InputEnded:
            _leave_nothing(terminal)
            return CANCELLED
        except Exception as error:  # a traceback could show people's words
            said = note_trouble(office.home / "triage.log", error, office.now())
            _leave_nothing(terminal)
            terminal.say(said)
            return FAILED


def _leave_nothing(terminal: Terminal) -> None:
    """Not on a terminal that is gone."""
    with suppress(InputEnded):
        terminal.clear()


def unlock(locked: Locked) -> Office | None:
    """Ask who it is and for the passphrase, in this terminal; None when they leave."""
    terminal = Terminal()
    with terminal.until_told_to_leave():
        try:
            return let_in(locked, terminal)
        except (InputEnded, Left):
            return None


class Desk:
    """The front desk. `clear` takes what was said off the terminal, whenever somebody leaves the desk."""

    def __init__(self, office: Office, ask: Asker, clear: Callable[[], None] = lambda: None) -> None:
        self.office = office
        self.talk = Talk(office, ask, clear)

    def run(self) -> int:
        """Until somebody leaves. Raises InputEnded when nobody can type any more."""
        try:
            if self.office.actor is None and not self._sign_in():
                return LEFT
            while True:
                self._at_the_desk()
        except Leave:
            self.talk.clear()
            self.talk.say("Everything is saved. Goodbye.")
        return LEFT

    def _sign_in(self) -> bool:
        talk = self.talk
        talk.say(
            "triage, a line at a time. Type help at any time.", *([self.office.banner] if self.office.banner else [])
        )
        if self.office.demo:
            now = self.office.now()
            talk.say(f"Practice clock: {day(now)}, {clock(now)}. It ticks from there.")
        staff = [(m.id, f"{m.name}, {ROLE_WORDS[Role(m.role)]}") for m in self.office.staff]
        while True:
            chosen = talk.choose("Who is at this desk?", staff)
            if chosen is None:
                talk.quit()
                continue
            member = next(m for m in self.office.staff if m.id == chosen)
            if nothing := no_screen(Role(member.role)):
                talk.say(nothing)
                continue
            try:
                self.office.sign_in(chosen)
            except UseCaseError as problem:
                talk.say(str(problem))
                continue
            return True

    def _at_the_desk(self) -> None:
        """Until somebody leaves, or somebody else takes the keyboard."""
        try:
            if self.office.actor is not None and self.office.actor.role in AT_A_SERVICE:
                at_the_service(self.talk)
            view = self._look()
            if view is not None:
                self.talk.show(self._head(view), *self._lines(view), *(self.talk.do(news) or ()))
                if view.ask_where:
                    where_today(self.talk)
                self._offer_unfinished(view)
            while True:
                self.talk.leaving = ""
                typed = self.talk.ask("Front desk. new, a number, or help:", _HELP)
                if typed is None:
                    self.talk.quit()
                elif typed:
                    self._take(typed)
        except Switched as other:
            self.talk.clear()
            self.talk.say(str(other))

    def _take(self, typed: str) -> None:
        if do := self._words().get(plain(typed) or typed):
            do()
        elif split_command(typed, HAND_OVER)[0]:
            hand_over_lead(self.talk, split_command(typed, HAND_OVER)[1])
        elif split_command(typed, FINDS)[0]:
            find_somebody(self.talk, split_command(typed, FINDS)[1])
        else:
            self._take_somebody(typed)

    def _words(self) -> dict[str, Callable[[], object]]:
        """The words of the desk that stand alone, each as it is said and by the app's key."""
        talk = self.talk
        said: tuple[tuple[Iterable[str], Callable[[], object]], ...] = (
            (("new", "n", "new person"), lambda: self._go(talk.do(open_contact, self._place()))),
            (("before", "h", "been here before", "here before"), lambda: self._go(look_before(talk, self._place()))),
            (("list", "who", "l"), self._tell_list),
            ((APPOINTMENT, "a"), lambda: appointment(talk)),
            ((QUICK, "q", "question", "quick question"), lambda: quick(talk)),
            (("building", "in the building", "f"), lambda: tell_building(talk)),
            (("end of day", "end", "e"), lambda: self._go(end_of_day(talk))),
            (("my people", "people", "m"), lambda: tell_my_people(talk)),
            (WHERE, lambda: where_today(talk)),
            (SEND_OVER, lambda: send_somebody(talk)),
            (("today", "t"), lambda: tell_today(talk)),
            (("cards", "card", "!"), lambda: pick_card(talk, None)),
            (("leave", "x"), talk.quit),
        )
        return {word: do for words, do in said for word in words}

    def _tell_list(self) -> None:
        if (view := self._look()) is not None:
            self.talk.show(self._head(view), *self._lines(view))

    def _take_somebody(self, typed: str) -> None:
        """Whoever is meant by a number or a code: expected, or here."""
        view = self._look()
        person = person_meant(typed, view) if view else None
        coming = expected_meant(typed, view) if view else None
        if coming is not None:
            they_came(self.talk, coming)
        elif person is None:
            self.talk.say(f"“{typed}” is nobody in the list and no word of the desk. Type help to hear them.")
        else:
            self._go(pick_up(self.talk, person.contact_id, person.code))

    def _offer_unfinished(self, view: FrontDeskView) -> None:
        if view.unfinished is None:
            return
        self.talk.say(f"{view.unfinished.code} was left open here. Everything said is saved.")
        if self.talk.yes_or_no(f"Carry on with {view.unfinished.code}?"):
            self._go(pick_up(self.talk, view.unfinished.contact_id, view.unfinished.code))

    def _go(self, view: AssessmentView | None) -> None:
        """One visit, until the person is off this desk; then what was said leaves the terminal."""
        if view is None:
            return
        self.talk.say(f"{view.code}, at {view.place_name}.")
        self.talk.in_hand = view.contact_id
        try:
            Assessment(self.talk, view).run()
        except Switched:
            raise
        except ToDesk as done:
            self.talk.in_hand = ""
            self.talk.clear()
            here = self._look()
            self.talk.show(f"{done} {self._head(here)}" if here else str(done))

    def _head(self, view: FrontDeskView) -> str:
        where = view.away or f"{self.office.terminal.name}, {view.hub}"
        who = f"{self.office.actor.name}, " if self.office.actor else ""
        head = f"{where}, {who}{self.talk.time}. {people_count(view)}."
        old = f"{view.directory}." if view.directory else ""
        return " ".join(filter(None, (head, old, f"{view.counted}." if view.counted else "", view.closing)))

    def _lines(self, view: FrontDeskView) -> list[str]:
        return [*people_lines(self.talk, view), *expected_lines(view)]

    def _look(self) -> FrontDeskView | None:
        return self.talk.do(front_desk)

    def _place(self) -> str:
        """Where this terminal stands, as the directory calls it; else the first counter."""
        places = self.office.house.directory.places
        named = [place.id for place in places if place.name == self.office.terminal.name]
        return (named or [place.id for place in places if place.kind == "counter"] or ["desk2"])[0]
