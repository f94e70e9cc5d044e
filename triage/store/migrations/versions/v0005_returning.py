"""People who come back: who is the same person, who belongs together, and why somebody had to come again.

Only adds; a date of birth or a postcode is found by an index from here on. Frozen once released. Run by Alembic through
triage/store/migrate.py.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "same_person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=36), nullable=False),
        sa.Column("terminal_id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("a", sa.String(length=36), nullable=False),
        sa.Column("b", sa.String(length=36), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_same_person")),
    )
    op.create_index(op.f("ix_same_person_contact_id"), "same_person", ["contact_id"], unique=False)
    op.create_index(op.f("ix_same_person_a"), "same_person", ["a"], unique=False)
    op.create_index(op.f("ix_same_person_b"), "same_person", ["b"], unique=False)
    op.create_table(
        "household",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=36), nullable=False),
        sa.Column("terminal_id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("a", sa.String(length=36), nullable=False),
        sa.Column("b", sa.String(length=36), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
    )
    op.create_index(op.f("ix_household_contact_id"), "household", ["contact_id"], unique=False)
    op.create_index(op.f("ix_household_a"), "household", ["a"], unique=False)
    op.create_index(op.f("ix_household_b"), "household", ["b"], unique=False)
    op.create_table(
        "came_back",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=36), nullable=False),
        sa.Column("terminal_id", sa.String(length=36), nullable=False),
        sa.Column("contact_id", sa.String(length=36), nullable=False),
        sa.Column("handoff_id", sa.String(length=36), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_came_back")),
    )
    op.create_index(op.f("ix_came_back_at"), "came_back", ["at"], unique=False)
    op.create_index(op.f("ix_came_back_contact_id"), "came_back", ["contact_id"], unique=False)
    op.create_index(op.f("ix_came_back_handoff_id"), "came_back", ["handoff_id"], unique=False)
    op.create_index(op.f("ix_person_detail_value"), "person_detail", ["value"], unique=False)
