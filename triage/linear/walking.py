"""Walking over, calling, booking: the way there, the words to read aloud, and who has the person afterwards.

The sender holds on until a named person says yes. A no leads on to the next best, after two to the duty lead; never
back to reception (practice.md D1). Called by `sharing`.
"""

from __future__ import annotations

from triage.core.handoff import StepKind as S
from triage.linear.reading import NotRead, plain, read_one, split_command
from triage.linear.steps import AGREED, LEAVE_STEP, ON, Step, ask_step, sentence, tries, under_way
from triage.linear.talk import Talk, Visit
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.handoff.sharing import see_sharing
from triage.usecases.say import DECLINE_REASONS, clock
from triage.usecases.views import WalkView

_NO = (S.DECLINED.value, S.REDIRECTED.value)
_OVER = (S.WITHDRAWN.value, S.MISTAKE.value, S.CLOSED.value)
_ARRANGED = ("booked", "referral")
_CALL_OFF = ((S.WITHDRAWN.value, "The person does not want this now"), (S.MISTAKE.value, "Entered by mistake"))
_YES, _NOBODY, _SAID_NO = "yes", "nobody there", "said no"
_AGAIN, _WORD_LEFT, _SOMEBODY_ELSE, _TIME = "once more", "word is left", "somebody else", "time agreed"
_SENT_ON, _HERE = "sent on", "they are here"
_NEXT, _DUTY, _OTHERS = "go on", "duty lead has it", "others"
_HELP = (
    "Read the words aloud in front of the person, so that they hear everything that is passed on.",
    "You keep them until somebody says yes, by name: yes and the name. said no asks why.",
    "sent on: they named another service; you take the person there.",
    "told: what goes to them, word for word. minutes 10: what you type next happened ten minutes ago.",
    "call off: not after all, or a mistake. blank hides what was said while you walk. Enter goes on with the rest; this one stays as it is.",
)


def set_off(talk: Talk, visit: Visit, service: str) -> Step | None:
    """Go on with a try that is under way, or start one. None: back to sharing; else the step to go to."""
    tried = tries(talk, visit).get(service)
    view: WalkView | None = tried
    if not under_way(tried):
        view = talk.do(start_handoff, visit.contact_id, service, visit.modes.get(service, ""))
    return Walking(talk, visit, view).run() if view is not None else None


class Walking:
    """One try after another, until somebody has the person or this is left for now. `came`: they were expected and are here."""

    def __init__(self, talk: Talk, visit: Visit, view: WalkView, came: bool = False) -> None:
        self.talk, self.visit, self.view = talk, visit, view
        self._minutes, self._came = 0, came

    def run(self) -> Step | None:
        """None: back to sharing; else the step to go to."""
        self._tell_way()
        while True:
            choices = self._choices()
            if not choices:
                return None
            prompt = f"{self._title()} {', '.join(f'{n} {words}' for n, words in enumerate(choices, 1))}:"
            words = (*choices, *[str(n) for n in range(1, len(choices) + 1)], "minutes", "call off", "told")
            word, rest = ask_step(self.talk, self.visit, prompt, words, _HELP)
            if word in (ON, LEAVE_STEP):
                self.talk.say(f"{self.view.label}: {self.view.now_words}. It stays as it is.")
                return None
            if word == "minutes":
                self._earlier(rest)
                continue
            if word == "call off":
                self._call_off()
                continue
            if word == "told":
                self.talk.say("This goes, and nothing else:", *self.view.sends)
                continue
            step = self._take(choices[int(word) - 1] if word.isdecimal() else word, rest)
            if step is not None:
                return step

    # -- what is said

    def _tell_way(self) -> None:
        view = self.view
        self._minutes = 0
        lines = [f"{view.mode_words}: {view.label}.", *[sentence(line) for line in view.directions]]
        lines += [f"Read aloud: “{view.intro}”" if view.intro else "Nothing is read aloud here."]
        lines += [f"Written down: {view.note}"] if view.note else []
        lines += ["Type lock before you set off."] if self.talk.office.locks.walk else []
        self.talk.show(*lines)

    def _title(self) -> str:
        view = self.view
        if view.now in _NO:
            return f"{view.label}: {view.now_words}."
        if view.now == S.NOBODY_THERE.value:
            return "Nobody was there."
        if view.expected:
            return f"{view.label} expects {self._called}, {view.expected}."
        if view.mode in _ARRANGED:
            return f"{view.mode_words}, {view.label}."
        return f"{view.workers[0] if view.workers else view.label} has {self._called}?"

    @property
    def _called(self) -> str:
        return self.view.called

    def _choices(self) -> tuple[str, ...]:
        view = self.view
        if view.worker or view.now in _OVER:
            return ()
        if view.now in _NO:
            first = (_DUTY,) if view.duty_lead else (_NEXT,) if view.next_best else ()
            return (*first, _OTHERS)
        if view.now == S.NOBODY_THERE.value:
            return (_AGAIN, _WORD_LEFT, _SOMEBODY_ELSE)
        if view.expected:
            here = (_HERE,) if self._came and S.WALKING.value in view.allowed else ()
            return (*here, _YES, _SAID_NO)
        choices = (_TIME, _YES, _SAID_NO) if view.mode in _ARRANGED else (_YES, _NOBODY, _SAID_NO)
        return (*choices, _SENT_ON) if view.onward else choices

    # -- what is done

    def _take(self, choice: str, rest: str) -> Step | None:
        if choice == _YES:
            self._accepted(rest)
        elif choice == _SAID_NO:
            self._declined(rest)
        elif choice == _SENT_ON:
            self._sent_on(rest)
        elif choice == _NOBODY:
            self._record(S.NOBODY_THERE, said="Written down: nobody there.")
        elif choice in (_AGAIN, _HERE):
            self._minutes = 0
            if self._record(S.WALKING, said="Written down: on the way."):
                self._tell_way()
        elif choice == _WORD_LEFT:
            self._record(S.SENT, said="Written down: word is left, and we wait for an answer.")
        elif choice == _TIME:
            self._arranged(rest)
        elif choice == _NEXT:
            return self._next_best()
        elif choice == _DUTY:
            duty_lead = self.view.duty_lead
            if self._record(S.ESCALATED, because=duty_lead, said=f"Written down: {duty_lead} has it."):
                return Step.SHARING
        elif choice == _OTHERS:
            return Step.HELPERS
        else:  # somebody else, after nobody was there
            withdrawn = self._record(S.WITHDRAWN, because="nobody there", said="Written down: somebody else.")
            return Step.HELPERS if withdrawn else None
        return None

    def _record(self, kind: S, worker: str = "", because: str = "", said: str = "", to: str = "") -> bool:
        view = self.talk.do(
            record_step, self.view.handoff_id, kind.value, worker, because, self._minutes, self._minutes == 0, to
        )
        if view is None:
            return False
        self.view = view
        if said:
            self.talk.say(said)
        return True

    def _met(self) -> bool:
        """On a walk somebody was met before they said yes or no."""
        return S.MET.value not in self.view.allowed or self._record(S.MET)

    def _accepted(self, rest: str) -> None:
        name = self.talk.name(f"Who has {self._called}?", self.view.workers, start=rest)
        if name is None:
            self.talk.say("Nothing is written down. You still have them.")
        elif self._met() and self._record(S.ACCEPTED, name):
            self.talk.say(f"{name} has {self._called}. Said yes at {clock(self.view.since)}.")

    def _declined(self, rest: str) -> None:
        reasons = [(words, words) for _, words in DECLINE_REASONS]
        because = _reason_in(rest, reasons) or self.talk.reason("Why not?", reasons)
        if because is None:
            self.talk.say("Nothing is written down.")
        elif self._met() and self._record(S.DECLINED, because=because):
            self.talk.say(f"Written down: {self.view.label} said no. {sentence(because)}", *self._after_no())

    def _sent_on(self, rest: str) -> None:
        """To a service they name; the person is taken there, and never starts again at the desk."""
        to = self.talk.choose("Whom did they name?", self.view.onward, listed=not rest, start=rest)
        if to is None:
            self.talk.say("Nothing is written down.")
        elif self._met() and self._record(S.REDIRECTED, to=to):
            self.talk.say(f"Written down: {self.view.label}, {self.view.note}.", *self._after_no())

    def _after_no(self) -> list[str]:
        view = self.view
        if view.duty_lead:
            return [f"Two have said no. Ring {view.duty_lead}. {self._called} stays with you until then."]
        if view.next_best is None:
            return ["Nobody else was found for this. It is written down as not met."]
        best = view.next_best
        where = ", ".join(part for part in (best.where, best.who, best.open_words) if part)
        return [f"Next: {best.label}. {sentence(where)}"]

    def _arranged(self, rest: str) -> None:
        when = rest
        if self.view.mode == "booked" and not when:
            when = self.talk.words("Which day, and what time? Such as tue 10:00 or 24 nov 9:30:") or ""
            if not when:
                self.talk.say("Nothing is written down.")
                return
        if self._record(S.RECEIVED, because=when):
            self.talk.say(f"Written down: {self.view.note or self.view.now_words}.")

    def _next_best(self) -> Step | None:
        """Straight on if the person has agreed to that one already; else they are asked first."""
        best = self.view.next_best
        sharing = self.talk.do(see_sharing, self.visit.contact_id)
        if best is None or sharing is None:
            return None
        if not any(row.service == best.service and row.state in AGREED for row in sharing.rows):
            self.talk.say(f"First ask them what {best.label} may be told.")
            return Step.SHARING
        started = self.talk.do(start_handoff, self.visit.contact_id, best.service)
        if started is not None:
            self.view = started
            self._tell_way()
        return None

    def _earlier(self, rest: str) -> None:
        word = split_command(rest, ("minutes",))[1]
        if not word.isdecimal() or int(word) > 999:
            self.talk.say("Type minutes and a number, such as minutes 10.")
            return
        self._minutes = int(word)
        self.talk.say(f"What you type next happened {self._minutes} minutes ago." if self._minutes else "Just now.")

    def _call_off(self) -> None:
        step = self.talk.choose("Not after all?", _CALL_OFF)
        if step is None:
            self.talk.say("Nothing is changed.")
        else:
            self._record(S(step), said=f"Written down for {self.view.label}: called off.")


def _reason_in(rest: str, reasons: list[tuple[str, str]]) -> str | None:
    if not plain(rest):
        return None
    try:
        return read_one(rest, reasons)
    except NotRead:
        return None if rest.isdecimal() else rest
