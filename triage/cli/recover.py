"""`triage recover`: somebody forgot their passphrase. With `--drill` the paper is only tried; with `--new-key` replaced."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from triage.cli.unlock import Asker, Cancelled, chosen, new_passphrase, open_keys_as, typed_back
from triage.core.text import visible
from triage.settings import Settings, read_settings
from triage.usecases.ports import UseCaseError

if TYPE_CHECKING:
    from triage.keys.keyfile import KeyFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--drill", action="store_true", help="only try whether the key on paper opens the data")
    which.add_argument("--new-key", action="store_true", help="another key, when the paper was lost or seen")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when done, 1 when somebody stopped, 3 when it could not be done."""
    from triage.linear.prompts import InputEnded, Terminal

    terminal = Terminal()
    try:
        work = try_paper if args.drill else new_paper if args.new_key else forgotten
        return work(read_settings(), terminal, terminal.clear)
    except (Cancelled, InputEnded):
        print(Cancelled(), file=sys.stderr)
        return 1
    except UseCaseError as problem:
        print(visible(str(problem)), file=sys.stderr)
        return 3


def forgotten(settings: Settings, asker: Asker, _clear: Callable[[], None] = lambda: None) -> int:
    """With the recovery key: another passphrase for somebody. Raises UseCaseError."""
    from triage.cli.unlock import say_to_copy
    from triage.keys.keyfile import RECOVERY
    from triage.keys.ring import with_person
    from triage.unlocking import keep_keys, open_keys, opens

    file = _keys(settings)
    typed = asker.secret("The recovery key, from the paper:")
    if not typed:
        raise Cancelled
    opened = open_keys(settings.keys_in, RECOVERY, typed, settings.database)
    if settings.database:
        opens(settings.keys_in, opened, settings.database)
    asker.say("That is the key.")
    id = chosen(asker, "Who forgot their passphrase?", [(one.id, one.name) for one in file.people])
    holder = opened.file.holder(id)
    assert holder is not None
    asker.say(f"{holder.name} types a new one. Nobody else looks.")
    passphrase = new_passphrase(asker, holder.name, file.hub)
    keep_keys(settings.keys_in, opened.file, with_person(opened, id, holder.name, passphrase).file)
    asker.say(f"{holder.name} can sign in again. Put the paper back into the safe.")
    say_to_copy(settings)
    asker.say("If somebody else may have seen it: “triage recover --new-key”.")
    return 0


def try_paper(settings: Settings, asker: Asker, _clear: Callable[[], None] = lambda: None) -> int:
    """Whether the paper in the safe still opens the data; changes nothing. Raises UseCaseError."""
    from triage.keys.keyfile import RECOVERY
    from triage.keys.ring import unlock
    from triage.unlocking import opens

    file = _keys(settings)
    typed = asker.secret("The recovery key, from the paper:")
    if not typed:
        raise Cancelled
    opened = unlock(file, RECOVERY, typed)
    if not opens(settings.keys_in, opened, settings.database):
        raise UseCaseError("The key is right, but it does not open the data here. Tell whoever looks after triage.")
    asker.say("The paper opens the data. Nothing was changed. Put it back into the safe.")
    return 0


def new_paper(settings: Settings, asker: Asker, clear: Callable[[], None] = lambda: None) -> int:
    """Another recovery key and another data key; the old paper opens nothing new. Raises UseCaseError.

    For a supervisor, an administrator, or with the old paper: whoever is shown the new one has a way in for good.
    """
    from triage.bootstrap import may_manage
    from triage.cli.unlock import say_to_copy, say_what_still_opens
    from triage.dumps import not_to_be_looked_into
    from triage.keys.ring import with_new_recovery
    from triage.store.server_keys import nobody_else
    from triage.unlocking import change_key, opens, settle

    not_to_be_looked_into()
    id, opened = open_keys_as(settings, _keys(settings), asker)
    opened = settle(settings.keys_in, opened, settings.database)
    may_manage(settings, id, opened)
    if settings.database:
        opens(settings.keys_in, opened, settings.database)
        nobody_else(settings.database)
    both, recovery = with_new_recovery(opened)
    typed_back(asker, recovery, clear)
    change_key(settings.keys_in, both, settings.database, opened.file)
    asker.say("Done. Destroy the old paper, and make a backup: those of before still open with the old key.")
    say_what_still_opens(settings)
    say_to_copy(settings)
    return 0


def _keys(settings: Settings) -> KeyFile:
    from triage.unlocking import keys_here

    found = keys_here(settings.keys_in, settings.database)
    if found is None:
        raise UseCaseError("There are no keys here: this is practice data. “triage init” sets up real data.")
    return found
