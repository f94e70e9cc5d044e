"""Tables say what the records say, in both directions and after a migration."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import DateTime, String

from triage.store.columns import Utc
from triage.store.problems import StoreProblem
from triage.store.rows import METADATA, TABLES
from triage.usecases import records
from triage.usecases.records import RECORDS, Answer, ContactEvent, Record


def test_every_record_has_a_table_and_no_table_is_over() -> None:
    assert set(TABLES) == set(RECORDS)
    assert {t.name for t in TABLES.values()} | {"replaced", "data_key"} == set(METADATA.tables)
    assert len(set(TABLES.values())) == len(RECORDS)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda k: k.__name__)
def test_columns_are_the_record_s_fields_in_its_order(kind: type[Record]) -> None:
    fields = dataclasses.fields(kind)
    table = TABLES[kind]
    assert [column.name for column in table.c] == [field.name for field in fields]
    for field in fields:
        assert table.c[field.name].nullable == ("None" in str(field.type)), field.name
        if "datetime" in str(field.type):
            assert isinstance(table.c[field.name].type, Utc)
        if field.name == "id" or (field.name.endswith("_id") and field.name != "question_id"):
            assert table.c[field.name].type.length == 36, field.name  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda k: k.__name__)
def test_every_record_comes_back_as_it_was(store: Any, make: Any, kind: type[Record]) -> None:
    full = make(kind)
    empty = make(kind, **{f.name: None for f in dataclasses.fields(kind) if "None" in str(f.type)})
    store.run(lambda rows: [rows.add(full), rows.add(empty)]).result()
    assert store.run(lambda rows: rows.find(kind)).result() == [full, empty]
    assert store.run(lambda rows: rows.get(kind, full.id)).result() == full


@pytest.mark.parametrize(
    "text",
    [
        "",
        'O\'Brien "Bob" `x`',
        "'); DROP TABLE answer; --",
        "before\x00after",
        "🧑🏽‍🦽 \U0001d504 \U0010ffff",
        "\u202eevil\u202c \u200b\u2066x\u2069",
        "\x1b]52;c;aGk=\x07",
        "[/bold] [@click=app.quit]x[/]",
        "e\u0301 é",
        ":value ? %s %(x)s {0}",
        "x" * 1_000_000,
    ],
    ids=ascii,
)
def test_hostile_text_is_only_text(store: Any, make: Any, text: str) -> None:
    answer = make(Answer, value=text, contact_id=text[:36])
    if "\x00" in text and store.run(lambda rows: rows._connection.dialect.name).result() == "postgresql":
        with pytest.raises(StoreProblem, match="cannot be saved"):  # the one sign that PostgreSQL has no room for
            store.run(lambda rows: rows.add(answer)).result()
        return
    store.run(lambda rows: rows.add(answer)).result()
    assert store.run(lambda rows: rows.find(Answer, value=text, contact_id=text[:36])).result() == [answer]


def test_a_time_is_stored_in_utc_and_comes_back_aware(store: Any, make: Any) -> None:
    local = datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    event = make(ContactEvent, at=local, until=local.replace(microsecond=1))
    store.run(lambda rows: rows.add(event)).result()
    [back] = store.run(lambda rows: rows.find(ContactEvent)).result()
    assert back == event
    assert back.at.tzinfo is UTC and back.until is not None and back.until.tzinfo is UTC


def test_a_time_without_a_zone_is_refused_and_not_quoted(store: Any, make: Any) -> None:
    for field in ("at", "until"):
        event = make(ContactEvent, **{field: datetime(2026, 11, 23, 10, 15)})
        with pytest.raises(Exception, match="not saved") as caught:
            store.run(lambda rows, event=event: rows.add(event)).result()
        assert "2026" not in str(caught.value)
    assert store.run(lambda rows: rows.history(ContactEvent)).result() == []


def test_the_migrations_end_where_the_tables_are(store: Any) -> None:
    def differences(rows: Any) -> Any:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(rows._connection, opts=options), METADATA)

    assert store.run(differences).result() == []


def test_only_types_that_every_database_has() -> None:
    for table in METADATA.tables.values():
        for column in table.c:
            plain = column.type.impl if isinstance(column.type, Utc) else column.type
            assert isinstance(plain, String | DateTime) or plain.__class__.__name__ in (
                "Boolean",
                "Integer",
                "AutoString",
            )


def test_ids_look_up_by_index() -> None:
    for kind in RECORDS:
        table = TABLES[kind]
        indexed = {index.columns.keys()[0] for index in table.indexes}
        own = {n for n in table.c.keys() if n.endswith("_id")} - {"actor_id", "terminal_id", "question_id"}  # noqa: SIM118
        assert own <= indexed, table.name
    assert {"code"} <= {i.columns.keys()[0] for i in TABLES[records.Contact].indexes}
