"""Which calls could read people's words as markup or hand them raw to a terminal, found in the syntax tree (P10, P11).

In the app every text goes through `triage.tui.safe`, in the prompts through `Talk`, so everything else that draws is
forbidden: widgets that parse what they are given, `from_markup`, titles and tooltips, `print`. No list of what is
dangerous is whole, so widgets and printing are a list of what is allowed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

# Textual's own widgets that may be named, and where. Input shows what is typed as letters; OptionList only without markup.
WIDGETS = {"Input": None, "OptionList": None, "Static": "tui/safe.py"}
# Calls that parse, wherever they are.
PARSES = {"from_markup", "render_markup", "to_content", "from_rich_text", "from_ansi", "markup_to_content", "Markdown"}
# Attributes and arguments that Textual reads as markup when they are text.
READ_AS_MARKUP = {"border_title", "border_subtitle", "tooltip", "sub_title"}
# Who may write to a terminal by itself.
PRINTS = ("linear/prompts.py", "tui/crashing.py", "cli/")
# Arguments that switch markup on.
SWITCHES = {"markup", "markdown"}


def raw_sinks(file: Path, root: Path) -> list[str]:
    """`place: what is wrong` for every such call in a file of `root` (the package)."""
    return list(raw_sinks_in(file.read_text(encoding="utf-8"), file.relative_to(root).as_posix()))


def raw_sinks_in(source: str, place: str) -> Iterator[str]:
    """The same of a text; `place` is its path in the package."""
    for node in ast.walk(ast.parse(source)):
        for wrong in _wrong(node, place):
            yield f"{place}:{getattr(node, 'lineno', 1)}: {wrong}"


def _wrong(node: ast.AST, place: str) -> Iterator[str]:
    match node:
        case ast.ImportFrom(module=module, names=names) if module and module.startswith("textual.widgets"):
            for name in names:
                if name.name not in WIDGETS or WIDGETS[name.name] not in (None, place):
                    yield f"textual's {name.name} parses its text: use Words or Content from safe"
        case ast.ImportFrom(module="rich.markup" | "textual.markup" | "rich" | "rich.text" | "rich.markdown"):
            yield "reads markup"
        case ast.Import(names=names) if any(name.name.split(".")[0] == "rich" for name in names):
            yield "reads markup"
        case ast.Call(func=func, keywords=keywords):
            yield from _wrong_call(_name(func), node, keywords, place)
        case ast.Assign(targets=targets, value=value):
            yield from _wrong_assignment(targets, value)
        case ast.FunctionDef(name="render", returns=ast.Name(id="str")):
            yield "render answers text, which is read as markup: answer Content"
        case ast.FunctionDef(name="render_str"):
            yield "render_str reads markup"


def _wrong_call(name: str, call: ast.Call, keywords: list[ast.keyword], place: str) -> Iterator[str]:
    if name in PARSES:
        yield f"{name} reads markup"
    if name == "print" and not place.startswith(PRINTS):
        yield "prints past the conversation: use Talk.say"
    if name in ("notify", "Option") and place.startswith("tui/") and not all(map(_is_safe, call.args[:1])):
        yield f"{name} is handed raw text: use show"
    if name == "OptionList" and not any(k.arg == "markup" and _is(k.value, False) for k in keywords):
        yield "OptionList without markup=False"
    if name in ("Content", "styled", "assemble") and place.startswith("tui/") and place != "tui/safe.py":
        for argument in call.args:
            if isinstance(argument, ast.JoinedStr):
                yield "text put together into Content, past show"
    for keyword in keywords:
        if keyword.arg in SWITCHES and not _is(keyword.value, False):
            yield f"{keyword.arg} switched on"
        if keyword.arg in READ_AS_MARKUP and place != "tui/key.py" and not _is_safe(keyword.value):
            yield f"{keyword.arg} is read as markup"


def _wrong_assignment(targets: list[ast.expr], value: ast.expr) -> Iterator[str]:
    for target in targets:
        if isinstance(target, ast.Attribute) and target.attr in READ_AS_MARKUP and not _is_safe(value):
            yield f"{target.attr} is read as markup"


def _is_safe(value: ast.expr) -> bool:
    """A constant of ours without brackets, or something made by `show`."""
    if isinstance(value, ast.Constant):
        return isinstance(value.value, str) and "[" not in value.value
    return isinstance(value, ast.Call) and _name(value.func) in ("show", "show_short", "lines", "joined")


def _is(value: ast.expr, constant: object) -> bool:
    return isinstance(value, ast.Constant) and value.value is constant


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
