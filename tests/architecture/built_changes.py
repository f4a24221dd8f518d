"""Which fields of a record's change are built where, read from the source."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from marshmallow import Schema

from eventapp.api.schemas.agenda import SessionChangeSchema
from eventapp.paths import CHECKOUT

SOURCE = CHECKOUT / "eventapp"
BY_SCHEMA: dict[str, type[Schema]] = {"SessionChange": SessionChangeSchema}
"""Changes that programs build by the fields of a schema, whichever these are."""

APART = ("demo", "bench")
"""Packages that fill a database for a show or a measurement."""


@cache
def _parsed() -> dict[Path, ast.Module]:
    """Return every module of the program as a tree."""
    paths = (path.relative_to(SOURCE) for path in sorted(SOURCE.rglob("*.py")))
    return {
        path: ast.parse((SOURCE / path).read_text(encoding="utf-8"))
        for path in paths
        if path.parts[0] not in APART
    }


def _changes() -> Iterator[tuple[ast.ClassDef, str]]:
    """Yield each class of a change with the model whose record it reads."""
    for tree in _parsed().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name.endswith("Change"):
                for statement in node.body:
                    if isinstance(statement, ast.FunctionDef) and statement.name == "of":
                        record = next(
                            x for x in statement.args.args if x.arg not in {"cls", "session"}
                        )
                        yield node, ast.unparse(record.annotation) if record.annotation else ""


def models_of_changes() -> dict[str, str]:
    """Return the name of each change with that of its model."""
    return {node.name: model for node, model in _changes()}


def fields_of(change: str) -> set[str]:
    """Return the fields of the change of that name."""
    node = next(node for node, _model in _changes() if node.name == change)
    return {
        statement.target.id
        for statement in node.body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    }


def built(change: str, *packages: str) -> set[str]:
    """Return the fields of a change that functions of these packages fill in; none: of any."""
    known, filled = fields_of(change), set[str]()
    for path, tree in _parsed().items():
        if packages and path.parts[0] not in packages:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and _names(node, change):
                filled |= {
                    word.arg
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call) and _called(call) in {"replace", change}
                    for word in call.keywords
                    if word.arg
                }
    if "api" in packages or not packages:
        filled |= set(BY_SCHEMA.get(change, Schema)().fields)
    return filled & known


def _names(node: ast.AST, change: str) -> bool:
    return any(
        (isinstance(part, ast.Name) and part.id == change)
        or (isinstance(part, ast.Attribute) and part.attr == change)
        for part in ast.walk(node)
    )


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
