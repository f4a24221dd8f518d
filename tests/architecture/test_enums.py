"""Roles, states, kinds and reasons are compared as members of their enums, never as bare text."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

import eventapp
from tests.architecture.sources import modules, nodes

HERE = Path(__file__).parents[2]
NAMES = "state|kind|phase|role|bond|deed|waiting_list|reason|why|verdict|decision|direction|rule"
"""What holds a member of an enum where it is called so."""
IN_TEMPLATES = re.compile(rf"\b((?:{NAMES})(?:\.value)?) (?:==|!=|in|not in) ?\(?[\"'][\w-]+[\"']")
IN_SCRIPTS = re.compile(rf"\.((?:{NAMES})) (?:===|!==) \"[\w-]+\"")
BORDERS = {
    "InvitationEmail.role": "templates/emails/accounts/invitation.html",
    "a value of the copy of one's data": "templates/print/privacy/data.html",
    "a browser's own": "eventapp/static/js/door/",
}
"""Where text is compared all the same: what is not this program's enum, or was stored as text."""


@cache
def values_of_enums() -> set[str]:
    """Return the values of all enums of the program."""
    for module in pkgutil.walk_packages(eventapp.__path__, "eventapp."):
        if module.name.endswith((".models", ".clashes", ".emails", ".capacity", ".verdicts")):
            importlib.import_module(module.name)
    return {member.value for kind in StrEnum.__subclasses__() for member in kind}


def compared(parts: Iterable[ast.AST]) -> list[str]:
    """Return the comparisons among parts of a source with a value of an enum, by name."""
    values = values_of_enums()
    return [
        ast.unparse(node)
        for node in parts
        if isinstance(node, ast.Compare)
        and re.fullmatch(NAMES, ast.unparse(node.left).rpartition(".")[2])
        and any(
            isinstance(part, ast.Constant) and part.value in values
            for side in node.comparators
            for part in ast.walk(side)
        )
    ]


def test_python_compares_members() -> None:
    shown = ast.parse('x = clash.reason == "same-day" or kind in {"choice"}')
    assert compared(ast.walk(shown)) == [
        "clash.reason == 'same-day'",
        "kind in {'choice'}",
    ]
    assert [
        (file.name, comparison) for file in modules() for comparison in compared(nodes(file))
    ] == []


def test_templates_and_scripts_compare_members() -> None:
    assert IN_TEMPLATES.search('{% if phase.value == "not-yet" %}')
    assert IN_SCRIPTS.search('answer.verdict === "admit"')
    files = [*(HERE / "templates").rglob("*.*"), *(HERE / "eventapp/static/js").rglob("*.js")]
    bare = [
        (str(file.relative_to(HERE)), match[0])
        for file in files
        for match in (IN_SCRIPTS if file.suffix == ".js" else IN_TEMPLATES).finditer(
            file.read_text(encoding="utf-8")
        )
    ]
    values = values_of_enums()
    assert [
        (name, comparison)
        for name, comparison in bare
        if values & set(re.findall(r"[\"']([\w-]+)[\"']", comparison))
        and not name.startswith(tuple(BORDERS.values()))
    ] == []
