"""Every address of the application with real values in it, and what the whole database holds."""

import hashlib
import re
from collections.abc import Iterator, Mapping

from flask import Flask
from sqlalchemy import MetaData, select
from werkzeug.routing import Rule

from eventapp.extensions import db
from eventapp.orm import reading
from eventapp.web.access import Admission, admission_of

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
CHOICE = re.compile(r"<any\(([^)]*)\):\w+>")
ARGUMENT = re.compile(r"<(?:[^:>]+:)?(\w+)>")
FIXED = {
    "version": "0",
    "number": "1",
    "filename": "css/base.css",
    "code": "fr",
    "token": "x",
    "name": "x.eml",
    "other_id": "1",
    "material_id": "x",
    "part": "x",
    "rest": "1",
}

_TABLES: dict[str, MetaData] = {}
"""The tables of each kind of database, as it tells of them itself."""


def addresses(rule: Rule, values: Mapping[str, object]) -> Iterator[str]:
    """Yield the rule's addresses: one for each of its choices, values in the other places."""
    known = {**FIXED, **values}
    for path in _chosen(rule.rule):
        yield ARGUMENT.sub(lambda place: str(known[place[1]]), path)


def _chosen(path: str) -> Iterator[str]:
    """Yield a rule's path with each of its choices made; it may have several."""
    match = CHOICE.search(path)
    if match is None:
        yield path
        return
    for choice in match[1].split(", "):
        yield from _chosen(path.replace(match[0], choice.strip("'"), 1))


def views(app: Flask) -> Iterator[tuple[Rule, str, Admission]]:
    """Yield (rule, method, who may) for everything the application answers."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            with app.test_request_context(method=method):
                admission = admission_of(app.view_functions[rule.endpoint])
            assert admission is not None, rule.rule
            yield rule, method, admission


def whole_database(app: Flask) -> str:
    """Return a hash of every row there is; every test's database has the same tables."""
    with app.app_context():
        engine = reading(db.engine)
    digest = hashlib.sha256()
    tables = _TABLES.setdefault(engine.dialect.name, MetaData())
    with engine.connect() as connection:
        if not tables.tables:
            tables.reflect(connection)
        for table in tables.sorted_tables:
            rows = sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            digest.update(repr((table.name, rows)).encode())
    return digest.hexdigest()
