"""`triage migrate`: makes the tables, or brings them to this version. For whoever looks after a database on a server.

Desks do it by themselves where they may; on a server they should not be allowed to (docs/operations.md), and then this
is run once with the owner's address, after an update and before the desks start.
"""

from __future__ import annotations

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="the demo's data")


def run(args: argparse.Namespace) -> int:
    """Exit 0 when the tables are of this version, 3 when the store cannot be used."""
    from triage.cli.unlock import open_here
    from triage.settings import read_settings
    from triage.store.address import where
    from triage.store.migrate import VERSION
    from triage.store.server_keys import migrated
    from triage.store.store import open_store
    from triage.unlocking import keys_here
    from triage.usecases.ports import UseCaseError

    try:
        settings = read_settings(demo=args.demo)
        if settings.database:
            migrated(settings.database)
        elif keys_here(settings.home) is not None:
            open_here(settings, sit_down=False).close()
        else:
            open_store(settings.home).close()
    except UseCaseError as problem:
        print(problem, file=sys.stderr)
        return 3
    place = f"on {where(settings.database)}" if settings.database else f"in {settings.home}"
    print(f"The tables {place} are of this version (schema {VERSION}).")
    return 0
