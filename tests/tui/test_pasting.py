"""A paste is text, whatever is in it and however it comes in; beside it, keys are keys at once."""

from __future__ import annotations

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from triage.core.text import visible
from triage.tui.app import TriageApp
from triage.tui.pasting import BEGINS, ENDS, Pastes

LOG = "[bold]\x1b[31mred\x1b]0;x\x07 333 \u202e"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_nothing_in_a_paste_is_a_key(size: int) -> None:
    TriageApp(lambda: pytest.fail("nothing is opened")).get_driver_class()
    parser, sent = XTermParser(), f"1{BEGINS}{LOG}{ENDS}2\x1b[A"
    found: list[object] = []
    for at in range(0, len(sent), size):
        found += parser.feed(sent[at : at + size])
    keys = [event.key for event in found if isinstance(event, events.Key)]
    pasted = [event.text for event in found if isinstance(event, events.Paste)]
    assert keys == ["1", "2", "up"]
    assert pasted == [LOG.replace("\x1b", visible("\x1b"))]


def test_without_it_some_of_it_would_be_keys() -> None:
    feed = getattr(XTermParser.feed, "__wrapped__", XTermParser.feed)
    found = list(feed(XTermParser(), f"{BEGINS}{LOG}{ENDS}"))
    assert any(isinstance(event, events.Key) for event in found)


def test_nothing_is_held_back_outside_a_paste() -> None:
    pastes = Pastes()
    assert [pastes.safe(piece) for piece in ("\x1b", "[", "20", "1", "\x1b[", "A")] == [
        *("\x1b", "[", "20", "1", "\x1b[", "A")
    ]
