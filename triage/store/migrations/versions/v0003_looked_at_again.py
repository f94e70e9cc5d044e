"""What was looked at again after a visit: how it went, tries to reach somebody, decisions, closings signed for.

Only adds a table, and the indexes by which a list finds what is due of the last weeks. Frozen once released. Run by Alembic through triage/store/migrate.py.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=36), nullable=False),
        sa.Column("terminal_id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about", sa.String(length=36), nullable=False),
        sa.Column("found", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_contact_id"), "review", ["contact_id"], unique=False)
    op.create_index(op.f("ix_review_about"), "review", ["about"], unique=False)
    for table in ("need", "handoff", "handoff_step", "review"):
        op.create_index(op.f(f"ix_{table}_at"), table, ["at"], unique=False)
