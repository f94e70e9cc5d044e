"""Somebody is back: looked for by two facts, recognised by the assistant, shown what is open from last time first.

Contract.md 9, practice.md A3 (RE3a) and D9 (failure demand). What an earlier visit says stays with it: here it is only
read, and a link says that both are the same person. Called by both faces.
"""

from __future__ import annotations

from collections.abc import Mapping

from triage.core.dates import read_date
from triage.core.hours import LONDON
from triage.core.people import tidy_postcode
from triage.core.policy import Action, FieldClass
from triage.core.returning import CODE, ENOUGH, Told, Verdict, tidy_code
from triage.usecases import records as rec
from triage.usecases.afterwards.finding import Known, look_for
from triage.usecases.afterwards.returning_views import FoundView
from triage.usecases.afterwards.same import say_of
from triage.usecases.case import load, with_known
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.reception.contacts import new_contact, resume_contact, see_contact
from triage.usecases.trust.trail import NOBODY_FOUND, write_down
from triage.usecases.views import AssessmentView
from triage.usecases.visit.answers import give_answer, keep_parts
from triage.usecases.visit.answers_view import known_people
from triage.usecases.visit.sitting import is_over

HO1_FACTS = ("name", "born", "postcode")
TWO_NEEDED = "Two things are needed: name, date of birth, postcode or the code from their slip."
NOBODY = "Nobody was found by these. Look at how they are written, or start a new visit with them."
SEVERAL = "More than one could be meant. Which?"
ASK_WORD = "They agreed a word of their own. Which is it?"
NOT_THE_WORD = (
    "That is not the word. Say nothing of an earlier visit, only: “I can't say who we see.” Not sure starts a new one."
)
ONE = "This could be them. Look, do not read it out: is it the same person?"


def find_before(rows: Rows, house: House, ctx: Context, told: Mapping[str, str]) -> FoundView:
    """Whom `told` fits: name, born, postcode, code, as typed. Writes who was found by whom, or that somebody looked and found nobody.

    Raises UseCaseError for a date or a postcode that cannot be right, and for less than two facts (a code alone is looked
    for, since it may be all there is).
    """
    facts = read_told(house, ctx, told)
    if len(facts.facts) < ENOUGH and facts.facts != (CODE,):
        raise UseCaseError(TWO_NEEDED)
    found = look_for(rows, house, ctx, facts)
    if not found:  # a colleague who tries one date of birth after another is seen, too; what they typed is not kept
        write_down(rows, ctx, "", Action.FIND, [FieldClass.IDENTITY], NOBODY_FOUND)
    for known in found:
        write_down(rows, ctx, known.visit.id, Action.FIND, [FieldClass.VISIT, FieldClass.IDENTITY])
    return FoundView(known_people(found, ctx), (SEVERAL if len(found) > 1 else ONE) if found else NOBODY)


def come_back(
    rows: Rows,
    house: House,
    ctx: Context,
    place: str,
    told: Mapping[str, str],
    person_id: str = "",
    verdict: str = "",
    word: str = "",
) -> AssessmentView:
    """Begin the visit of somebody looked for, with what they just told: nobody says their name twice.

    `verdict` same, not_same or not_sure is about `person_id`; without one it is about everybody found. The same person
    with a visit of today that is not finished goes on with that one. Whoever agreed a word of their own is the same only
    with that `word`. Raises UseCaseError.
    """
    found = _meant(look_for(rows, house, ctx, read_told(house, ctx, told)), person_id) if verdict else ()
    _check_word(found, verdict, word)
    if verdict == Verdict.SAME and found and _goes_on(rows, ctx, found[0]):
        return resume_contact(rows, house, ctx, found[0].visit.id, place)
    contact = new_contact(rows, house, ctx, place)
    _keep_told(rows, house, ctx, contact.id, told)
    for known in found:
        say_of(rows, ctx, contact, known.person_id, Verdict(verdict))
    return see_contact(rows, house, ctx, contact.id)


def say_who(
    rows: Rows, house: House, ctx: Context, contact_id: str, person_id: str, verdict: str, word: str = ""
) -> AssessmentView:
    """In a visit, once they said who they are: the same, not the same, not sure. "" is everybody who was found.

    Raises UseCaseError for somebody who was not found by two facts, and for the same without the word they agreed.
    """
    case = with_known(rows, house, ctx, load(rows, house, ctx, contact_id))
    found = _meant(case.before.known, person_id)
    _check_word(found, verdict, word)
    for known in found:
        say_of(rows, ctx, case.contact, known.person_id, Verdict(verdict))
    return see_contact(rows, house, ctx, contact_id)


def take_back(rows: Rows, house: House, ctx: Context, contact_id: str) -> AssessmentView:
    """Not the same person after all: from here on nothing of the earlier visits is theirs. What was said stays written."""
    case = load(rows, house, ctx, contact_id)
    for row in rows.find(rec.SamePerson, contact_id=contact_id, verdict=Verdict.SAME.value):
        say_of(rows, ctx, case.contact, row.b, Verdict.NOT_SAME)
    return see_contact(rows, house, ctx, contact_id)


def read_told(house: House, ctx: Context, told: Mapping[str, str]) -> Told:
    """What was typed, as facts. Raises UseCaseError with what to do next."""
    words = {fact: (told.get(fact) or "").strip() for fact in (*HO1_FACTS, CODE)}
    try:
        born = read_date(words["born"], ctx.today, past=True) if words["born"] else None
    except ValueError as problem:
        raise UseCaseError(str(problem)) from None
    postcode = tidy_postcode(words["postcode"]) if words["postcode"] else ""
    if postcode is None:
        raise UseCaseError("That is no whole postcode. Type it like ZZ99 3AA, or leave it empty.")
    code = tidy_code(words[CODE], house.directory.hub.code_prefix)
    if words[CODE] and not code:
        raise UseCaseError(f"That is no code. Type it like {house.directory.hub.code_prefix}-7Q4D, or leave it empty.")
    return Told(words["name"], born, postcode, frozenset({code} if code else ()))


def _meant(found: tuple[Known, ...], person_id: str) -> tuple[Known, ...]:
    meant = tuple(known for known in found if person_id in ("", known.person_id))
    if not meant:
        raise UseCaseError("That is not offered any more. Look again with two facts.")
    return meant


def _check_word(found: tuple[Known, ...], verdict: str, word: str) -> None:
    """Two facts are known to a partner too; the word is not (practice.md B2, H 8)."""
    if verdict == Verdict.SAME and any(known.word and _plain(known.word) != _plain(word) for known in found):
        raise UseCaseError(NOT_THE_WORD if word.strip() else ASK_WORD)


def _plain(word: str) -> str:
    return " ".join(word.casefold().split())


def _goes_on(rows: Rows, ctx: Context, known: Known) -> bool:
    """A visit begun today and not finished is the same visit."""
    events = rows.find(rec.ContactEvent, contact_id=known.visit.id)
    return not is_over(events) and known.visit.at.astimezone(LONDON).date() == ctx.today


def _keep_told(rows: Rows, house: House, ctx: Context, contact_id: str, told: Mapping[str, str]) -> None:
    """Name and date of birth are the answer; with less of it, the form is begun and asks for the rest."""
    parts = {fact: told[fact].strip() for fact in HO1_FACTS if (told.get(fact) or "").strip()}
    if "name" in parts and "born" in parts:
        give_answer(rows, house, ctx, contact_id, "HO1", parts)
    elif parts:
        keep_parts(rows, house, ctx, contact_id, "HO1", parts)
