"""P1, small: whatever a future said was saved is there after kill -9. `make faults` has the thousand points."""

from __future__ import annotations

from pathlib import Path
from typing import Any

# The parent keeps the journal: what the child said over a pipe was saved. It kills it wherever it happens to be.
from tests.harness.amount import thorough

KILLS = """
    import os, random, signal, sys
    from datetime import UTC, datetime
    from pathlib import Path
    import alembic.command
    import triage.store.queries, triage.store.engine, triage.store.migrate
    from triage.store.store import open_store
    from triage.usecases.records import Answer

    def answer(n, half):
        return Answer(id=f"{n:06}{half}", at=datetime.now(UTC), actor_id="a", terminal_id="t", contact_id=str(n),
                      question_id="H1", value="x" * (n % 3000), source="s")

    def type_until_killed(folder, begin, pipe):
        store = open_store(folder)
        for n in range(begin, 10**6):
            store.run(lambda rows: [rows.add(answer(n, half)) for half in "ab"]).result()
            os.write(pipe, f"{n}\\n".encode())

    chance = random.Random(20261123)
    folder, journal = Path(sys.argv[1]), []
    for attempt in range(20):
        read, write = os.pipe()
        child = os.fork()
        if not child:
            type_until_killed(folder, attempt * 1000, write)
        os.close(write)
        with os.fdopen(read) as acknowledged:
            for _ in range(chance.randint(1, 40)):
                journal.append(int(acknowledged.readline()))
            os.kill(child, signal.SIGKILL)
            journal += [int(line) for line in acknowledged if line.endswith("\\n")]
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL

        checker = os.fork()
        if not checker:
            store = open_store(folder)
            ids = {row.id for row in store.run(lambda rows: rows.find(Answer)).result()}
            lost = [n for n in journal for half in "ab" if f"{n:06}{half}" not in ids]
            halves = [id for id in ids if id[:-1] + "a" not in ids or id[:-1] + "b" not in ids]
            check = store.run(lambda rows: rows._connection.exec_driver_sql("PRAGMA integrity_check").scalar()).result()
            store.close()
            print(lost, halves, check, flush=True)
            os._exit(0)
        os.waitpid(checker, 0)
    print(len(journal))
    """


@thorough
def test_what_was_saved_is_there_after_kill_9(tmp_path: Path, child: Any) -> None:
    done = child(KILLS, tmp_path)
    *attempts, journal = done.stdout.splitlines()
    assert attempts == ["[] [] ok"] * 20, done.stderr
    assert int(journal) > 200
