"""Who is asking, for commands that read what people said: each of them goes through the policy like a screen does."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from triage.bootstrap import Office


def add_who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as",
        dest="staff",
        metavar="NAME",
        default=os.environ.get("TRIAGE_STAFF", ""),
        help="who you are, as in the list of staff",
    )


def sign_in(office: Office, said: str) -> None:
    """Raises UseCaseError with the names there are, where nobody or nobody of the staff was named."""
    from triage.usecases.ports import UseCaseError

    if office.guarded:  # whoever opened the data said so, and proved it
        return
    known = {word.casefold(): member.id for member in office.staff for word in (member.id, member.name)}
    found = known.get(said.strip().casefold())
    if found is None:
        names = ", ".join(member.id for member in office.staff)
        raise UseCaseError(f"Say who you are: --as and one of {names}.")
    office.sign_in(found)
