"""The single lines every screen has: the header, the message strip, the footer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, cast

from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen

from triage.tui import keys
from triage.tui.safe import Words, show

if TYPE_CHECKING:
    from triage.tui.base import DeskScreen

TURNING = frozenset({keys.PAGE_DOWN.id, keys.PAGE_UP.id})


class TopLine(Words):
    """`NM-7Q4D · Desk 2 · Counter · Asha` and, on the right, the clock."""

    FIXED = True

    def on_mount(self) -> None:
        self.draw()
        self.set_interval(1.0, self.draw)

    def on_resize(self) -> None:
        self.draw()

    def draw(self) -> None:
        if not self.size.width:  # not laid out yet: cut to nothing it would be seen so for a frame
            return
        screen = cast("DeskScreen[object]", self.screen)
        time = screen.desk.time_words
        room = max(10, self.size.width - len(time) - 2)
        parts = screen.head()
        left = Content.assemble(show(parts[0], "bold") if parts else "", show("".join(f" · {p}" for p in parts[1:])))
        self.put(Content.assemble(left.truncate(room, ellipsis=True, pad=True), "  ", show(time)))


class MessageLine(Words):
    """One sentence about what just happened or could not be done; empty most of the time."""

    def put(self, text: str | Content) -> None:
        super().put(text)
        self.set_class(bool(text), "-said")


class KeyLine(Words):
    """The footer: the keys that make sense now, taken from the bindings; what does not fit is behind `?`.

    A screen with many keys gives it two lines.
    """

    FIXED = True
    _shown: tuple[tuple[str, str], ...] = ()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.draw())

    def on_resize(self) -> None:
        self.draw()

    def draw(self) -> None:
        if not self.is_attached or not self.screen.is_active:
            return
        width = self.size.width
        shown = tuple(fit(key_words(self.screen), width, max(1, self.size.height)))
        if shown == self._shown:
            return
        self._shown = shown
        self.put(Content("\n").join([Content("  ").join(map(_key, row)) for row in in_rows(shown, width)]))


def key_words(screen: Screen[object], *, all_keys: bool = False) -> list[tuple[str, str, str, int]]:
    """(key as written, label, help, how soon it gives way) of the keys that work now, digits drawn as one.

    Bindings without an id are Textual's own and left out; `all_keys` adds those that only the help lists.
    """
    found: dict[str, list[str]] = {}
    about: dict[str, tuple[str, str, int]] = {}
    for shown, (_node, binding, _enabled, _tooltip) in active_keys(screen):
        if not (binding.show or (all_keys and binding.tooltip)):
            continue
        id = binding.id or ""
        group = binding.action.partition("(")[0] if shown.isdigit() else id
        if shown not in found.setdefault(group, []):
            found[group].append(shown)
        word = getattr(screen, "called", {}).get(id, binding.description)
        about.setdefault(group, (word, binding.tooltip, keys.gives_way(id)))
    return [(_range(written), *about[group]) for group, written in found.items()]


def active_keys(screen: Screen[object]) -> list[tuple[str, ActiveBinding]]:
    """(key as written, its binding) of ours that work now, each once, in the order of declaration; turning pages where there are some."""
    found: dict[tuple[str, str], ActiveBinding] = {}
    for active in sorted(screen.active_bindings.values(), key=_place(screen)):
        binding = active.binding
        if binding.id and active.enabled and (binding.id not in TURNING or getattr(screen, "long", False)):
            found.setdefault((binding.key_display or binding.key, binding.id), active)
    return [(shown, active) for (shown, _id), active in found.items()]


def _place(screen: Screen[object]) -> Callable[[ActiveBinding], tuple[int, int]]:
    """The order of declaration: nearest widget first, then as in its BINDINGS (inherited keys would come first else)."""
    chain = [node for node, _ in screen._modal_binding_chain]

    def place(active: ActiveBinding) -> tuple[int, int]:
        declared = _declared_order(type(active.node)).get(active.binding.id or "", 999)
        return chain.index(active.node), 998 if active.binding.id in TURNING else declared

    return place


@cache
def _declared_order(kind: type[object]) -> dict[str, int]:
    """Where each binding id stands among those a class and its parents declare."""
    declared = [binding for cls in reversed(kind.__mro__) for binding in vars(cls).get("BINDINGS", ())]
    return {getattr(binding, "id", None) or "": place for place, binding in reversed([*enumerate(declared)])}


def fit(words: Iterable[tuple[str, str, str, int]], width: int, lines: int = 1) -> list[tuple[str, str]]:
    """As many keys as fit on so many lines; those that give way soonest are left out first."""
    rows = list(words)
    while rows and len(in_rows([(k, label) for k, label, _, _ in rows], width)) > lines:
        most = max(row[3] for row in rows)
        rows.remove(next(row for row in reversed(rows) if row[3] == most))
    return [(k, label) for k, label, _, _ in rows]


def in_rows(shown: Iterable[tuple[str, str]], width: int) -> list[list[tuple[str, str]]]:
    """Keys in lines of `width`; one that is wider than that stands alone."""
    rows: list[list[tuple[str, str]]] = []
    used = width + 1
    for k, label in shown:
        needed = len(k) + 1 + len(label)
        if used + 2 + needed > width:
            rows.append([])
            used = -2
        rows[-1].append((k, label))
        used += 2 + needed
    return rows


def _key(shown: tuple[str, str]) -> Content:
    return Content.assemble(show(shown[0], "bold"), " ", show(shown[1], "$text-muted"))


def _range(written: list[str]) -> str:
    digits = [w for w in written if w != "0"]
    return f"{digits[0]}-{digits[-1]}" if len(digits) > 1 else written[0]
