"""One filled store per schema, kept for ever as the program of its day left it: `python -m tests.store.keep` adds today's.

In each is a finished visit with its agreements, handoff, lead and ends, and one that stands at a question. `kept` lists
them, `unpack` lays one into a folder. Used by P7.
"""

from __future__ import annotations

import lzma
import sys
import tempfile
from pathlib import Path

from tests.journeys.desk import Morning
from tests.promises.visit import FILE, FINISHED, visit
from triage.store import migrate

FOLDER = Path(__file__).parent / "kept"
STANDS_AT = "H4"  # the question the second visit of each stands at


def kept() -> list[str]:
    """The versions there is a store of, oldest first."""
    return sorted(path.name[:4] for path in FOLDER.glob("*.db.xz"))


def unpack(version: str, folder: Path) -> Path:
    """The store of that version, in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(lzma.decompress((FOLDER / f"{version}.db.xz").read_bytes()))
    return folder


def main() -> int:
    """Fill a store of the schema as it is now and keep it."""
    with tempfile.TemporaryDirectory() as name:
        office = Morning(Path(name)).open_office()
        try:
            for step in visit(office):
                if step == FINISHED:
                    break
            for step in visit(office):
                if step == "answer H3b":
                    break
        finally:
            office.close()
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{migrate.VERSION}.db.xz").write_bytes(lzma.compress(Path(name, FILE).read_bytes(), preset=9))
    print(f"kept a store of {migrate.VERSION}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
