"""Alembic's way in: the connection comes from migrate.py, already inside the transaction that will hold it all."""

from __future__ import annotations

from alembic import context

from triage.store.rows import METADATA

# render_as_batch: SQLite alters a table by copying it; autogenerate then writes what works on PostgreSQL too.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    compare_type=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
