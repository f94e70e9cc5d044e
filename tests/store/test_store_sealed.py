"""On a server people's words are sealed: no word of theirs is in any table, and what was changed or moved there does not open."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.store.conftest import Make
from tests.store.test_store_server import as_in_the_docs
from triage.store.problems import StoreProblem
from triage.store.rows import TABLES
from triage.store.server_health import look_at
from triage.store.server_keys import Alone, alone_on, may_begin, migrated, prove
from triage.store.store import Store, open_store
from triage.store.veil import PLAIN, sealed
from triage.usecases.records import RECORDS, Agreement, Answer, Handoff, Person, PersonDetail, Record, Step

KEY, OTHER = "1f" * 32, "2e" * 32
WORD = "Zoë planted Ąłéx"


@pytest.fixture
def store(there: str, tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path, KEY, address=there)
    yield opened
    opened.close()


def run(there: str, statement: str) -> list[tuple[Any, ...]]:
    import psycopg

    with psycopg.connect(there, autocommit=True) as connection:
        done = connection.execute(statement)  # type: ignore[call-overload, unused-ignore]
        return done.fetchall() if done.description else []


def dumped(there: str, *, but: str = "") -> str:
    """Every row of every table, as whoever looks after the server reads it; `but` one table."""
    tables = [name for (name,) in run(there, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    assert len(tables) > len(TABLES)
    return "\n".join(str(row) for table in tables if table != but for row in run(there, f'SELECT * FROM "{table}"'))


def says(kind: type[Record], word: str) -> dict[str, str]:
    return {column: f"{word} {kind.__name__} {column}" for column, _ in sealed(TABLES[kind])}


@pytest.mark.parametrize("key", [KEY, None])
def test_no_sealed_column_of_any_table_says_a_word(there: str, tmp_path: Path, make: Make, key: str | None) -> None:
    store = open_store(tmp_path, key, address=there)
    written = {kind: dataclasses.replace(make(kind), **says(kind, WORD)) for kind in RECORDS}
    for record in written.values():
        store.run(lambda rows, record=record: rows.add(record)).result()
    read = {kind: store.run(lambda rows, kind=kind: rows.find(kind)).result() for kind in RECORDS}
    store.close()
    assert read == {kind: [record] for kind, record in written.items()}
    words, all_of_it = [word for kind in RECORDS for word in says(kind, WORD).values()], dumped(there)
    found = [word for word in words if word in all_of_it]
    assert found == ([] if key else words) and len(words) > 80


def test_what_is_plain_is_named_and_there(make: Make) -> None:
    """So that a column which is renamed, or comes new, is looked at by somebody."""
    by_name = {table.name: table for table in TABLES.values()}
    for name, columns in PLAIN.items():
        assert columns <= set(by_name[name].c.keys()), name
    texts = {(t.name, column) for t in TABLES.values() for column, _ in sealed(t)}
    for told in ("answer.value", "person_detail.value", "step.words", "need.because", "need.code", "conflict.worker"):
        assert tuple(told.split(".")) in texts, told
    for kind in RECORDS:
        ids = {f.name for f in dataclasses.fields(kind) if f.name == "id" or f.name.endswith("_id")} - {"question_id"}
        assert not ids & {column for column, _ in sealed(TABLES[kind])}


def test_looked_for_by_what_is_sealed(store: Store, there: str, make: Make) -> None:
    def write(rows: Any) -> None:
        for person in ("a", "b"):
            rows.add(make(PersonDetail, person_id=person, contact_id="c", field="born", value='"1992-03-01"'))
            rows.add(make(PersonDetail, person_id=person, contact_id="c", field="name", value='"Sam Reed"'))
        rows.add(make(Handoff, contact_id="c", service="housing"))
        rows.add(make(Handoff, contact_id="c", service="money"))
        rows.add(make(Agreement, contact_id="c", service="housing", need="home"))
        rows.add(make(Agreement, contact_id="c", service="money", need="home"))

    store.run(write).result()

    def find(kind: Any, **equal: Any) -> list[Any]:
        return store.run(lambda rows: rows.find(kind, **equal)).result()

    assert [row.person_id for row in find(PersonDetail, value='"1992-03-01"')] == ["a", "b"]
    assert [row.service for row in find(Handoff, service="money")] == ["money"]
    assert find(Handoff, service="mon") == [] and find(Handoff, service="%") == []
    assert [row.service for row in find(Agreement, contact_id="c", service="housing", need="home")] == ["housing"]
    assert len(find(Agreement, contact_id="c", service=("housing", "money"))) == 2
    with pytest.raises(ValueError, match="is sealed"):
        find(Agreement, service="housing")
    with pytest.raises(ValueError, match="cannot compare"):
        store.run(lambda rows: rows.look_ahead((Step, "words", "x"))).result()
    assert store.run(lambda rows: rows.erase(Agreement, contact_id="c", service="money")).result() == 1
    names = run(there, "SELECT value FROM person_detail WHERE field = 'name'")
    assert len(set(names)) == 2 and not any(":" in value for (value,) in names), "a name has no mark"


TAMPER = {
    "another row": "(SELECT value FROM answer WHERE id LIKE '%2')",
    "another column": "source",
    "another table": "(SELECT words FROM step)",
    "plain": "'no'",
    "nothing": "''",
}


@pytest.mark.parametrize("put", TAMPER.values(), ids=TAMPER)
def test_what_was_changed_there_is_told_and_nothing_is_written_after_it(
    store: Store, there: str, make: Make, put: str
) -> None:
    one, two, words = make(Answer, value="yes"), make(Answer, value="no"), make(Step, words="no")
    store.run(lambda rows: [rows.add(one), rows.add(two), rows.add(words)]).result()
    run(there, f"UPDATE answer SET value = {put} WHERE id LIKE '%1'")

    def look_and_write(rows: Any) -> None:
        try:
            rows.find(Answer)
        except StoreProblem:
            rows.add(make(Person))

    for work in (lambda rows: rows.find(Answer), look_and_write):
        with pytest.raises(StoreProblem, match=r"changed by something else than triage.*answer\.value"):
            store.run(work).result()
    assert store.run(lambda rows: rows.find(Person)).result() == []


@pytest.mark.parametrize(
    ("key", "number", "told"),
    [
        (None, 0, "this computer has no key file. Whoever looks after triage copies"),
        (OTHER, 2, "is not the one of the data on this computer"),
        (KEY, 1, "is older than the data on this computer: the key was changed at another desk"),
        (KEY, 3, "is older than the key file on this computer"),
    ],
)
def test_any_other_key_is_told_in_words(there: str, tmp_path: Path, key: str | None, number: int, told: str) -> None:
    open_store(tmp_path, KEY, address=there, number=2).close()
    with pytest.raises(StoreProblem, match=told):
        open_store(tmp_path, key, address=there, number=number)
    open_store(tmp_path, KEY, address=there, number=2).close()


def test_real_data_does_not_go_on_top_of_practice_data(there: str, tmp_path: Path, make: Make) -> None:
    practice = open_store(tmp_path, address=there)
    with pytest.raises(StoreProblem, match="open at another desk"):
        open_store(tmp_path, KEY, address=there)  # it is empty yet, and somebody could be about to write
    practice.run(lambda rows: rows.add(make(Answer))).result()
    practice.close()
    with pytest.raises(StoreProblem, match="practice data that is not encrypted"):
        open_store(tmp_path, KEY, address=there)
    open_store(tmp_path, address=there).close()


def change(there: str, spoil: Callable[[Alone], None] = lambda _: None) -> None:
    with alone_on(there) as alone:
        spoil(alone)
        alone.change((1, KEY), (2, OTHER))


def test_the_key_is_changed_for_every_row_at_once(there: str, tmp_path: Path, make: Make) -> None:
    store = open_store(tmp_path, KEY, address=there)
    written = [dataclasses.replace(make(kind), **says(kind, WORD)) for kind in RECORDS for _ in range(3)]
    store.run(lambda rows: [rows.add(record) for record in written]).result()
    store.run(lambda rows: rows.replace([written[0].id], make(type(written[0])))).result()
    with pytest.raises(StoreProblem, match="open at another desk"):
        change(there)
    store.close()
    before = dumped(there)
    change(there)
    change(there)  # it was done already
    prove(there, (2, OTHER))
    with pytest.raises(StoreProblem, match="is older than the data"):
        prove(there, (1, KEY))
    with pytest.raises(StoreProblem, match="is older than the data"):
        open_store(tmp_path, KEY, address=there)
    store = open_store(tmp_path, OTHER, address=there, number=2)
    for kind in RECORDS:
        assert store.run(lambda rows, kind=kind: rows.history(kind)).result()[:3] == [
            record for record in written if type(record) is kind
        ]
    assert len(store.run(lambda rows: rows.find(type(written[0]))).result()) == 3, "what was replaced stays so"
    store.close()
    after = dumped(there)
    values = [value for (value,) in run(there, "SELECT value FROM answer")]
    assert len(before.splitlines()) == len(after.splitlines()) and not any(value in before for value in values)


def test_cut_off_while_the_key_is_changed_all_is_as_it_was(
    there: str, tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(tmp_path, KEY, address=there)
    store.run(lambda rows: [rows.add(make(Answer)) for _ in range(5)] + [rows.add(make(Step))]).result()
    store.close()
    before = dumped(there)

    def cut(alone: Alone) -> None:
        """When the steps, which come after the answers, are being written anew."""
        real = alone._connection.execute

        def execute(statement: Any, *args: Any) -> Any:
            if getattr(statement, "table", None) is TABLES[Step]:
                run(there, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'triage'")
            return real(statement, *args)

        monkeypatch.setattr(alone._connection, "execute", execute)

    with pytest.raises(StoreProblem, match="does not answer"):
        change(there, cut)
    assert dumped(there) == before
    change(there)
    prove(there, (2, OTHER))


def test_a_desk_s_role_is_enough_for_it_all_but_the_tables(tmp_path: Path, make: Make) -> None:
    with as_in_the_docs() as (as_owner, as_desk):
        with pytest.raises(StoreProblem, match="triage migrate"):
            may_begin(as_desk)
        migrated(as_owner)
        may_begin(as_desk)
        store = open_store(tmp_path, KEY, address=as_desk)
        store.run(lambda rows: rows.add(make(Answer, value=WORD))).result()
        store.close()
        with pytest.raises(StoreProblem, match="no key file"):
            may_begin(as_desk)
        migrated(as_owner)
        change(as_desk)
        store = open_store(tmp_path, OTHER, address=as_desk, number=2)
        assert [row.value for row in store.run(lambda rows: rows.find(Answer)).result()] == [WORD]
        store.close()
        found = look_at(as_desk, "Desk 2", "")
        assert (found.key, found.may_change) == (2, False)


def test_a_key_changed_while_a_desk_was_cut_off_stops_it(there: str, tmp_path: Path, make: Make) -> None:
    """Its connection broke, the key was changed, and it comes back with the old one: it may neither read nor write."""
    store = open_store(tmp_path, KEY, address=there)
    store.run(lambda rows: rows.add(make(Answer))).result()
    run(there, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'triage'")
    change(there)
    for _ in range(2):
        with pytest.raises(StoreProblem, match="is older than the data"):
            store.run(lambda rows: rows.add(make(Answer))).result()
    store.close()
    assert run(there, "SELECT count(*) FROM answer") == [(1,)]
