"""The assessment, a question at a time: where we are in words, the question, what was written down.

A card that nobody has closed comes before anything else. Called by `desk` with somebody picked up or new; ends only by
`ToDesk` or `Leave`. Says nothing the view does not hold: a loudspeaker may be on, and somebody beside the person.
"""

from __future__ import annotations

from collections.abc import Mapping

from triage.linear import commands as c
from triage.linear.after import after_questions
from triage.linear.arranging import arrange_beside
from triage.linear.asking import Draft, Keep, ask_question, lines_of, new_draft
from triage.linear.cards import pick_card, work_card
from triage.linear.fields import Given
from triage.linear.finding import find_somebody
from triage.linear.parking import leave_stopped, not_yet, park
from triage.linear.quick import appointment, quick
from triage.linear.returning import confirm, last_time, together, who_is_it
from triage.linear.ringing import ring
from triage.linear.showing import show_question
from triage.linear.talk import Leave, Talk, ToDesk, Visit
from triage.linear.telling import answered_before, position, written
from triage.usecases import say
from triage.usecases.ports import House
from triage.usecases.reception.contacts import move_contact, see_contact
from triage.usecases.reception.whereabouts import ALONE_HERE, where_to
from triage.usecases.views import AssessmentView, QuestionView
from triage.usecases.visit.answers import (
    ask_privacy,
    give_answer,
    keep_parts,
    open_question,
    open_questions,
    question_again,
    see_openable,
)
from triage.usecases.visit.speaking import set_speaker

NOTICED = "ST1"
ALL_ASKED = "That is all there is to ask here. A quieter place (move) or the full check (full) may have more."
AFTER_CARD = (
    ("resume", "Go on with the questions"),
    ("finish", "Only finish: read back and who helps"),
    ("end", "Stop here for now"),
)
STOPPED = (("on", "go on here"), ("park", "they wait (park)"), ("leave", "leave triage"))


class Assessment:
    """One visit, from the question in hand until the person is off this desk."""

    def __init__(self, talk: Talk, view: AssessmentView) -> None:
        self.talk = talk
        self.view = view
        self.visit = Visit(view.contact_id, view.code)
        self._again: QuestionView | None = None
        self._given: list[str] = []
        self._earlier = len(view.heard)  # answered before it was picked up here, as far as the view tells
        self._drafts: dict[str, Draft] = {}
        self._told_ready: set[str] = set()
        self._told_prompts: tuple[str, ...] = ()
        self._left_open: set[str] = set()
        self._arrived = True
        self._quiet = False  # after a word that only tells something, the question is not read out once more
        self._do = {
            c.BACK: self._back, c.KEEP: self._keep, c.HEARD: self._heard, c.READY: self._ready, c.NOTE: self._note,
            c.NOTICE: self._notice, c.CARDS: self._cards, c.MOVE: self._move, c.FULL: self._full, c.PARK: self._park,
            c.FIND: self._find, c.LAST_TIME: self._last_time, c.TOGETHER: self._together,
            c.READ_BACK: self._read_back, c.SPEAKER: self._speaker, c.QUICK: self._quick_question,
            c.APPOINTMENT: self._appointment, c.ONE_MORE: self._one_more, c.ARRANGE: self._arrange,
            c.RING: self._ring, c.SHOW: self._show,
        }  # fmt: skip

    def run(self) -> None:
        """Ask until the person is off this desk. Raises ToDesk or Leave."""
        self.talk.leaving = f" {self.visit.code} is offered again at the next start."
        while True:
            self._cards_first()
            if self.view.stage == "closed":
                raise ToDesk(say.ENDED.get(self.view.ended, "Done."))
            if self._earlier_first():
                continue
            question = self._again or self.view.question
            if question is not None:
                self._put(question)
            elif self._arrived:
                self._arrived = False
                self._read_back()
            else:
                self._all_asked()

    # -- one question

    def _put(self, question: QuestionView) -> None:
        again = self._again is not None
        draft = self._drafts.setdefault(question.id, new_draft(question, again))
        self._tell_around()
        more = self.view.still_to_ask - (0 if again else 1)
        where = position(self._house, question, self._place_of(question), more)
        where += f" Speaking: {self.view.speaking}." if self.view.speaking else ""
        lines = (where, *answered_before(self.view, question), *lines_of(question))
        self.talk.remember(*lines) if self._quiet else self.talk.show(*lines)
        self._quiet = False
        help_ = (question.about, *([question.help] if question.help else []), *c.help_lines())
        reply = ask_question(self.talk, question, draft, help_, again, self._keeper(question, again))
        if isinstance(reply, Given):
            self._give(question, reply.raw)
        elif reply is None:
            self._stopped()
        else:
            self._do[reply]()

    def _give(self, question: QuestionView, raw: object) -> None:
        asks = say.ends_without_trace(question.id, raw)
        if asks and not self.talk.yes_or_no(" ".join(asks)):
            self.talk.say("It is asked again.")
            return
        view = self.talk.do(give_answer, self.visit.contact_id, question.id, raw)
        self._drafts.pop(question.id, None)
        if view is None:
            return
        self.view, self._again, self._arrived = view, None, True
        self._given = [id for id in self._given if id != question.id] + [question.id]
        if view.stage != "closed":
            self.talk.say(written(view, question, raw))

    def _keeper(self, question: QuestionView, again: bool) -> Keep:
        """A form goes into the store part by part. An answer given before stays until the new one is whole."""

        def keep(values: Mapping[str, object]) -> None:
            if values and not again:
                self.talk.do(keep_parts, self.visit.contact_id, question.id, dict(values))

        return keep

    def _place_of(self, question: QuestionView) -> int:
        """Which one it is in this visit, from 1; as many as the view tells were answered before it was picked up."""
        given = [id for id in self._given if id != NOTICED]
        return self._earlier + 1 + (given.index(question.id) if question.id in given else len(given))

    def _tell_around(self) -> None:
        """Who is ready now, and the note for staff: once each."""
        new = [ready for ready in self.view.ready if ready.service not in self._told_ready]
        self._told_ready.update(ready.service for ready in new)
        if new:
            self.talk.say(f"Ready now: {'; '.join(ready.text for ready in new)}.")
        if self.view.prompts != self._told_prompts:
            self.talk.say(*self.view.prompts)
        self._told_prompts = self.view.prompts

    # -- cards

    def _cards_first(self) -> None:
        """One card after the other; then how to go on, without anything having to be finished."""
        if self.view.card is None:
            return
        while self.view.card is not None:
            work_card(self.talk, self.view.card, self.visit)
            self._look()
        if self.view.stage == "closed":
            return
        how = self.talk.choose("How do you want to go on?", AFTER_CARD)
        if how == "finish":
            self._read_back()
        elif how == "end":
            leave_stopped(self.talk, self.visit)

    def _cards(self) -> None:
        pick_card(self.talk, self.visit)
        self._look()

    # -- somebody who was here before

    def _earlier_first(self) -> bool:
        """Who this may be, then what is still right from last time; what was left open is not asked again here."""
        asked = "who" if self.view.known else repr(self.view.carried and self.view.carried.questions)
        if not (self.view.known or self.view.carried) or asked in self._left_open:
            return False
        if self.view.known:
            view = who_is_it(self.talk, self.view)
        elif self.view.carried is not None:
            view = confirm(self.talk, self.visit.contact_id, self.view.carried)
        if view is None:
            self._left_open.add(asked)
        self.view = view or self.view
        return True

    def _last_time(self) -> None:
        last_time(self.talk, self.visit.contact_id)
        self._look()

    def _together(self) -> None:
        together(self.talk, self.visit.contact_id)

    def _arrange(self) -> None:
        arrange_beside(self.talk, self.visit.contact_id)
        self._look()

    # -- commands

    def _quick_question(self) -> None:
        self._quiet = True
        quick(self.talk)

    def _appointment(self) -> None:
        self._quiet = True
        appointment(self.talk)

    def _back(self) -> None:
        target = self.view.back_to
        if self._again is not None:
            here = self._given.index(self._again.id) if self._again.id in self._given else 0
            target = self._given[here - 1] if here else None
        if target is not None:
            self._ask_again(target)
        elif self._again is not None:
            self.talk.say("There is nothing before this.")
            self._again = None
        else:
            not_yet(self.talk, self.visit)

    def _ask_again(self, question_id: str) -> None:
        question = self.talk.do(question_again, self.visit.contact_id, question_id)
        if question is not None:
            self._again = question
            self._drafts.pop(question_id, None)

    def _keep(self) -> None:
        self.talk.say("Nothing is changed." if self._again else "There is no earlier answer to keep.")
        self._again = None

    def _notice(self) -> None:
        self._ask_again(NOTICED)

    def _heard(self) -> None:
        self._quiet = True
        long = say.how_long(self.view.minutes, self.view.came, self.talk.office.now())
        self.talk.say(*([heard.says for heard in reversed(self.view.heard)] or ["Nothing yet."]), f"So far: {long}.")

    def _ready(self) -> None:
        self._quiet = True
        self.talk.say(*([ready.text for ready in self.view.ready] or ["Nobody yet, for what was said so far."]))

    def _ring(self) -> None:
        self._quiet = True
        if not self.view.ready:
            self.talk.say("Nobody yet, for what was said so far. find and some words has every number.")
            return
        ring(self.talk, [(ready.service, ready.text) for ready in self.view.ready], self.visit.contact_id)
        self._look()

    def _show(self) -> None:
        question = self._again or self.view.question
        raw = show_question(self.talk, question) if question is not None else None
        if question is not None and raw is not None:
            self._give(question, raw)

    def _note(self) -> None:
        self._quiet = True
        self.talk.say(*(self.view.prompts or ("There is no note.",)))

    def _find(self) -> None:
        """The question is read out again afterwards: much may have been said since."""
        find_somebody(self.talk)

    def _move(self) -> None:
        chosen = self.talk.choose("Where do you go together?", where_to(self.talk.office.house, self.view.place))
        if chosen == ALONE_HERE:
            self._again = self.talk.do(ask_privacy, self.visit.contact_id) or self._again
            return
        view = self.talk.do(move_contact, self.visit.contact_id, chosen) if chosen else None
        if view is None:
            self.talk.say(f"Not moved. You are at {self.view.place_name}.")
            return
        self.view, self._again, self._arrived = view, None, False
        self.talk.say(f"You are now at {view.place_name}.")

    @property
    def _house(self) -> House:
        """The rules this visit began with."""
        return self.talk.office.house_for(self.visit.contact_id)

    def _full(self) -> None:
        rules = self._house.question_set
        question = self._again or self.view.question
        module = rules.module(rules.by_id[question.id].module) if question else None
        section = module.section if module else None
        if question is None:
            parts = [(m.section or "", m.title) for m in rules.modules if m.section and not m.alone]
            section = self.talk.choose("Which part in full?", parts)
        view = self.talk.do(open_questions, self.visit.contact_id, [section]) if section else None
        if view is None:
            self.talk.say("Nothing is added here.")
            return
        self.view, self._again, self._arrived = view, None, False
        self.talk.say("Asking this part in full.")

    def _one_more(self) -> None:
        able = self.talk.do(see_openable, self.visit.contact_id) or ()
        typed = self.talk.words("Which question? A word of it, such as family or sleep:") if able else None
        words = typed.casefold().split() if typed else []
        fits = [(id, f"{about}, {part}") for id, about, part in able if all(w in about.casefold() for w in words)]
        chosen = self.talk.choose("Which one?", fits) if typed and fits else None
        question = self.talk.do(open_question, self.visit.contact_id, chosen) if chosen else None
        if question is None:
            self.talk.say("Nothing like that can be asked here and now." if typed and not fits else "Nothing is added.")
            return
        self._look()
        self._again = question
        self._drafts.pop(question.id, None)

    def _speaker(self) -> None:
        chosen = self.talk.choose("Who is speaking?", say.SPEAKERS)
        view = self.talk.do(set_speaker, self.visit.contact_id, chosen) if chosen else None
        if view is None:
            self.talk.say("Nothing is changed.")
            return
        self.view, self._again, self._arrived = view, None, False
        self.talk.say(f"Speaking from here on: {view.speaking or 'they themselves'}.")

    def _park(self) -> None:
        park(self.talk, self.visit)

    def _read_back(self) -> None:
        after_questions(self.talk, self.visit)
        self._again = None
        self._look()

    def _stopped(self) -> None:
        """Ctrl+C: nothing is written down, and nobody is thrown out."""
        self.talk.say("Stopped. Nothing is written down for this question.")
        how = self.talk.choose("1 go on here, 2 they wait (park), 3 leave triage:", STOPPED, listed=False)
        if how == "park":
            park(self.talk, self.visit)
        elif how == "leave":
            raise Leave

    def _all_asked(self) -> None:
        self.talk.show(ALL_ASKED)
        typed = self.talk.ask("read back, move, full, notice, back or park:", c.help_lines())
        command = c.command_in(typed or "", letters=True)
        if typed is None:
            self._stopped()
        elif command in self._do and command is not None:
            self._do[command]()
        else:
            self.talk.say("Type one of those words; help says what each does.")

    def _look(self) -> None:
        """Where things stand now; as before when that cannot be read."""
        self.view = self.talk.do(see_contact, self.visit.contact_id) or self.view
