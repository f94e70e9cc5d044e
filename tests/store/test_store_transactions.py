"""One thread, one transaction each, nothing lost by cancelling, closing or leaving."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver  # type: ignore[import-untyped, unused-ignore]

from tests.harness.amount import thorough
from tests.store.conftest import elsewhere, opened_again
from triage.store.problems import CLOSING, StoreProblem
from triage.store.store import Store
from triage.usecases.ports import UseCaseError
from triage.usecases.records import Answer


def test_committed_when_the_future_resolves_and_not_before(store: Any, make: Any) -> None:
    def work(rows: Any) -> int:
        rows.add(make(Answer))
        rows.add(make(Answer))
        return elsewhere(store)

    for n in range(5):
        assert store.run(work).result() == 2 * n
        assert elsewhere(store) == 2 * n + 2


def test_an_exception_leaves_nothing_and_arrives_as_it_was(store: Any, make: Any) -> None:
    def work(rows: Any) -> None:
        old = make(Answer)
        rows.add(old)
        rows.replace([old.id], make(Answer))
        raise UseCaseError("Somebody else has Sam. Ask desk 2.")

    with pytest.raises(UseCaseError, match="Ask desk 2"):
        store.run(work).result()
    assert elsewhere(store) == 0
    assert store.run(lambda rows: rows.history(Answer)).result() == []
    store.run(lambda rows: rows.add(make(Answer))).result()
    assert elsewhere(store) == 1


def test_a_swallowed_database_error_still_leaves_nothing(store: Any, make: Any) -> None:
    first = make(Answer)

    def work(rows: Any) -> None:
        rows.add(first)
        try:
            rows.add(first)
        except Exception:
            rows.add(make(Answer))

    with pytest.raises(StoreProblem, match=r"SQLITE_CONSTRAINT|23505"):
        store.run(work).result()

    def quiet(rows: Any) -> str:
        rows.add(first)
        try:
            rows.add(first)
        except Exception:
            return "all is well"
        return ""

    with pytest.raises(StoreProblem):
        store.run(quiet).result()
    assert elsewhere(store) == 0


def test_a_problem_carries_no_words_along(store: Any, make: Any) -> None:
    answer = make(Answer, value="Zebedee Quartermaine")
    for fault in (answer, make(Answer, value="Zebedee \ud800"), make(Answer, value={"Zebedee": 1})):
        with pytest.raises(StoreProblem) as caught:
            store.run(lambda rows, fault=fault: [rows.add(answer), rows.add(fault)]).result()
        problem: BaseException | None = caught.value
        while problem is not None:
            assert "Zebedee" not in f"{problem} {problem!r} {vars(problem)}"
            problem = problem.__cause__ or problem.__context__


def test_all_on_one_thread_and_in_order(store: Any) -> None:
    threads: set[tuple[str, int]] = set()
    order: list[int] = []

    def work(n: int) -> Any:
        def _work(rows: Any) -> None:
            threads.add((threading.current_thread().name, threading.get_ident()))
            order.append(n)

        return _work

    futures = [store.run(work(n)) for n in range(200)]
    for future in futures:
        future.result()
    assert [name for name, _ in threads] == ["triage-store"] and order == list(range(200))


def test_a_save_is_never_cancelled(store: Any, make: Any) -> None:
    gate = threading.Event()
    store.run(lambda rows: gate.wait(10))
    future = store.run(lambda rows: rows.add(make(Answer)))
    assert not future.cancel() and not future.cancelled()
    gate.set()
    future.result()
    assert elsewhere(store) == 1

    async def impatient() -> None:
        waiting = asyncio.wrap_future(store.run(lambda rows: rows.add(make(Answer))))
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(impatient())
    store.run(lambda rows: None).result()
    assert elsewhere(store) == 2


def test_a_transaction_inside_a_transaction_is_an_error_not_a_standstill(store: Store) -> None:
    with pytest.raises(RuntimeError, match="inside its own"):
        store.run(lambda rows: store.run(lambda r: None).result()).result()


def test_rows_are_no_good_afterwards(store: Any, make: Any) -> None:
    kept = store.run(lambda rows: rows).result()
    with pytest.raises(RuntimeError, match="one transaction only"):
        kept.add(make(Answer))
    with pytest.raises(RuntimeError, match="one transaction only"):
        store.run(lambda rows: kept.add(make(Answer))).result()
    assert elsewhere(store) == 0


def test_close_finishes_what_is_queued_then_refuses(store: Any, make: Any) -> None:
    futures = [store.run(lambda rows: rows.add(make(Answer))) for _ in range(50)]
    store.close()
    store.close()
    assert all(future.done() for future in futures)
    with pytest.raises(StoreProblem) as caught:
        store.run(lambda rows: None).result()
    assert str(caught.value) == CLOSING
    again = opened_again(store)
    assert len(again.run(lambda rows: rows.find(Answer)).result()) == 50
    again.close()


def test_work_may_be_queued_before_it_is_open(tmp_path: Path, make: Any) -> None:
    store = Store(tmp_path)
    future = store.run(lambda rows: rows.add(make(Answer)))
    assert store.opened.result() is None
    future.result()
    assert elsewhere(store) == 1
    store.close()


def test_work_queued_for_a_store_that_does_not_open_is_told(tmp_path: Path) -> None:
    (tmp_path / "triage.db").write_bytes(b"this is no database" * 1000)
    store = Store(tmp_path)
    future = store.run(lambda rows: None)
    with pytest.raises(StoreProblem, match="cannot be read"):
        store.opened.result()
    with pytest.raises(StoreProblem, match="cannot be read"):
        future.result()
    store.close()


@thorough
def test_leaving_without_closing_saves_what_is_queued(tmp_path: Path, child: Any) -> None:
    script = """
        import sys
        from datetime import UTC, datetime
        from pathlib import Path
        from triage.store.store import Store
        from triage.usecases.records import Tally
        store = Store(Path(sys.argv[1]))
        for n in range(100):
            store.run(lambda rows, n=n: rows.add(
                Tally(id=str(n), at=datetime.now(UTC), actor_id="a", terminal_id="t", what="toilet", how="told")))
        if sys.argv[2] == "raise":
            raise SystemExit(3)
        """
    for way, code in (("end", 0), ("raise", 3)):
        done = child(script, tmp_path / way, way)
        assert (done.returncode, done.stdout, done.stderr) == (code, "", "")
        seen = driver.connect(str(tmp_path / way / "triage.db")).execute("SELECT count(*) FROM tally").fetchone()
        assert seen == (100,)


@thorough
def test_what_loads_late_loads_late(tmp_path: Path, child: Any) -> None:
    script = """
        import sys
        heavy = ("sqlmodel", "sqlalchemy", "alembic", "sqlcipher3", "pydantic", "platformdirs", "asyncio")
        loaded = lambda: " ".join(name for name in heavy if name in sys.modules)
        import triage.store
        import triage.store.store, triage.store.place, triage.store.problems
        print(loaded())
        from pathlib import Path
        store = triage.store.store.open_store(Path(sys.argv[1]))
        print("alembic" in sys.modules, "sqlmodel" in sys.modules)
        store.close()
        """
    assert child(script, tmp_path).stdout.splitlines() == ["", "True True"]
    assert child(script, tmp_path).stdout.splitlines() == ["", "False True"]
