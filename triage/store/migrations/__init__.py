"""The history of the tables, inside the wheel, run by Alembic. Called by triage.store.migrate only."""
