"""Which data key the rows on a server are sealed with.

Only adds, and makes two indexes of a server find what begins with a mark. A migration on a server sees no sealed text: it may add, and never reads what people said (docs/adr/0023).
Frozen once released. Run by Alembic through triage/store/migrate.py.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "data_key",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_data_key")),
    )
    if op.get_bind().dialect.name == "postgresql":  # found by how they begin, whatever order the database sorts in
        for table, column in (("person_detail", "value"), ("handoff", "service")):
            name = op.f(f"ix_{table}_{column}")
            op.drop_index(name, table_name=table)
            op.create_index(name, table, [column], postgresql_ops={column: "varchar_pattern_ops"})
