"""Keys that somebody chose for themselves: checked once at the start, then put into each screen's bindings.

`settings.toml` may have a table `[keys]`, id → key; the ids are those of `keys` and stay. Textual's own keymap takes
every other key off a key that is remapped, and Esc and Enter mean several things here, so the bindings are made anew
from ours. The only file that touches how Textual keeps them. Called by the app, its screens and fields.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from importlib import import_module
from string import ascii_lowercase
from typing import Any

from textual.binding import Binding, BindingsMap
from textual.keys import _character_to_key
from textual.screen import ModalScreen

from triage.tui import keys
from triage.tui.key import Key, every_key, remapped_to

NAMED = {
    **{name: name for name in ("enter", "escape", "tab", "space", "up", "down", "left", "right", "home", "end")},
    **{name: name for name in ("pageup", "pagedown", "insert", "delete", "backspace", "shift+tab")},
    **{f"f{n}": f"f{n}" for n in range(1, 13)},
    "esc": "escape",
    "page up": "pageup",
    "page down": "pagedown",
}
TAKEN_BY_TERMINALS = {f"ctrl+{letter}" for letter in "cijmqsz"}  # Enter, Tab, stopping, leaving
WRITTEN = {"escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab", "up": "↑", "down": "↓"}
ALWAYS = frozenset({"enter", "escape", "tab", "shift+tab", "up", "down"})
LINES = keys.LETTERS + "0123456789"


def rebind(node: Any) -> None:
    """Give a new screen, field or app the keys that were chosen. Called in its `__init__`.

    Enter, Esc, Tab and the arrows go on working: many a sentence on the screen names them.
    """
    if not any(remapped_to(binding.id or "") for _, binding in node._bindings):
        return
    made: dict[str, list[Binding]] = {}
    done: set[str] = set()
    for key, binding in node._bindings:
        chosen = remapped_to(binding.id or "")
        if not chosen:
            made.setdefault(key, []).append(binding)
            continue
        changed = replace(binding, key_display=written(chosen))
        if key in ALWAYS:
            made.setdefault(key, []).append(changed)
        if binding.id not in done:
            done.add(binding.id or "")
            made.setdefault(chosen, []).append(replace(changed, key=chosen))
    node._bindings = BindingsMap.from_keys(made)


def read(typed: str) -> str:
    """A key as somebody writes it, "j", "ctrl+t", "Esc", as Textual calls it; empty if there is no such key."""
    words = typed.strip()
    if len(words) == 1:
        return words if words.isalnum() else _character_to_key(words)
    name = words.casefold()
    if name.startswith("ctrl+") and name[5:] in ascii_lowercase and len(name) == 6:
        return name
    return NAMED.get(name, "")


def written(key: str) -> str:
    """A key as the footer writes it."""
    if key in WRITTEN or len(key) == 1 or "+" in key:
        return WRITTEN.get(key, key)
    return next((letter for letter in "`?!/-+=&*#@$%^_~;:,.<>()[]{}|\\'\"£" if _character_to_key(letter) == key), key)


def told(key: Key) -> str:
    """A key of ours as it is pressed now, for a sentence or a line that names it."""
    chosen = remapped_to(key.id)
    return written(chosen) if chosen else key.shown or key.key


def checked(chosen: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """(id → key as Textual calls it, what is to be mended in plain sentences). Loads every screen."""
    known = {key.id: key for key in every_key(keys)}
    problems = [problem for id, typed in chosen.items() if (problem := _problem(id, typed, known))]
    if problems:
        return {}, tuple(problems)
    keymap = {id: read(typed) for id, typed in chosen.items()}
    return keymap, tuple(dict.fromkeys(_clashes(keymap, known)))


def _problem(id: str, typed: str, known: Mapping[str, Key]) -> str:
    if id not in known:
        near = get_close_matches(id, known, 1)
        hint = f" Did you mean {near[0]}?" if near else " docs/keys.md lists them all."
        return f"There is no key with the id “{id}”.{hint}"
    if fixed(id):
        return f"“{id}” cannot be changed: it is the number or letter that stands before a line."
    if not (key := read(typed)):
        return f"“{typed}” for {id} is no key. Write one letter or sign, ctrl+ and a letter, or a name such as esc."
    if key in TAKEN_BY_TERMINALS:
        return f"“{typed}” for {id} never arrives, or means something in every terminal. Choose another."
    if id == keys.BLANK.id and (len(key) == 1 or key in ("space", "enter", "escape", "tab", "backspace")):
        return f"“{typed}” cannot blank the screen: it is typed in text. Choose one that nobody types, such as ctrl+b."
    return ""


def fixed(id: str) -> bool:
    """True for the numbers and letters that stand before lines: they are drawn with them."""
    return len(id.rpartition(".")[2]) == 1


def _clashes(keymap: Mapping[str, str], known: Mapping[str, Key]) -> Iterator[str]:
    """Two meanings for one key on one screen that had a key each before; a key that stands before a line there."""
    for kind in every_screen():
        before = _keys_of(kind, {})
        now = _keys_of(kind, keymap)
        for id in keymap:
            if id not in now:
                continue
            key, mine = keymap[id], known[id]
            if key in kind.LINE_KEYS:
                yield f"“{written(key)}” for {id} stands before a line in lists. Choose another."
            for other, theirs in now.items():
                if other != id and key in theirs and not before[id] & before[other]:
                    mend = f"Choose another for {id}." if fixed(other) else "Change one of them."
                    both = f"“{mine.label or id}” ({id}) and “{known[other].label or other}” ({other})"
                    yield f"“{written(key)}” would mean both {both}. {mend}"


def _keys_of(kind: type[Any], keymap: Mapping[str, str]) -> dict[str, set[str]]:
    """id → its keys, of a screen with what works everywhere and in its fields."""
    from triage.tui.app import TriageApp
    from triage.tui.widgets.fields import Field

    found: dict[str, set[str]] = {}
    everywhere = [one for one in declared(TriageApp) if one.priority or not issubclass(kind, ModalScreen)]
    for binding in (*everywhere, *declared(Field), *declared(kind)):
        usual = set(binding.key.split(","))
        found[binding.id] = {keymap[binding.id], *(usual & ALWAYS)} if binding.id in keymap else usual
    return found


def declared(kind: type[Any]) -> list[Any]:
    """The bindings with an id that a class and its parents declare."""
    chain: list[Any] = []
    for cls in reversed(kind.__mro__):
        if vars(cls).get("_inherit_bindings") is False:
            chain.clear()
        chain += [binding for binding in vars(cls).get("BINDINGS", ()) if getattr(binding, "id", None)]
    return chain


def every_screen() -> list[type[Any]]:
    """Every screen and dialog of the app, imported for it."""
    from triage.tui import modals, screens
    from triage.tui.base import Deskside

    for package in (screens, modals):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            import_module(found.name)
    return sorted(set(_below(Deskside)), key=lambda kind: kind.__name__)


def _below(kind: type[Any]) -> Iterable[type[Any]]:
    for below in kind.__subclasses__():
        if below.__module__.startswith("triage."):
            yield below
        yield from _below(below)
