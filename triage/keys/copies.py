"""Backups in a folder that still open with what somebody had before the data key was changed.

Taking somebody out, or a new paper, gives the data another key; copies of before keep theirs, and whoever was taken out has
the passphrase for them. So they are named, for `triage staff remove`, `triage recover` and `triage doctor`. Reads the key
files beside the copies, opens nothing.
"""

from __future__ import annotations

from pathlib import Path

from triage.keys.keyfile import KeyFile, KeyProblem, read_key_file

ENDS = ".keys"


def older_copies(folder: Path, now: KeyFile) -> tuple[Path, ...]:
    """Those of an earlier data key than the newest of `now`. One whose key file cannot be read opens for nobody."""
    newest = now.generations[-1].number
    found = []
    for beside in sorted(folder.glob(f"*{ENDS}")) if folder.is_dir() else ():
        try:
            file = read_key_file(beside)
        except KeyProblem:
            continue
        copy = beside.with_name(beside.name.removesuffix(ENDS))
        if file is not None and file.generations[-1].number < newest and copy.is_file():
            found.append(copy)
    return tuple(found)
