"""Who is it? The lock of the linear desk, and the sign-in at its start: a name, then six digits or a passphrase.

Nothing typed here is shown. The same person is back at the same prompt; another one starts at the front desk, and
what was in hand waits for whoever had it. Called by `talk` and `desk`.
"""

from __future__ import annotations

from collections.abc import Sequence

from triage.core.access import Role, no_screen
from triage.core.text import visible
from triage.linear.prompts import Asker, WentIdle, take_back
from triage.linear.reading import NotRead, plain, read_one
from triage.usecases.office import Office
from triage.usecases.ports import UseCaseError
from triage.usecases.trust.locks import NOTHING, PASSPHRASE, PIN, Locked, waits_words

QUIT = ("quit", "exit")
People = Sequence[tuple[str, str]]


class Left(Exception):
    """They would rather leave triage."""


def come_back(office: Office, asker: Asker) -> str | None:
    """None when it is the same person; else what to tell the next one. Raises Left."""
    before = office.actor
    people = [(member.id, member.name) for member in office.staff]
    while True:
        chosen = _who(asker, people, before.id if before else "", before.name if before else "")
        secret = _secret(asker, office.wants(chosen))
        if secret is None:
            continue
        try:
            _has_a_screen(next(member.role for member in office.staff if member.id == chosen))
            waits = office.sign_in(chosen, secret)
        except UseCaseError as problem:
            asker.say(str(problem))
            continue
        if before is not None and before.id == chosen:
            return None
        if not office.has_pin():
            _new_pin(office, asker)
        here = f"{office.actor.name if office.actor else ''} is at this desk."
        return " ".join(filter(None, (waits_words(waits, before.name if before else ""), here)))


def let_in(locked: Locked, asker: Asker) -> Office:
    """The office, opened by somebody with a passphrase, who has digits to come back by then or does not want any.

    Raises Left, and InputEnded.
    """
    asker.say(visible(f"triage, a line at a time. {locked.hub}."))
    if locked.about:
        asker.say(locked.about)
    asker.say("Who is at this desk?")
    while True:
        chosen = _who(asker, locked.people)
        secret = _secret(asker, PASSPHRASE)
        if not secret:
            continue
        try:
            office = locked.open(chosen, secret)
        except UseCaseError as problem:
            asker.say(str(problem))
            continue
        try:
            _has_a_screen(office.actor.role if office.actor else "")
        except UseCaseError as problem:
            office.close()
            asker.say(str(problem))
            continue
        if not office.has_pin():
            _new_pin(office, asker)
        return office


def _has_a_screen(role: str) -> None:
    """Raises UseCaseError for a role whose work is done with commands."""
    if role and (nothing := no_screen(Role(role))):
        raise UseCaseError(nothing)


def _who(asker: Asker, people: People, here: str = "", name: str = "") -> str:
    for number, (_, words) in enumerate(people, 1):
        asker.say(visible(f"{number} {words}"))
    prompt = visible(f"Enter for {name}, or another number or name, or quit:" if here else "Number or name, or quit:")
    while True:
        typed = _line(asker, prompt)
        if plain(typed) in QUIT:
            raise Left
        if not typed and here:
            return here
        try:
            return read_one(typed, people)
        except NotRead as problem:
            take_back(prompt, typed)
            asker.say(str(problem))


def _secret(asker: Asker, wants: str) -> str | None:
    """What they come with; None when they gave up."""
    if wants == NOTHING:
        return ""
    while True:
        try:
            return asker.secret("Six digits:" if wants == PIN else "Passphrase:")
        except WentIdle:
            continue


def _new_pin(office: Office, asker: Asker) -> None:
    asker.say("Choose six digits to come back by, when this desk was left a moment. Enter: another day.")
    while True:
        pin = _secret(asker, PIN)
        if not pin:
            return
        asker.say("Once more.")
        if _secret(asker, PIN) != pin:
            asker.say("Those were two different ones. From the start:")
            continue
        try:
            office.set_pin(pin)
        except UseCaseError as problem:
            asker.say(str(problem))
            continue
        asker.say("Kept.")
        return


def _line(asker: Asker, prompt: str) -> str:
    while True:
        try:
            typed = asker.line(prompt)
        except WentIdle:
            continue
        if typed is not None:
            return typed.strip()
