"""What stands on the sheet: a draft as it is now, or that all is asked. Used by the assessment screen."""

from __future__ import annotations

from triage.tui import keys
from triage.tui.draft import Draft
from triage.tui.remap import told
from triage.tui.widgets.options import Grid
from triage.tui.widgets.sheet import Page

ALL_ASKED = "That is all there is to ask here."


def page_of(draft: Draft) -> Page:
    """The question in hand."""
    return Page(
        text=draft.question.text,
        say=draft.question.say,
        after=_aside(draft),
        rows=() if draft.plain else draft.rows(),
        has_field=draft.typed or draft.filtered,
        grid=Grid(draft.choices(), marks=draft.field.kind == "many", ticked=draft.ticked),
    )


def _aside(draft: Draft) -> str:
    if draft.question.staff:
        return "For you to see to, not to ask aloud."
    return f"They can point: {told(keys.SHOW)} turns the screen to them." if draft.shown else ""


def all_asked() -> Page:
    """When there is nothing left to ask here."""
    place, full = told(keys.MOVE), told(keys.FULL)
    on = f"Press {told(keys.READ_BACK)} to read it back."
    return Page(ALL_ASKED, after=f"{on} A quieter place ({place}) or the full check ({full}) may have more.")


def lit_by(raw: object) -> str:
    """The line of an answer that was one line."""
    if isinstance(raw, str):
        return raw
    return raw[0] if isinstance(raw, list) and len(raw) == 1 else ""
