"""The person's slip: said word for word, and as a file to print when asked for (practice.md H2). Called by `finish`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from triage.linear.steps import ask_step
from triage.linear.talk import Talk, Visit
from triage.usecases.slips import make_slip

_HELP = (
    "file: writes it as a file to print. Enter goes back. Some people are safer without paper: offer to keep it here.",
)


def see_slip(talk: Talk, visit: Visit) -> None:
    """Nothing is written anywhere until `file`."""
    view = talk.do(make_slip, visit.contact_id)
    if view is None or not view.lines:
        talk.say(view.why_not if view else "There is no slip now.")
        return
    talk.show("The slip, as they get it:", *[line.strip() for line in view.lines if line.strip()], "End of the slip.")
    while True:
        word, _ = ask_step(talk, visit, "file writes it to print, Enter goes back:", ("file",), _HELP)
        if word != "file":
            return
        try:
            path = _write(talk.office.home / "slips", view.file_name, view.lines)
        except OSError as problem:
            talk.say(f"The file could not be written ({problem.strerror}). Copy the lines on a card instead.")
        else:
            talk.say(f"Written to {path}. Print it, then remove it.")


def _write(folder: Path, name: str, lines: Sequence[str]) -> Path:
    """For this user's eyes only. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / Path(name).name
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.chmod(path, 0o600)
        file.write("\n".join(lines) + "\n")
    return path
