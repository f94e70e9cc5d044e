"""One mutant: a file of the tree with one place changed, under a name that survives edits elsewhere in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]


Edit = tuple[int, int, bytes]  # from which byte to which, and what stands there instead


@dataclass(frozen=True, slots=True)
class Mutant:
    """`name` holds no line number: file, where in it, and what changes."""

    file: str
    name: str
    edits: tuple[Edit, ...]

    def text(self) -> str:
        """The whole file as mutated."""
        source = (REPO / self.file).read_bytes()
        for start, end, instead in sorted(self.edits, reverse=True):
            source = source[:start] + instead + source[end:]
        return source.decode()


def mutant(file: str, where: str, before: str, after: str, *edits: Edit) -> Mutant:
    old, new = " ".join(before.split()), " ".join(after.split())
    return Mutant(file, f"{file} {where}: " + (f"`{old}` → `{new}`" if new else f"without `{old}`"), edits)


def line_starts(source: bytes) -> list[int]:
    """Where each line begins, and at last where the text ends."""
    starts = [0]
    for line in source.split(b"\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def named_apart(mutants: Iterable[Mutant]) -> Iterator[Mutant]:
    """The same, where equal names are counted: the second is called `… #2`."""
    seen: dict[str, int] = {}
    for each in mutants:
        seen[each.name] = seen.get(each.name, 0) + 1
        yield each if seen[each.name] == 1 else replace(each, name=f"{each.name} #{seen[each.name]}")


def shuffled(mutants: Iterable[Mutant], seed: int) -> list[Mutant]:
    """Always the same order for a seed; a mutant that comes or goes does not disturb the others."""
    return sorted(mutants, key=lambda each: sha256(f"{seed} {each.name}".encode()).digest())
