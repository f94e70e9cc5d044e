"""docs/keys.md, made from the keys themselves: `make keys` writes it, tests/tui/test_keys.py holds it to them."""

from __future__ import annotations

from pathlib import Path

from triage.tui import keys
from triage.tui.key import Key, every_key
from triage.tui.remap import fixed, told

FILE = Path(__file__).parents[2] / "docs" / "keys.md"
TITLES = {
    "app": "Everywhere",
    "any": "In most places",
    "field": "In a line to type in",
    "lines": "In a small form",
    "help": "In the help",
    "start": "The start",
    "desk": "The front desk",
    "building": "What is different in the building today",
    "ask": "The assessment",
    "ring": "Ringing somebody",
    "show": "The screen turned to the person",
    "people": "My people",
    "back": "Somebody who was here before",
    "card": "A card",
    "after": "After the questions",
    "gate": "A decision without asking",
    "paper": "A page as a file",
    "find": "Finding",
    "name": "Who it is",
    "form": "A form",
}
HEAD = """# Keys

Made from `triage/tui/keys.py` by `make keys`; do not edit it by hand. The footer shows what makes sense at the moment,
`?` shows all of it, and ctrl+p finds it by its words. No key needs Fn or a number pad, and whatever a key does, a click
on its words in the footer does too.

## Keys of your own

Put a table into `settings.toml` in the data folder (`triage doctor` names the folder), an id and a key on each line:

```toml
theme = "light"          # dark, light, contrast or daylight; ctrl+t chooses it too, and this terminal remembers

[keys]
ask.park = "w"
app.blank = "ctrl+b"
```

A key is one letter or sign, `ctrl+` and a letter, or a name: enter, esc, tab, space, up, down, left, right, home, end,
page up, page down, insert, delete, backspace, f1 to f12. Footer, help and every sentence that names a key follow. Enter,
Esc, Tab and the arrows go on working beside a key of your own. Numbers and letters that stand before lines stay as they
are. When two things would have one key on the same screen, or an id is not known, triage says so and does not start.
"""


def text() -> str:
    """The whole page."""
    groups: dict[str, list[Key]] = {}
    for key in every_key(keys):
        if key.label and not fixed(key.id):
            groups.setdefault(key.id.partition(".")[0], []).append(key)
    parts = [HEAD]
    for group in sorted(groups, key=list(TITLES).index):
        found = groups[group]
        rows = [f"| {_code(told(key))} | {key.label} | {_words(key)} | `{key.id}` |" for key in found]
        table = ["| key | in the footer | what it does | id |", "|---|---|---|---|", *rows]
        parts.append("\n".join([f"## {TITLES[group]}", "", *table, ""]))
    return "\n".join(parts)


def _code(key: str) -> str:
    return f"`` {key} ``" if "`" in key else f"`{key}`"


def _words(key: Key) -> str:
    return (key.help or key.label).replace("|", "\\|")


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
