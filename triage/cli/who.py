"""Who is asking, for commands that read what people said: each of them goes through the policy like a screen does."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from triage.core.text import visible

if TYPE_CHECKING:
    from triage.office import Office


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


def with_office(args: argparse.Namespace, work: Callable[[Office], int], trouble: str) -> int:
    """What `work` answers, done as whoever `--as` names, while desks may be open; 2 what may not be done, 3 the store.

    `trouble` says what an OSError means, with its reason in braces; the answer is 1 then.
    """
    from triage.cli.unlock import open_here
    from triage.settings import read_settings
    from triage.usecases.ports import UseCaseError

    try:
        office = open_here(read_settings(demo=args.demo), sit_down=False)
    except UseCaseError as problem:
        print(problem, file=sys.stderr)
        return 3
    try:
        sign_in(office, args.staff)
        return work(office)
    except UseCaseError as problem:
        print(visible(str(problem)), file=sys.stderr)
        return 2
    except OSError as problem:
        print(trouble.format(problem.strerror), file=sys.stderr)
        return 1
    finally:
        office.close()
