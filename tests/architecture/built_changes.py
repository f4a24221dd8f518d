"""Which fields of a record's change are built where, read from the source."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from marshmallow import Schema

from eventapp.api.schemas.agenda import SessionChangeSchema
from eventapp.paths import PACKAGE
from tests.architecture.sources import called, functions, modules, nodes

BY_SCHEMA: dict[str, type[Schema]] = {"SessionChange": SessionChangeSchema}
"""Changes that programs build by the fields of a schema, whichever these are."""


class Function(NamedTuple):
    """What a function says: the names it reads, and the keywords of its calls by what is called."""

    package: str
    names: set[str]
    keywords: dict[str, set[str]]


@cache
def _functions() -> list[Function]:
    """Return every function of the program."""
    return [
        _read(path.relative_to(PACKAGE).parts[0], node)
        for path in modules(apart=False)
        for node in functions(path)
    ]


def _read(package: str, node: ast.FunctionDef) -> Function:
    names, keywords = set[str](), defaultdict[str, set[str]](set)
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            names.add(part.id)
        elif isinstance(part, ast.Attribute):
            names.add(part.attr)
        elif isinstance(part, ast.Call):
            keywords[called(part)] |= {word.arg for word in part.keywords if word.arg}
    return Function(package, names, keywords)


@cache
def _changes() -> dict[str, tuple[ast.ClassDef, str]]:
    """Return by name each class of a change, with the model whose record it reads."""
    return {
        node.name: (node, model)
        for path in modules(apart=False)
        for node in nodes(path)
        if isinstance(node, ast.ClassDef) and node.name.endswith("Change")
        for model in _read_by(node)
    }


def _read_by(change: ast.ClassDef) -> Iterator[str]:
    """Yield the model of which `of` makes a change."""
    for statement in change.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == "of":
            record = next(x for x in statement.args.args if x.arg not in {"cls", "session"})
            yield ast.unparse(record.annotation) if record.annotation else ""


def models_of_changes() -> dict[str, str]:
    """Return the name of each change with that of its model."""
    return {name: model for name, (_node, model) in _changes().items()}


def fields_of(change: str) -> set[str]:
    """Return the fields of the change of that name."""
    return {
        statement.target.id
        for statement in _changes()[change][0].body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    }


def built(change: str, *packages: str) -> set[str]:
    """Return the fields of a change that functions of these packages fill in; none: of any."""
    filled = set[str]()
    for package, names, keywords in _functions():
        if change in names and (package in packages or not packages):
            filled |= keywords.get("replace", set()) | keywords.get(change, set())
    if "api" in packages or not packages:
        filled |= set(BY_SCHEMA.get(change, Schema)().fields)
    return filled & fields_of(change)
