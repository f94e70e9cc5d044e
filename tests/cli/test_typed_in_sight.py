"""Where a name is asked for and a passphrase is typed, it does not stay on the screen of a reception."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.keyed import PASSPHRASES, copy_keyed
from tests.harness.terminal import ENTER, Terminal
from tests.harness.terminal import triage as started


@pytest.mark.parametrize(
    ("command", "asked"), [(("staff", "list"), "Who are you?"), (("--linear",), "Number or name, or quit:")]
)
def test_it_goes_with_the_line_that_says_it_is_no_name(command: tuple[str, ...], asked: str, tmp_path: Path) -> None:
    keyed = copy_keyed(tmp_path / "home")
    with Terminal(started(*command), keyed.home) as terminal:
        terminal.wait_for(asked)
        terminal.send(PASSPHRASES["mira"])
        terminal.wait_for(PASSPHRASES["mira"])  # the control: it was in sight
        terminal.send(ENTER)
        terminal.wait_for(lambda t: "No line fits that" in t.flat and t.flat.count(asked) == 1)
        assert PASSPHRASES["mira"] not in terminal.flat and "Ben" in terminal.flat
