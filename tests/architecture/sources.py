"""The program's source as trees: a file is parsed once a process, whichever rules read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from eventapp.paths import PACKAGE

APART = ("demo", "bench")
"""Packages that fill a database for a show or a measurement."""


@cache
def modules(*, apart: bool = True) -> tuple[Path, ...]:
    """Return the files of the program, sorted; on demand without the packages named `APART`."""
    return tuple(
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if apart or path.relative_to(PACKAGE).parts[0] not in APART
    )


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return every node of a file, the module itself first, as `ast.walk` yields them."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield every function and method of a file, also those inside others."""
    return (node for node in nodes(path) if isinstance(node, ast.FunctionDef))


def called(call: ast.Call) -> str:
    """Return the last name of what is called: `insert` of `dialect.insert(Model)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
