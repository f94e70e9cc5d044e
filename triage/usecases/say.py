"""Words both faces share: plain, kind, and never the code's own names (design.md 5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from triage.core.appointments import appointment_words
from triage.core.hours import LONDON
from triage.core.needs import Severity
from triage.core.text import lower_first
from triage.usecases.views import CardView, NeedView

if TYPE_CHECKING:
    from triage.usecases.office import Written

WHEN = {
    Severity.URGENT.value: "today",
    Severity.SIGNIFICANT.value: "this week",
    Severity.EMERGING.value: "soon",
    Severity.NONE.value: "no hurry",
}
TOO_LONG = "That was long, so only as much as fits is here: {most} characters. Read it through."
MODE = {
    "walk_over": "Walk over together",
    "bring_to_person": "They come to the person",
    "three_way_call": "Call together, on speaker",
    "booked": "Book a time",
    "referral": "Send it on, they get in touch",
    "phone": "Phone, with help",
    "self": "The person does it, with help",
    "walk_in": "Drop in",
}
DECLINE_REASONS = (
    ("full", "No room today"),
    ("not_eligible", "Not for this person"),
    ("out_of_area", "Another area"),
    ("wrong_service", "Not what they do"),
    ("conflict", "Knows somebody involved"),
    ("more_information", "Needs to know more"),
    ("changed_mind", "The person changed their mind"),
)
END = {
    "sorted_here": "Sorted here",
    "self_help": "They will do this themselves",
    "booked": "Booked",
    "walked": "Handed over, and taken on by name",
    "referred": "Sent on, they get in touch",
    "later": "Later",
    "unmet": "Nobody can help with this yet",
    "open": "Still open",
}
GOODBYE = "Say: here's what happens next, and who's helping you. You can come back to me, {first name}, any time."
NOBODY_YET = "Say so plainly. At the end say that nobody can yet: it is counted, so that what is missing is seen."
UNMET = {
    "no_service": "no service for this",
    "full": "full today",
    "closed_today": "closed today",
    "not_eligible": "not for this person",
    "too_far": "too far",
    "language_access": "language or access",
    "changed_mind": "the person changed their mind",
}
RULE = {
    "statutory": "Somebody already has this duty by law",
    "trusted": "The person knows and likes this worker",
    "highest_need": "Helps with what matters most",
    "family": "Children at home, and several things at once",
    "navigator": "The support team, when nobody else fits",
    "chosen": "Chosen together",
}
# By which duty somebody leads already: only as that service told us (practice.md D3, rule 1).
OWNERS = (
    ("child_plan", "A social worker for a child, by a plan"),
    ("adult_enquiry", "The adult care team, by an enquiry"),
    ("", "Nobody, as far as we were told"),
)
LEAD_STATE = {"proposed": "suggested", "told": "told, not yet said yes", "accepted": "said yes", "ended": "ended"}
PROMPT = {
    "make_safe_moment": "There is a form to sign next door, when it suits.",
    "young_people_worker": "Short version. Ask the young people's worker to join.",
    "counter_pass": "Enough for now? Read back and walk over, go to a pod, let them wait, or go on here.",
    "quieter": "Somewhere quieter next: m goes there together.",
    "on_my_own": "Somewhere quieter next: m, and a private room.",  # whoever reads along learns nothing from it
    "later": "Another time suits better: p keeps everything under the code.",
    "offer_finish": "Nothing pressing so far: offer to finish here.",
    "offer_break": "It has been a while. Offer a break, or to stop here and hand over what is known.",
}
LEAVE_OUT_WHERE = "Typed at “{about}”: it may say where somebody stays now. Leave that out: b goes back to change it."
LEAVE_OUT_PAPERS = (
    "Typed at “{about}”: it may be about papers. Leave that out: b goes back. A free adviser can be added later."
)
INTERPRETER = "Interpreter ({about}): not arranged yet. Ours only, never somebody who came along."
# Who is speaking: the line to choose, and the neutral words beside the place afterwards.
SPEAKERS = (
    ("self", "The person, for themselves"),
    ("for_child", "Somebody for a child"),
    ("for_adult", "Somebody for another adult"),
    ("professional", "A worker for somebody"),
)
SPEAKING = {"self": "", "for_child": "for a child", "for_adult": "for another adult", "professional": "a worker"}
WHY_NOT_COVERED = {
    "locked": "later, in private",
    "place": "later, somewhere quieter",
    "pnts": "would rather not say",
    "not_sure": "not sure",
    "dropped": "left out today",
    "not_reached": "not reached",
}
STATES = {  # where a visit stands, by its latest event, as lists say it
    "opened": "being helped",
    "resumed": "being helped",
    "waiting": "waiting",
    "parked": "waiting",
    "passed_to": "passed on",
    "interrupted": "stopped part-way",
    "closed": "finished",
    "abandoned": "left",
}
ENDED = {
    "offered_declined": "Done. Counted, no name kept.",
    "declined": "Stopped. Nothing was kept.",
    "no_record": "Nothing is written down. You can still look things up together.",
}
NOTHING_STAYS = {  # what is asked before an answer takes away all that was said (practice.md C1)
    "no": (
        "They said no, thank you?",
        "All of it goes, and nothing is kept. Tell them first who is ready now, and that they can come back at any time.",
    ),
    "no_writing": (
        "They want nothing written down?",
        "What they said goes, and this visit ends. You can look things up together, with nothing kept.",
    ),
}
WENT_HOME = ("{} went home?", "The visit ends here. What they said is kept.")
FACT = {"name": "name", "born": "date of birth", "postcode": "postcode", "code": "code"}
VERDICTS = (("same", "The same person"), ("not_same", "Not the same"), ("not_sure", "Not sure"))
# Back from the first question: the visit was opened too early, or for nobody.
NOTHING_SAID = "Nothing is said yet."
NOT_YET = (("wait", "They wait, as before"), ("by_mistake", "There is nobody: opened by mistake"))
WAITS_ON, WAS_NOBODY = "{code} waits. Everything is saved.", "{code} was opened by mistake. It counts nowhere."
# Why a visit is taken over: as it is told at the desk it was taken from, and the line to choose.
TAKE_OVER = (
    ("the person is there now", "They are with me now"),
    ("nobody was at this desk", "Nobody is at that desk"),
    ("it was passed on", "It was passed on to me"),
)
TO_NOBODY_ELSE = "Only for the person in front of you. To anybody else: “I can't say who we see.”"
NOTHING_SENT = "Nothing will be sent"
CHANGE_MIND = "You can change your mind."


def with_own_name(words: str, name: str) -> str:
    """What is said aloud, with the first name of whoever says it (practice.md A2, A12); nobody signed in leaves it out."""
    first = name.split()[0] if name.split() else ""
    return (
        words.replace("{first name}", first)
        if first
        else words.replace(", I'm {first name}", "").replace(", {first name},", "")
    )


def clock(moment: datetime) -> str:
    """09:07, in hub time."""
    return moment.astimezone(LONDON).strftime("%H:%M")


def day(moment: datetime) -> str:
    """Monday 23 November 2026, in hub time."""
    local = moment.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B %Y}"


def span(minutes: int) -> str:
    """12 min; 2 h 5 min."""
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"


def how_long(minutes: int, came: datetime, now: datetime) -> str:
    """3 min; of somebody who also waited or was here before, 3 min, came 09:41; on another day, came Thu 19 Nov."""
    talked = span(minutes)
    here, today = came.astimezone(LONDON), now.astimezone(LONDON)
    if (now - came).total_seconds() // 60 <= minutes:
        return talked
    same_day = here.date() == today.date()
    return f"{talked}, came {here:%H:%M}" if same_day else f"{talked}, came {here:%a} {here.day} {here:%b}"


def last_time(moment: datetime, now: datetime) -> str:
    """How old something told is: `Earlier today (10:22)`, `Last time (3 Nov)`, with its year when that is another."""
    local, today = moment.astimezone(LONDON), now.astimezone(LONDON)
    if local.date() == today.date():
        return f"Earlier today ({local:%H:%M})"
    year = f" {local.year}" if local.year != today.year else ""
    return f"Last time ({local.day} {local:%b}{year})"


def ago(moment: datetime, now: datetime) -> str:
    """today 10:22; Monday 23 November, 3 days ago; with its year when that is another."""
    local, today = moment.astimezone(LONDON), now.astimezone(LONDON)
    days = (today.date() - local.date()).days
    if days <= 0:
        return f"today {local:%H:%M}"
    year = f" {local.year}" if local.year != today.year else ""
    return f"{local:%A} {local.day} {local:%B}{year}, {'yesterday' if days == 1 else f'{days} days ago'}"


def because(text: str) -> str:
    """Why, or when: the time of an appointment in words, anything else as it was typed."""
    return appointment_words(text) or text


def at_next(moment: datetime, now: datetime) -> str:
    """today 14:00, tomorrow 09:30, Thursday 09:30; from a week on with its date."""
    local, today = moment.astimezone(LONDON), now.astimezone(LONDON).date()
    days = (local.date() - today).days
    name = {0: "today", 1: "tomorrow"}.get(days, f"{local:%A}" if days < 7 else f"{local:%A} {local.day} {local:%B}")
    return f"{name} {clock(moment)}"


def listed(words: list[str]) -> str:
    """one, two and three"""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""


def grouped(lines: Iterable[str]) -> list[str]:
    """`Home: not reached`, `Money: not reached` as `Home, Money: not reached`, so that all of it is in sight."""
    titles: dict[str, list[str]] = {}
    for line in lines:
        title, _, why = line.rpartition(": ")
        titles.setdefault(why, []).append(title)
    return [f"{', '.join(dict.fromkeys(found))}: {why}" for why, found in titles.items()]


def reasons_in_words(says: Iterable[str]) -> str:
    """Reasons after "because" or "why": a label goes on within the sentence, "a date on it: …"; "OK to go on" stays."""
    return "; ".join(_within(words) for words in says)


def _within(words: str) -> str:
    label = words.partition(": ")
    return lower_first(words) if label[1] and not words[1:2].isupper() else words


def staff_words(line: str) -> str:
    """`urgent: the landlord changed the locks` as `today: the landlord changed the locks`."""
    severity, _, words = line.partition(": ")
    return f"{WHEN.get(severity, severity)}: {words}"


def raised_to(need: NeedView, said: str) -> tuple[str, str]:
    """(how pressing, why): as the staff line chosen says, or one step up for a reason in own words."""
    if said in need.staff_lines:
        severity, _, words = said.partition(": ")
        return severity, words
    now = next((value for value, words in WHEN.items() if words == need.when), Severity.EMERGING.value)
    return Severity(now).raised().value, said


def card_lines(card: CardView) -> list[str]:
    """A card as plain lines, for prompts, paper and the command line; the first thing to do stands first."""
    lines = [f"Card {card.number} - {card.title}", "", "Do now:"]
    lines += [f"  {place}. {step}" for place, step in enumerate(card.steps, 1)]
    for title, words in (("Say:", card.say), ("Never say:", card.never)):
        lines += ["", title, *[f"  “{line}”" for line in words]] if words else []
    lines += ["", "Who to call:", *[f"  {number.who}: {number.number}" for number in card.numbers]]
    lines += ["", "Write down:", *[f"  {line}" for line in card.write]] if card.write else []
    return [*lines, "", f"Who does this: {card.by_whom}", f"Telling others: {card.share_basis}"]


def written(file: Written) -> str:
    """Where a file is, what is not in it, and that it should not stay."""
    return " ".join(part for part in (f"Written to {file.path}.", file.note, "Remove it when it is done with.") if part)


def not_written(problem: OSError) -> str:
    return f"The file could not be written ({problem.strerror}). Copy the lines by hand instead."


def ends_without_trace(question: str, raw: object) -> tuple[str, str] | None:
    """What to ask before an answer that takes away all that was said: a slip of one key must not (practice.md C1)."""
    return NOTHING_STAYS.get(str(raw)) if question == "PR1" else None
