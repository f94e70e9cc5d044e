"""What stands, what stood, and what is gone for good."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from triage.store import queries
from triage.store.rows import TABLES
from triage.usecases.records import (
    Answer,
    Contact,
    ContactEvent,
    Handoff,
    HandoffStep,
    Need,
    PersonDetail,
    Review,
)


def test_replace_hides_the_old_row_and_history_keeps_it(store: Any, make: Any) -> None:
    old, new = make(Answer, contact_id="c"), make(Answer, contact_id="c")
    store.run(lambda rows: rows.add(old)).result()
    store.run(lambda rows: rows.replace([old.id], new)).result()
    assert store.run(lambda rows: rows.find(Answer, contact_id="c")).result() == [new]
    assert store.run(lambda rows: rows.history(Answer, contact_id="c")).result() == [old, new]
    assert store.run(lambda rows: rows.get(Answer, old.id)).result() == old


def test_one_row_may_close_a_conflict_of_two(store: Any, make: Any) -> None:
    first, a, b, end = (make(Answer, contact_id="c") for _ in range(4))
    store.run(lambda rows: rows.add(first)).result()
    store.run(lambda rows: rows.replace([first.id], a)).result()
    store.run(lambda rows: rows.replace([first.id], b)).result()
    assert store.run(lambda rows: rows.find(Answer, contact_id="c")).result() == [a, b]
    store.run(lambda rows: rows.replace([a.id, b.id, a.id], end)).result()
    assert store.run(lambda rows: rows.find(Answer, contact_id="c")).result() == [end]


def test_replacing_nothing_is_adding(store: Any, make: Any) -> None:
    answer = make(Answer)
    store.run(lambda rows: rows.replace([], answer)).result()
    assert store.run(lambda rows: rows.find(Answer)).result() == [answer]


def test_find_is_by_equality_and_oldest_first(store: Any, make: Any) -> None:
    a = make(Answer, contact_id="c", question_id="H1", id="3")
    b = make(Answer, contact_id="c", question_id="H1", id="1")
    other = make(Answer, contact_id="c", question_id="H2", id="2")
    store.run(lambda rows: [rows.add(r) for r in (a, b, other)]).result()
    assert store.run(lambda rows: rows.find(Answer, contact_id="c", question_id="H1")).result() == [b, a]
    assert store.run(lambda rows: rows.find(Answer, question_id="H1", contact_id="c")).result() == [b, a]
    assert store.run(lambda rows: rows.find(Answer, contact_id="C")).result() == []
    assert store.run(lambda rows: rows.get(Answer, "9")).result() is None


def test_a_column_that_is_not_there_is_an_error(store: Any) -> None:
    with pytest.raises(KeyError):
        store.run(lambda rows: rows.find(Answer, contact="c")).result()


def test_since_takes_the_moment_itself(store: Any, make: Any) -> None:
    base = make(Contact).at
    before, then, after = (make(Contact, at=base + timedelta(microseconds=n)) for n in (-1, 0, 1))
    gone = make(Contact)
    store.run(lambda rows: [rows.add(r) for r in (after, then, before, gone)]).result()
    store.run(lambda rows: rows.replace([gone.id], make(Contact, at=base - timedelta(days=1)))).result()
    assert store.run(lambda rows: rows.since(Contact, base)).result() == [then, after]


def test_without_is_what_nothing_standing_names(store: Any, make: Any) -> None:
    shut, parked, reopened, silent = (make(Contact) for _ in range(4))
    events = [
        make(ContactEvent, contact_id=shut.id, event="closed"),
        make(ContactEvent, contact_id=parked.id, event="parked"),
        make(ContactEvent, contact_id=reopened.id, event="closed"),
    ]
    store.run(lambda rows: [rows.add(r) for r in (shut, parked, reopened, silent, *events)]).result()
    mended = make(ContactEvent, contact_id=reopened.id, event="parked")
    store.run(lambda rows: rows.replace([events[2].id], mended)).result()
    found = store.run(lambda rows: rows.without(Contact, ContactEvent, "contact_id", event="closed")).result()
    assert found == [parked, reopened, silent]
    either = ("closed", "parked")
    assert store.run(lambda rows: rows.without(Contact, ContactEvent, "contact_id", event=either)).result() == [silent]
    assert store.run(lambda rows: rows.without(Contact, ContactEvent, "contact_id")).result() == [silent]


def test_erase_takes_replaced_rows_too_and_nothing_else(store: Any, make: Any) -> None:
    old, new, other = make(Answer, contact_id="c"), make(Answer, contact_id="c"), make(Answer, contact_id="d")
    store.run(lambda rows: [rows.add(old), rows.replace([old.id], new), rows.add(other)]).result()
    assert store.run(lambda rows: rows.erase(Answer, contact_id="c")).result() == 2
    assert store.run(lambda rows: rows.history(Answer)).result() == [other]
    assert store.run(lambda rows: rows.erase(Answer, contact_id="c")).result() == 0
    assert store.run(lambda rows: rows._connection.exec_driver_sql("SELECT * FROM replaced").all()).result() == []


def test_erasing_a_correction_does_not_bring_back_what_it_corrected(store: Any, make: Any) -> None:
    old, new = make(Answer, source="desk"), make(Answer, source="wrong")
    store.run(lambda rows: [rows.add(old), rows.replace([old.id], new)]).result()
    store.run(lambda rows: rows.erase(Answer, contact_id=new.contact_id, source="wrong")).result()
    assert store.run(lambda rows: rows.find(Answer)).result() == []
    assert store.run(lambda rows: rows.history(Answer)).result() == [old]


def test_erase_wants_to_be_told_which(store: Any, make: Any) -> None:
    store.run(lambda rows: rows.add(make(Answer))).result()
    with pytest.raises(ValueError, match="which rows"):
        store.run(lambda rows: rows.erase(Answer)).result()
    assert len(store.run(lambda rows: rows.find(Answer)).result()) == 1


@pytest.mark.of_a_file
def test_erased_words_are_in_no_file(store: Any, make: Any) -> None:
    """The control: before erasing they are there, in the write-ahead log at least."""
    words = "Zebedee-Quartermaine-"
    answers = [make(Answer, contact_id="c", value=words + "x" * 3000) for _ in range(20)]
    store.run(lambda rows: [rows.add(a) for a in answers]).result()
    store.run(lambda rows: rows.add(make(PersonDetail, value="somebody else"))).result()

    def hits(folder: Path) -> int:
        return sum(words.encode() in file.read_bytes() for file in folder.iterdir())

    assert hits(store.folder) > 0
    store.run(lambda rows: rows.erase(Answer, contact_id="c")).result()
    assert hits(store.folder) == 0


def test_rows_are_never_updated(store: Any, make: Any) -> None:
    seen: list[str] = []

    def work(rows: Any) -> None:
        event.listen(rows._connection, "before_cursor_execute", lambda c, cur, statement, *rest: seen.append(statement))
        old = make(Answer)
        rows.add(old)
        rows.replace([old.id], make(Answer))
        rows.find(Answer, contact_id="c")
        rows.erase(Answer, contact_id="c")

    store.run(work).result()
    assert len(seen) == 6
    assert {s.split()[0] for s in seen} == {"INSERT", "SELECT", "DELETE"}
    source = "".join(p.read_text().replace("found.update(", "") for p in Path(queries.__file__).parent.glob("*.py"))
    assert "update(" not in source and "UPDATE" not in source


@pytest.mark.of_a_file
@pytest.mark.parametrize(
    "statement",
    [
        queries.find_statement(TABLES[Answer], ("contact_id",)),
        queries.find_statement(TABLES[Answer], ("contact_id", "question_id")),
        queries.find_statement(TABLES[Contact], ("code",)),
        queries.find_statement(TABLES[PersonDetail], ("field", "person_id")),
        queries.find_statement(TABLES[HandoffStep], ("handoff_id",)),
        queries.history_statement(TABLES[Answer], ("id",)),
        queries.since_statement(TABLES[ContactEvent]),
        *[queries.since_statement(TABLES[kind]) for kind in (Need, Handoff, HandoffStep, Review)],
    ],
    ids=str,
)
def test_lookups_use_an_index(store: Any, statement: Any) -> None:
    def plan(rows: Any) -> list[str]:
        compiled = statement.compile(dialect=rows._connection.dialect)
        question = f"EXPLAIN QUERY PLAN {compiled}"
        return [row[3] for row in rows._connection.exec_driver_sql(question, ("x",) * len(compiled.positiontup))]

    steps = store.run(plan).result()
    assert not [step for step in steps if step.startswith("SCAN")], steps
    assert any("INDEX" in step for step in steps)
