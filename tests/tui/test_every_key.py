"""The table of keys: what a laptop without Fn, number pad or mouse can press, each with its help and an id of its own."""

from __future__ import annotations

import re

from triage.tui import keys
from triage.tui.key import Key

# One character that stands on every keyboard, or one of the named keys that need no Fn and no number pad.
PLAIN = re.compile(
    r"[a-z0-9]|enter|escape|tab|shift\+tab|space|up|down|minus|plus|slash|ampersand|equals_sign|question_mark"
    r"|exclamation_mark|grave_accent|at|asterisk|ctrl\+[clpqt]"
)


def declared() -> list[Key]:
    found = [one for value in vars(keys).values() for one in (value if isinstance(value, tuple) else (value,))]
    return [one for one in found if isinstance(one, Key)]


def test_no_key_needs_fn_or_a_number_pad() -> None:
    assert len(declared()) > 100
    pages = (keys.PAGE_DOWN, keys.PAGE_UP)  # beside the arrows, which show the same
    found = [one for one in declared() if one not in pages]
    wrong = {one.id: one.key for one in found if not any(map(PLAIN.fullmatch, one.key.split(",")))}
    assert wrong == {}
    assert not PLAIN.fullmatch("f1") and not PLAIN.fullmatch("home") and not PLAIN.fullmatch("pageup")


def test_every_key_says_what_it_does() -> None:
    assert [one.id for one in declared() if one.id != "app.copy" and not one.help and one.footer] == []


def test_an_id_means_one_key() -> None:
    """A keymap remaps by id, so that two keys never share one."""
    pressed: dict[str, set[str]] = {}
    for one in declared():
        pressed.setdefault(one.id, set()).add(one.key)
    assert {id: found for id, found in pressed.items() if len(found) > 1} == {}
