"""Who is expected on which day, found by it; and where somebody at a terminal works today.

Only adds. Frozen once released. Run by Alembic through triage/store/migrate.py.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "expected",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=36), nullable=False),
        sa.Column("terminal_id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("handoff_id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expected")),
    )
    op.create_index(op.f("ix_expected_contact_id"), "expected", ["contact_id"], unique=False)
    op.create_index(op.f("ix_expected_handoff_id"), "expected", ["handoff_id"], unique=False)
    op.create_index(op.f("ix_expected_day"), "expected", ["day"], unique=False)
    op.create_table(
        "whereabouts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=36), nullable=False),
        sa.Column("terminal_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("named", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_whereabouts")),
    )
    op.create_index(op.f("ix_whereabouts_at"), "whereabouts", ["at"], unique=False)
