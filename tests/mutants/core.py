"""Mutants of the rules: one comparison, connective, constant or early exit of triage/core changed at a time."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.mutants.mutant import REPO, Edit, Mutant, line_starts, mutant, named_apart

_COMPARE = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: (r"is\s+not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: (r"not\s+in", "in"),
}
_ARITHMETIC = {ast.Add: (r"\+", "-"), ast.Sub: ("-", "+")}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


def core_mutants() -> Iterator[Mutant]:
    """Every mutant of every file of triage/core, in file order."""
    for path in sorted((REPO / "triage/core").glob("*.py")):
        yield from named_apart(mutants_of(f"triage/core/{path.name}", path.read_bytes()))


def mutants_of(file: str, source: bytes) -> Iterator[Mutant]:
    for where, (start, end, instead) in _changes(ast.parse(source), source):
        begin, after = source.rfind(b"\n", 0, start) + 1, source.find(b"\n", end)
        before, now = source[begin:after], source[begin:start] + instead + source[end:after]
        yield mutant(file, where, before.decode(), now.decode(), (start, end, instead))


def _changes(tree: ast.Module, source: bytes) -> Iterator[tuple[str, Edit]]:
    starts = line_starts(source)

    def at(node: ast.AST) -> tuple[int, int]:
        here: ast.expr = node  # type: ignore[assignment]
        assert here.end_lineno and here.end_col_offset is not None
        return starts[here.lineno - 1] + here.col_offset, starts[here.end_lineno - 1] + here.end_col_offset

    def between(left: ast.AST, right: ast.AST, old: str, new: str) -> Edit:
        """The operator between two operands: what is left there after brackets and comments."""
        start, end = at(left)[1], at(right)[0]
        found = re.search(rf"(?<![\w<>=!]){old}(?![\w<>=])".encode(), source[start:end])
        assert found, source[start:end]
        return start + found.start(), start + found.end(), new.encode()

    def visit(node: ast.AST, where: str) -> Iterator[tuple[str, Edit]]:
        match node:
            case ast.JoinedStr() | ast.arg():
                return  # places inside an f-string are wrong before Python 3.12; annotations do nothing
            case ast.AnnAssign():
                if node.value:
                    yield from visit(node.value, where)
                return
            case ast.FunctionDef() | ast.ClassDef():
                where = f"{where}.{node.name}".lstrip(".")
            case ast.Compare():
                operands = [node.left, *node.comparators]
                for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
                    yield where, between(left, right, *_COMPARE[type(operator)])
            case ast.BoolOp():
                old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
                for left, right in zip(node.values, node.values[1:], strict=False):
                    yield where, between(left, right, old, new)
            case ast.BinOp() if type(node.op) in _ARITHMETIC:
                yield where, between(node.left, node.right, *_ARITHMETIC[type(node.op)])
            case ast.UnaryOp(op=ast.Not()):
                start, inner = at(node)[0], at(node.operand)[0]
                yield where, (start, inner, b"(" * source[start:inner].count(b"("))
            case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
                yield where, (*at(node.func), _CALLS[name].encode())
            case ast.Constant(value=bool(value)):
                yield where, (*at(node), b"False" if value else b"True")
            case ast.Constant(value=int(value)):
                yield where, (*at(node), str(value + 1).encode())
            case ast.If(body=[*_, ast.Return() | ast.Continue() | ast.Break() as leaves]):
                yield where, (*at(leaves), b"pass")  # the early exit is not taken
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from visit(child, where)

    yield from visit(tree, "")
