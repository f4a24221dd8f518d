"""Every column has somebody who writes it: a form, a program's call, a command, a job.

Read from the source: an attribute that a function assigns which names the model, a keyword of the
model's constructor, of `update(Model).values(...)` wherever it stands, or a key of a row for
`insert(Model)`, a dialect's too; a field of the model's change that a face builds.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Mapper

from eventapp.orm import Base
from tests.architecture.built_changes import built, models_of_changes
from tests.architecture.sources import called, modules, nodes

OWN = {"public_id", "guid", "reference"}
"""Columns that get a random value when their row is made, and none ever after."""
ARCHIVED = "archived and restored by the pages of records, for records of every kind"
UNSEEN_HERE = {
    "category.active": ARCHIVED,
    "question.active": ARCHIVED,
    "consent.active": ARCHIVED,
    "email.sent_at": "`mail.services` hands it on by name to what settles an e-mail",
    "email.withheld_for": "likewise",
    "enrolment.used_at": "`devices.enrol` writes it into what a query of another module found",
    "material_version.material_id": "a material holds its versions, which writes it",
    "event.demo_notice": "the demo alone says that its people are invented",
    "scan.mode": "every scan is decided online as long as phones do not decide offline",
    "badge_key.algorithm": "there is one; a second one would have to be told from it",
}
"""Table, or table and column -> who writes it unseen by this test, or why nobody does."""
WRITES = {"values", "write"}
"""Methods and functions whose keywords are columns: of `update`, and `changes.write`."""


@cache
def names_in(node: ast.AST) -> set[str]:
    """Return every name that a piece of source reads or calls."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def changed_by(statement: ast.AST) -> set[str]:
    """Return the names that stand first in each `insert(...)` and `update(...)` of a statement."""
    calls = (part for part in ast.walk(statement) if isinstance(part, ast.Call) and part.args)
    first = (call.args[0] for call in calls if called(call) in {"insert", "update"})
    return {argument.id for argument in first if isinstance(argument, ast.Name)}


class Writers(ast.NodeVisitor):
    """Collects what a module writes, by name of the model."""

    def __init__(self, models: frozenset[str]) -> None:
        self.models, self.written = models, defaultdict[str, set[str]](set)
        self.named: list[set[str]] = []
        self.functions: dict[str, set[str]] = {}
        self.strings: set[str] = set()
        self.rows: set[str] = set()
        self.inserted: set[str] = set()

    def read(self, path: Path) -> None:
        """Learn which models each function of a module names before any is looked into."""
        for part in nodes(path):
            if isinstance(part, ast.FunctionDef):
                self.functions[part.name] = names_in(part) & self.models
            elif isinstance(part, ast.Constant) and isinstance(part.value, str):
                self.strings.add(part.value)
        self.visit(nodes(path)[0])

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Look into a class: its methods write what its fields hold."""
        self.named.append(names_in(node) & self.models)
        self.generic_visit(node)
        self.named.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Look into a function: it writes models that it, or one it calls there, names."""
        asked = [self.functions.get(name, set()) for name in names_in(node)]
        self.named.append(self.functions[node.name].union(*asked, *self.named[-1:]))
        self.generic_visit(node)
        self.named.pop()

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """Note an attribute that is assigned."""
        if isinstance(node.ctx, ast.Store) and self.named:
            for model in self.named[-1]:
                self.written[model].add(node.attr)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Note the keywords of constructors and of `values`, and which rows are inserted."""
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        keywords = {keyword.arg for keyword in node.keywords if keyword.arg}
        if name in self.models:
            self.written[name] |= keywords
        if called(node) in {"insert", "update"}:
            self.inserted |= {
                argument.id for argument in node.args if isinstance(argument, ast.Name)
            }
        if isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            named = self.named[-1] if self.named else set()
            for model in named | (changed_by(node.func) & self.models):
                self.written[model] |= keywords
        if name == "setattr" and self.named:  # the names stand in a tuple of the module
            for model in self.named[-1]:
                self.written[model] |= self.strings
        if isinstance(node.func, ast.Attribute) and node.func.attr == "from_select":
            self.rows |= self.strings  # the names stand in a list of the function
        self.rows |= keywords if name == "dict" else set()
        self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        """Note the keys of what may be a row."""
        self.rows |= {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}
        self.generic_visit(node)


def written() -> dict[str, set[str]]:
    """Return what the program writes, attributes by name of the model."""
    models = frozenset(mapper.class_.__name__ for mapper in Base.registry.mappers)
    writers = defaultdict[str, set[str]](set)
    for path in modules(apart=False):
        seen = Writers(models)
        seen.read(path)
        for model, names in seen.written.items():
            writers[model] |= names
        for model in seen.inserted & models:
            writers[model] |= seen.rows
    for change, model in models_of_changes().items():  # its service writes what a face builds
        writers[model] |= built(change)
    return writers


def ways_to(mapper: Mapper[object], key: str) -> Iterator[str]:
    """Yield the names under which a column is written: its own, and those of relationships."""
    yield key
    column = mapper.columns[key]
    yield from (
        relation.key for relation in mapper.relationships if column in relation.local_columns
    )


def test_every_column_has_a_writer() -> None:
    writers, lonely = written(), []
    for mapper in Base.registry.mappers:
        names, table = writers[mapper.class_.__name__], str(mapper.local_table)
        for key, column in mapper.columns.items():
            if column.primary_key or column is mapper.version_id_col or key in OWN:
                continue
            if not names & {*ways_to(mapper, key)}:
                lonely.append(f"{table}.{key}")

    excused = {name for name in lonely if {name, name.partition(".")[0]} & UNSEEN_HERE.keys()}
    assert sorted({*lonely} - excused) == []
