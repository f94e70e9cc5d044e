"""Keeping rows for good: one folder, one database file, one thread that owns it (design.md 3, ideas 6, 8 and 9).

Loads nothing by itself: SQLModel, SQLAlchemy and Alembic are imported on the store's own thread when a store is opened.
May import usecases and core; no other package may import SQLModel, SQLAlchemy or Alembic. Called by bootstrap only.
"""
