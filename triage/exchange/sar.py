"""A copy of somebody's record as a page (HTML) or as data (JSON), and the draft that is looked through first.

The page is plain HTML without scripts, pictures or addresses of other machines: it opens anywhere and tells nobody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from triage.core.text import visible
from triage.exchange.files import write_private
from triage.usecases import say
from triage.usecases.ports import UseCaseError
from triage.usecases.trust.sar import Item, Part, SarView

NO_DRAFT = "{file} is no draft of a copy any more. Make a new one: triage sar draft."
NOT_JSON = (
    "{file}, line {line}, column {column}: something is missing or too much there, often a comma, a quotation mark or a bracket. "
    "Mend that line, or make a new draft."
)
NOT_DECIDED = (
    '{file}, item {number}: it needs "include": true or false, and "take_out": a list of phrases in quotation marks, such as '
    '["my sister"]. Mend that, or make a new draft.'
)
_LARGEST = 64 * 1024 * 1024
_DRAFT = b'{\n "draft of a copy"'
_STYLE = (
    "body{font:18px/1.5 sans-serif;max-width:44em;margin:2em auto;padding:0 1em}dt{font-weight:bold}dd{margin:0 0 .7em}"
)
_ABOUT = {
    Part.OWN: "What you told us",
    Part.STAFF: "What we wrote",
    Part.OTHERS: "What also concerns others",
    Part.RESTRICTED: "Notes that are kept apart",
}


def write_draft(path: Path, view: SarView) -> Path:
    """Everything, to be looked through: set `include`, and put phrases into `take_out`. Raises OSError, UseCaseError."""
    said = {
        "draft of a copy": "Holds everything. For your eyes only; take it away once the copy is given.",
        "visit": view.contact_id,
        "identity": view.identity,
        "delivery": view.delivery,
        "asker": view.asker,
        "items": [{**_item(item), "include": item.include, "take_out": []} for item in view.items],
    }
    return write_private(path, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode(), over=_DRAFT)


def read_draft(path: Path) -> tuple[dict[str, str], Mapping[str, tuple[bool, tuple[str, ...]]]]:
    """(visit, identity, delivery, asker) and what was decided of each item.

    It was changed by hand, so what is wrong with it is told by its line, or by the item. Raises OSError, UseCaseError.
    """
    if path.exists() and not path.is_file():  # a pipe or a device would be read for ever
        raise UseCaseError(NO_DRAFT.format(file=path.name))
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        said: Any = json.loads(data.decode("utf-8-sig") if len(data) <= _LARGEST else "")
        head = {key: str(said[key]) for key in ("visit", "identity", "delivery", "asker")}
        items = list(said["items"])
    except json.JSONDecodeError as wrong:
        raise UseCaseError(NOT_JSON.format(file=path.name, line=wrong.lineno, column=wrong.colno)) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UseCaseError(NO_DRAFT.format(file=path.name)) from None
    decided = {}
    for number, item in enumerate(items, 1):
        id, include, take_out = _decided(item)
        if id is None:
            raise UseCaseError(NOT_DECIDED.format(file=path.name, number=number))
        decided[id] = (include, take_out)
    return head, decided


def _decided(item: Any) -> tuple[str | None, bool, tuple[str, ...]]:
    """One item of a draft; no id where it is none. A word where a list of phrases belongs would take out every letter of it."""
    wrong = (None, False, ())
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        return wrong
    include, take_out = item.get("include"), item.get("take_out")
    if not isinstance(include, bool) or not isinstance(take_out, list) or not all(isinstance(p, str) for p in take_out):
        return wrong
    return item["id"], include, tuple(phrase for phrase in take_out if phrase)


def write_copy(path: Path, view: SarView) -> Path:
    """The copy, as JSON where the name ends so, else as a page. Raises OSError, UseCaseError for another's file."""
    data, over = (json_bytes(view), b"{") if path.suffix == ".json" else (html_bytes(view), b"<!doctype html>")
    return write_private(path, data, over=over)


def json_bytes(view: SarView) -> bytes:
    said = {
        "hub": view.hub,
        "on": view.at.date().isoformat(),
        "parts": {
            part.value: [_item(item, shown=True) for item in view.included if item.part is part] for part in Part
        },
        "left_out": view.left_out,
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def html_bytes(view: SarView) -> bytes:
    page = [
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(view.code)}</title><style>{_STYLE}</style>",
        f"<h1>What {escape(view.hub)} has written down</h1><p>On {escape(say.day(view.at))} {view.at.year}.</p>",
    ]
    for part in Part:
        items = [item for item in view.included if item.part is part]
        if items:
            page.append(f"<h2>{escape(_ABOUT[part])}</h2><dl>")
            page += [
                f"<dt>{escape(visible(item.about))} <small>({escape(item.code)}, {escape(say.day(item.at))})</small></dt>"
                f"<dd>{escape(visible(item.shown))}</dd>"
                for item in items
            ]
            page.append("</dl>")
    if view.left_out:
        page.append("<p>Some things are left out because they concern others, or could do serious harm.</p>")
    page.append(f"<p>Is something wrong, or do you want to complain? {escape(view.phone)}</p></html>")
    return "\n".join(page).encode()


def _item(item: Item, *, shown: bool = False) -> dict[str, object]:
    about = {"about": item.about, "words": item.shown if shown else item.words}
    told: dict[str, object] = {"visit": item.code, "at": item.at.isoformat(), **about}
    return told if shown else {"id": item.id, "part": item.part.value, **told}
