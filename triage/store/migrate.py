"""Brings a store's tables to this version, on the live connection, in one transaction: all of it or nothing.

Alembic costs a third of a second to import and is imported only when the version row differs. Called by store.py on the
store's thread, inside its transaction.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect

from triage.store.problems import NEWER, StoreProblem

VERSION = "0011"  # the last file in migrations/versions; four digits, so that text order is theirs


def version(connection: Connection) -> str | None:
    """The version row, or None for a store without tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def migrate(connection: Connection) -> bool:
    """Whether anything had to be done. Raises StoreProblem for data of a newer triage, which is left as it is."""
    found = version(connection)
    if found == VERSION:
        return False
    if found is not None and found > VERSION:
        raise StoreProblem(NEWER)

    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "triage.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, VERSION)
    return True
