"""`triage staff list|add|change|remove|passphrase|pin`: who works here, and who of them may open the data.

The desk is closed meanwhile, because one start holds the data. Passphrases are typed by whose they are.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from triage.cli.unlock import Asker, Cancelled, OnStderr, new_passphrase, open_here, say_what_still_opens
from triage.core.access import ROLE_WORDS, Role
from triage.core.text import visible
from triage.settings import Settings, read_settings
from triage.usecases.ports import UseCaseError

if TYPE_CHECKING:
    from triage.keys.ring import Opened
    from triage.office import Office
    from triage.usecases.trust.staff import StaffView

_ROLES = [role.value for role in Role if role is not Role.NOBODY]
_WHAT = ("list", "add", "change", "remove", "passphrase", "pin")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=_WHAT, help="passphrase and pin are your own")
    parser.add_argument("name", nargs="?", help="as colleagues say it", default="")
    parser.add_argument(
        "--role", choices=_ROLES, action="append", help="what they are here as; the first is the main one"
    )
    parser.add_argument(
        "--service",
        action="append",
        metavar="ID",
        help="the service they work for, as in the directory; once for each of several, and all of them when changed",
    )
    parser.add_argument("--extension", help="their telephone extension")
    parser.add_argument("--may-lead", action=argparse.BooleanOptionalAction, help="may keep things together for people")
    parser.add_argument("--on-duty", action=argparse.BooleanOptionalAction, help="is in at the moment")
    parser.add_argument("--next", metavar="NAME", default="", help="who has a leaver's people from now on")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when done, 1 when somebody stopped, 3 when it could not be done."""
    try:
        return manage(read_settings(), args, OnStderr())
    except Cancelled as stopped:
        print(stopped, file=sys.stderr)
        return 1
    except UseCaseError as problem:
        print(visible(str(problem)), file=sys.stderr)
        return 3


def manage(settings: Settings, args: argparse.Namespace, asker: Asker) -> int:
    """One of the things above, by somebody who signs in first. Raises UseCaseError."""
    office = open_here(settings, asker)
    try:
        if not office.guarded:
            raise UseCaseError(
                "This is practice data: its people are in directory.yaml. “triage init” sets up real data."
            )
        return {
            "list": _list,
            "add": _add,
            "change": _change,
            "remove": _remove,
            "passphrase": _passphrase,
            "pin": _pin,
        }[args.what](office, args, asker)
    finally:
        office.close()


def _list(office: Office, _args: argparse.Namespace, _asker: Asker) -> int:
    from triage.usecases.trust.staff import see_staff

    for one in office.do(see_staff).result():
        said = [", ".join(ROLE_WORDS[role] for role in one.roles), *one.services]
        said += ["may lead"] if one.may_lead else []
        said += [] if one.on_duty else ["off duty"]
        said += [] if _opened(office).file.holder(one.id) else [_not_yet(office)]
        print(visible(f"{one.name}: {'; '.join(said)}"))
    return 0


def _not_yet(office: Office) -> str:
    """Somebody in the list who is not in the key file here; adding them again at a desk with an old copy would make two."""
    if office.settings.database and office.settings.key_folder is None:
        return "cannot open the data at this desk: copy triage.keys here from the desk where they were added"
    return "cannot open the data yet: run “triage staff add” again"


def _add(office: Office, args: argparse.Namespace, asker: Asker) -> int:
    from triage.clocks import uuid7_maker
    from triage.keys.ring import with_person
    from triage.unlocking import keep_keys
    from triage.usecases.trust.staff import StaffView, add_staff, check_staff, see_staff

    _may_manage(office)
    name = " ".join((args.name or asker.line("The name of the new colleague:") or "").split())
    if not name:
        raise Cancelled
    opened = _opened(office)
    begun = next((s for s in office.do(see_staff).result() if s.name.casefold() == name.casefold()), None)
    if begun is None or opened.file.holder(begun.id) is not None:  # a name that is taken is refused below
        asked = StaffView(uuid7_maker()(), name, (Role.ASSISTANT,))
        begun = _with(asked, args)
        office.do(check_staff, begun).result()
        asker.say(f"{name} types a passphrase now. Nobody else looks.")
        passphrase = new_passphrase(asker, name, opened.file.hub)
        office.do(add_staff, begun).result()
    else:  # an earlier time was cut off in between
        passphrase = new_passphrase(asker, name, opened.file.hub)
    keep_keys(office.settings.keys_in, opened.file, with_person(opened, begun.id, begun.name, passphrase).file)
    print(visible(f"{begun.name} may open the data from now on, as {ROLE_WORDS[begun.role]}. Make a backup soon."))
    _say_to_copy(office)
    return 0


def _change(office: Office, args: argparse.Namespace, _asker: Asker) -> int:
    from triage.usecases.trust.staff import change_staff

    _may_manage(office)
    changed = _with(_meant(office, args.name), args)
    office.do(change_staff, changed).result()
    print(visible(f"{changed.name}: {', '.join(ROLE_WORDS[role] for role in changed.roles)}."))
    return 0


def _remove(office: Office, args: argparse.Namespace, asker: Asker) -> int:
    from triage.keys.ring import without
    from triage.store.server_keys import nobody_else
    from triage.unlocking import change_key
    from triage.usecases.trust.staff import people_of, see_staff, staff_left

    _may_manage(office)
    leaver = _meant(office, args.name, see=tuple(office.do(see_staff, also_left=True).result()))
    if office.actor is not None and leaver.id == office.actor.id:
        raise UseCaseError("Somebody else has to do this: you cannot take yourself out.")
    opened = _opened(office)
    both = without(opened, leaver.id)  # first, because it may be refused
    if office.settings.database:
        nobody_else(office.settings.database, ours=1)
    left = 0 if leaver.left_on else office.do(people_of, leaver.id).result()
    to = args.next
    if left and not to:
        to = (
            asker.line(f"{left} {'person is' if left == 1 else 'people are'} with {leaver.name}. Who has them now?")
            or ""
        )
        if not to.strip():
            raise Cancelled
    handed = office.do(staff_left, leaver.id, to).result()
    office.close()
    change_key(office.settings.keys_in, both, office.settings.database, opened.file)
    print(visible(f"{leaver.name} can open nothing here any more. The data has another key."))
    if handed.led or handed.waiting:
        print(
            visible(f"{handed.led + handed.waiting} handed to {to.strip()}: ask for a yes, it shows at the end of day.")
        )
    print("Backups of before still open with their passphrase: make a new one now, and destroy those when you may.")
    say_what_still_opens(office.settings)
    _say_to_copy(office)
    return 0


def _passphrase(office: Office, _args: argparse.Namespace, asker: Asker) -> int:
    from triage.keys.ring import with_person
    from triage.unlocking import keep_keys

    opened, actor = _opened(office), office.actor
    assert actor is not None
    passphrase = new_passphrase(asker, actor.name, opened.file.hub)
    keep_keys(office.settings.keys_in, opened.file, with_person(opened, actor.id, actor.name, passphrase).file)
    print("Changed. The old one opens nothing here any more; a backup of before it still does.")
    _say_to_copy(office)
    return 0


def _pin(office: Office, _args: argparse.Namespace, asker: Asker) -> int:
    first = asker.secret("Six digits:")
    if not first:
        raise Cancelled
    if asker.secret("Once more:") != first:
        raise UseCaseError("Those were two different ones. Nothing was changed.")
    office.set_pin(first)
    print("Changed.")
    return 0


def _say_to_copy(office: Office) -> None:
    from triage.cli.unlock import say_to_copy

    say_to_copy(office.settings)


def _may_manage(office: Office) -> None:
    from triage.usecases.trust.staff import MAY_MANAGE

    if office.actor is None or office.actor.role not in MAY_MANAGE:
        raise UseCaseError("A supervisor or an administrator does this. Ask one of them.")


def _meant(office: Office, name: str, see: tuple[StaffView, ...] = ()) -> StaffView:
    """Whoever has that name, the one who works here first. Raises UseCaseError."""
    from triage.usecases.trust.staff import see_staff

    holders = _opened(office).file
    everybody = see or office.do(see_staff).result()
    found = [one for one in everybody if one.name.casefold() == " ".join(name.split()).casefold()]
    found.sort(key=lambda one: (holders.holder(one.id) is None, bool(one.left_on)))
    if not found:
        raise UseCaseError("Nobody here has that name. “triage staff list” says who there is.")
    return found[0]


def _with(staff: StaffView, args: argparse.Namespace) -> StaffView:
    said = {
        "roles": tuple(Role(role) for role in args.role) if args.role else None,
        "services": tuple(args.service) if args.service else None,
        "extension": args.extension,
        "may_lead": args.may_lead,
        "on_duty": args.on_duty,
    }
    return replace(staff, **{name: value for name, value in said.items() if value is not None})


def _opened(office: Office) -> Opened:
    assert office.guard is not None
    return office.guard.opened
