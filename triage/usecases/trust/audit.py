"""Reading who saw what, which is written down itself; and whether those rows are still as they were written (P22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from triage.core.chain import Finding, Head, findings
from triage.core.policy import Action, FieldClass
from triage.core.text import lower_first
from triage.usecases import records as rec
from triage.usecases import say
from triage.usecases.ports import Context, House, Rows, UseCaseError
from triage.usecases.trust.glass import DAMAGED, REASONS
from triage.usecases.trust.trail import NOBODY_FOUND, OPENED, REFUSED, end_of, readable, write_down
from triage.usecases.trust.trimming import CUT, Genuine, chains, cuts

ACTION_WORDS = {
    Action.FIND: "found them",
    Action.ASK: "talked with them",
    Action.SHARE: "agreed or sent something",
    Action.ANSWER: "opened what was sent to their service",
    Action.READ: "read the page",
    Action.PAGE: "wrote it as a file or on paper",
    Action.RIGHTS: "did what was asked about the record",
    Action.AUDIT: "looked who saw it",
}


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One look: when, who, which visit, what they did, which classes were seen, and why or that it was refused."""

    at: datetime
    who: str
    code: str
    did: str
    seen: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class VerifyView:
    """`rows` were looked at. `wrong`: a sentence for each thing that is not as it was written. `gone`: were due to go."""

    rows: int
    chains: int
    wrong: tuple[str, ...]
    gone: int = 0


def see_access(rows: Rows, house: House, ctx: Context, contact_id: str) -> tuple[AccessRow, ...]:
    """Everybody who saw one visit, or tried to, latest first."""
    return _read(rows, house, readable(lambda: rows.find(rec.Access, contact_id=contact_id)))


def see_recent_access(rows: Rows, house: House, ctx: Context, days: int = 7, staff: str = "") -> tuple[AccessRow, ...]:
    """The same for the last `days`, of everybody or of one member of staff."""
    write_down(rows, ctx, "", Action.AUDIT, [FieldClass.VISIT])
    recent = readable(lambda: rows.since(rec.Access, ctx.now - timedelta(days=days)))
    return _read(rows, house, recent, staff)


def heads(rows: Rows, house: House, ctx: Context) -> tuple[Head, ...]:
    """How far each terminal's chain has come: to be signed and kept somewhere else."""
    chains = sorted({row.id for row in rows.find(rec.Terminal)} | {ctx.terminal.id})
    ends = ((chain, *end_of(rows, chain)) for chain in chains)
    return tuple(Head(chain, count, hash) for chain, count, hash in ends if count)


def _unsigned(_head: Head, _key: str, _signature: str) -> bool:
    """Where nobody can tell, no cut was signed."""
    return False


def verify(
    rows: Rows, house: House, ctx: Context, kept: Iterable[Head] = (), genuine: Genuine = _unsigned
) -> VerifyView:
    """Every chain there is, against itself and against the heads `kept` elsewhere. Names each row that is wrong.

    Rows are read as they are stored: one that is no row of ours any more is what this looks for, and never stops it.
    """
    every = chains(rows)
    starts, not_signed = cuts(rows, every, genuine)
    by_chain: dict[str, list[Head]] = defaultdict(list)
    for head in kept:
        by_chain[head.chain].append(head)
    names = {row["id"]: row["name"] for row in rows.as_stored(rec.Terminal)}
    wrong = [
        _sentence(names.get(chain, chain), finding)
        for chain in sorted({*every, *by_chain, *starts})
        for finding in findings(chain, every.get(chain, []), by_chain[chain], starts.get(chain))
    ]
    cut_off = sum(start.count for start in starts.values())
    return VerifyView(sum(map(len, every.values())), len(every), (*not_signed, *wrong), cut_off)


def _sentence(chain: str, finding: Finding) -> str:
    return f"{chain}, row {finding.number}: {finding.what}."


def _read(rows: Rows, house: House, found: Iterable[rec.Access] | None, staff: str = "") -> tuple[AccessRow, ...]:
    if found is None:
        raise UseCaseError(DAMAGED)
    names = {member.id: member.name for member in house.directory.staff}
    codes: dict[str, str] = {"": "–"}
    read = []
    wanted = (row for row in found if staff in ("", row.actor_id))
    for row in sorted(wanted, key=lambda one: (one.at, one.number), reverse=True):
        if row.contact_id not in codes:
            contact = rows.get(rec.Contact, row.contact_id)
            codes[row.contact_id] = contact.code if contact else "a visit that is gone"
        why = "refused" if row.why == REFUSED else dict(REASONS).get(row.why, "")
        if row.why.startswith(f"{CUT} "):
            why = "rows that were old enough went"
        did = ACTION_WORDS.get(Action(row.what), row.what) if row.what in set(Action) else row.what
        did = "looked for somebody and found nobody" if row.why == NOBODY_FOUND else did
        did = "opened the data with their passphrase" if row.why == OPENED else did
        seen = tuple(say_class(name) for name in row.fields.split(",") if name)
        read.append(AccessRow(row.at, names.get(row.actor_id, row.actor_id), codes[row.contact_id], did, seen, why))
    return tuple(read)


def say_class(name: str) -> str:
    return name.replace("_", " ")


def access_line(row: AccessRow) -> str:
    """`23 November, 10:15  NM-7Q4D  Tom read the page (health, need): they complained`."""
    seen = f" ({', '.join(row.seen)})" if row.seen else ""
    why = f": {lower_first(row.why)}" if row.why else ""
    return f"{say.day(row.at)}, {say.clock(row.at)}  {row.code}  {row.who} {row.did}{seen}{why}"
