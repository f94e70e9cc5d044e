"""One key of the app, and what a screen does with several: bind them, count them, leave some to the help.

Which keys there are is in `keys`, where each is declared once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import ModuleType

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Key:
    """One key. `label` is the word in the footer, `help` the sentence behind `?`, `shown` how the key is written.

    `footer` False leaves it to the help. `priority` keys work everywhere, also in text fields. In a narrow footer the
    keys with the highest `gives_way` are left to the help first.
    """

    id: str
    key: str
    action: str
    label: str
    help: str = ""
    shown: str = ""
    footer: bool = True
    priority: bool = False
    gives_way: int = 0

    def binding(self) -> Binding:
        return Binding(
            self.key,
            self.action,
            self.label,
            show=self.footer,
            key_display=self.shown or self.key,
            priority=self.priority,
            tooltip=self.help,
            id=self.id,
        )


_GIVES_WAY: dict[str, int] = {}
_REMAPPED: dict[str, str] = {}  # id → the key somebody chose for it: one app, one keyboard


def remap(keymap: Mapping[str, str]) -> None:
    """The keys that somebody chose, checked before (`remap.checked`); what is made from here on has them."""
    _REMAPPED.clear()
    _REMAPPED.update(keymap)


def remapped_to(id: str) -> str:
    """The key chosen for an id, or nothing."""
    return _REMAPPED.get(id, "")


def every_key(module: ModuleType) -> list[Key]:
    """Every key that a module declares, in its order, each id once."""
    found: dict[str, Key] = {}
    for value in vars(module).values():
        for key in value if isinstance(value, tuple) else (value,):
            if isinstance(key, Key):
                found.setdefault(key.id, key)
    return list(found.values())


def bind(*keys: Key | Iterable[Key]) -> list[BindingType]:
    """The bindings of a screen, in the order the footer shows them."""
    flat = [key for part in keys for key in ((part,) if isinstance(part, Key) else part)]
    _GIVES_WAY.update((key.id, key.gives_way) for key in flat)
    return [key.binding() for key in flat]


def relabelled(binding: Binding, label: str) -> Binding:
    """The same binding with another word in the footer."""
    return replace(binding, description=label)


def gives_way(id: str) -> int:
    """How soon a key is left out of a footer that is too narrow for all."""
    return _GIVES_WAY.get(id, 0)


def digits(id: str, action: str, label: str, help: str = "") -> tuple[Key, ...]:
    """The keys 1 to 9 as nine bindings of one action: `action` gets the digit as text.

    The footer and the help draw them as one ("1-4 answer"), counting those that `check_action` allows now.
    """
    return tuple(Key(f"{id}.{n}", str(n), f"{action}('{n}')", label, help, str(n)) for n in range(1, 10))


def in_footer(key: Key) -> Key:
    """The same key and id, also in the footer, where it is among what is wanted most."""
    return replace(key, footer=True)


def named(key: Key, label: str, help: str = "") -> Key:
    """The same key and id with other words, where a screen means something more exact by it."""
    return replace(key, label=label, help=help or key.help)
