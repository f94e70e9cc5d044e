"""Several desks on one store, in one process: each with a seat, a store and a thread of its own, and one clock for all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from tests.harness.postgres import emptied
from tests.journeys.desk import Clock
from triage import bootstrap
from triage.bootstrap import open_office
from triage.content.where import sample_content
from triage.office import Office
from triage.settings import Settings
from triage.usecases.ports import UseCaseError

BOTH = ("file", "server")


class Desks:
    """`sit_down` opens another desk; all are closed together. `home(name)` is the folder of one."""

    def __init__(self, folder: Path, address: str = "") -> None:
        self.folder, self.address = folder, address
        self.clock = Clock()
        self._open = ExitStack()

    def sit_down(self, name: str, who: str = "asha", *, demo: bool = False) -> Office:
        """On a server every desk is a computer of its own; a file they share."""
        home = self.folder / name.replace(" ", "-") if self.address else self.folder
        settings = Settings(home=home, content=sample_content(), terminal=name, demo=demo, database=self.address)
        with (
            patch.object(bootstrap, "system_clock", lambda: self.clock),
            patch.object(bootstrap, "demo_clock", lambda _: self.clock),
        ):
            office = open_office(settings)
        self._open.callback(office.close)
        office.sign_in(who)
        return office

    def close(self) -> None:
        self._open.close()


@contextmanager
def desks_on(kind: str, folder: Path) -> Iterator[Desks]:
    """On a `file` or a `server`."""
    with ExitStack() as meanwhile:
        address = meanwhile.enter_context(emptied()) if kind == "server" else ""
        desks = Desks(folder, address)
        meanwhile.callback(desks.close)
        yield desks


def do(office: Office, fn: Callable[..., Any], *args: Any) -> Any:
    return office.do(fn, *args).result(30)


def refused(office: Office, fn: Callable[..., Any], *args: Any) -> str:
    """The sentence with which it was refused."""
    with pytest.raises(UseCaseError) as caught:
        do(office, fn, *args)
    return str(caught.value)
