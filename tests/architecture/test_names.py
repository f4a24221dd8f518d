"""Names say what they hold."""

import ast
import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from eventapp.paths import CHECKOUT
from tests.architecture.sources import nodes

SAY_NOTHING = frozenset({"one", "found", "told", "wanted"})
"""Names that fit anything, so that a reader has to look up what they hold."""

SPOKEN = re.compile(rf"\b({'|'.join(SAY_NOTHING)})\b")
BOUND = re.compile(
    r"\{%-?\s*(?:for\s+(?P<each>[\w\s,()]+?)\s+in\b|set\s+(?P<set>\w+)\b"
    r"|macro\s+\w+\((?P<given>[^)]*)\))"
)
"""What a template binds: each of a loop, a value that is set, what a macro is given."""

SCRIPT_BOUND = re.compile(
    r"\b(?:const|let|var)\s+(?P<variable>[^=;]+)"
    r"|\bfunction\b[^(]*\((?P<parameters>[^)]*)\)"
    r"|\((?P<given>[^()]*)\)\s*=>|(?P<sole>\b\w+)\s*=>"
)
"""What a script binds: variables, each of a loop, what a function is given."""
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


def bindings(parts: Sequence[ast.AST]) -> Iterator[str]:
    """Yield the variables and arguments that a module binds, without the fields of classes."""
    bodies = (node.body for node in parts if isinstance(node, ast.ClassDef))
    fields = {
        id(target)
        for part in itertools.chain.from_iterable(bodies)
        for target in (getattr(part, "target", None), *getattr(part, "targets", ()))
    }
    for node in parts:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            if id(node) not in fields:  # columns and fields of the API keep their names
                yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg


def bound_in(text: str) -> Iterator[str]:
    """Yield the variables that a template binds."""
    for match in BOUND.finditer(text):
        yield from re.findall(r"\w+", " ".join(filter(None, match.groups())))


def bound_in_script(text: str) -> Iterator[str]:
    """Yield the variables and arguments that a script binds."""
    for match in SCRIPT_BOUND.finditer(COMMENT.sub("", text)):
        bound = " ".join(filter(None, match.groups())).split(" of ")[0]
        yield from re.findall(r"\w+", bound)


@pytest.mark.parametrize("folder", ["config", "eventapp", "migrations", "tests"])
def test_no_variable_has_a_name_that_fits_anything(folder: str) -> None:
    guilty = [
        f"{path.relative_to(CHECKOUT)}: {', '.join(sorted(names))}"
        for path in sorted((CHECKOUT / folder).rglob("*.py"))
        if SPOKEN.search(path.read_text("utf-8"))
        and (names := SAY_NOTHING & set(bindings(nodes(path))))
    ]

    assert guilty == []


def test_no_variable_of_a_template_has_a_name_that_fits_anything() -> None:
    guilty = [
        f"{path.relative_to(CHECKOUT)}: {', '.join(sorted(names))}"
        for path in sorted(Path(CHECKOUT / "templates").rglob("*.*"))
        if (names := SAY_NOTHING & set(bound_in(path.read_text("utf-8"))))
    ]

    assert guilty == []


@pytest.mark.parametrize("folder", ["eventapp/static/js", "tests/js"])
def test_no_variable_of_a_script_has_a_name_that_fits_anything(folder: str) -> None:
    guilty = [
        f"{path.relative_to(CHECKOUT)}: {', '.join(sorted(names))}"
        for path in sorted((CHECKOUT / folder).rglob("*.js"))
        if (names := SAY_NOTHING & set(bound_in_script(path.read_text("utf-8"))))
    ]

    assert guilty == []


def test_no_variable_of_a_script_that_tests_run_in_a_page_has_a_name_that_fits_anything() -> None:
    texts = (
        (path, node.value)
        for path in sorted((CHECKOUT / "tests").rglob("*.py"))
        if path != Path(__file__) and "=>" in path.read_text("utf-8")
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "=>" in node.value
    )
    guilty = [
        f"{path.relative_to(CHECKOUT)}: {', '.join(sorted(names))}"
        for path, text in texts
        if (names := SAY_NOTHING & set(bound_in_script(text)))
    ]

    assert guilty == []


def test_a_name_that_fits_anything_is_seen_wherever_it_is_bound() -> None:
    shown = "told = [one for one in rooms]\ndef f(found): (wanted := found)\n"

    assert set(bindings(list(ast.walk(ast.parse(shown))))) >= SAY_NOTHING
    assert set(bound_in("{% for one, told in x %}{% set found = 1 %}{% macro m(wanted) %}")) == (
        SAY_NOTHING
    )
    script = "const told = 1; for (const one of rooms) f(); function f(found) {}; (x, wanted) => x"
    assert set(bound_in_script(script)) >= SAY_NOTHING
