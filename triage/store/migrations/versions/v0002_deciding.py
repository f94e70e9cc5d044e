"""Decisions to share without agreement, conflicts, where somebody was sent on to, who agreed and how.

Only adds: rows of the version before read as nothing said. Frozen once released. Run by Alembic through
triage/store/migrate.py.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "conflict",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=36), nullable=False),
        sa.Column("terminal_id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
    )
    op.create_index(op.f("ix_conflict_contact_id"), "conflict", ["contact_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=36), nullable=False),
        sa.Column("terminal_id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("share", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("powers", sa.String(), nullable=False),
        sa.Column("harm", sa.String(), nullable=False),
        sa.Column("reasoning", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("why_not_told", sa.String(), nullable=False),
        sa.Column("follow_up", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_contact_id"), "decision", ["contact_id"], unique=False)
    for table, column in (("agreement", "agreed_by"), ("agreement", "how"), ("handoff_step", "to")):
        with op.batch_alter_table(table) as earlier:
            earlier.add_column(sa.Column(column, sa.String(), nullable=False, server_default=""))
        with op.batch_alter_table(table) as now:  # the default was only for the rows that were there
            now.alter_column(column, server_default=None)
