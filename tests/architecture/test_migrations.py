"""Migrations: one head that equals the models, down and up, of nothing that changes."""

import ast
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.demo.materials import load_leaflets, load_materials
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.paths import resource
from eventapp.registration.models import Registration
from tests.factories.events import NOON


def test_migrations_have_one_head_that_equals_the_models(app: Flask) -> None:
    scripts = ScriptDirectory(str(resource("migrations")))
    assert len(scripts.get_heads()) == 1
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, db.metadata) == []


@pytest.mark.demo(participants=20)
def test_migrations_go_down_and_up_on_a_filled_database(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    assert session.scalar(select(func.count(Registration.id)))
    event = session.scalars(select(Event)).first()
    assert event is not None
    load_materials(session, event, tmp_path, now=NOON)
    load_leaflets(session, event, tmp_path, now=NOON)
    session.commit()
    session.close()

    with app.app_context():
        db.engine.dispose()
        downgrade(revision="base")
        upgrade()

    assert session.scalar(select(func.count(Registration.id))) == 0


def test_migrations_import_sqlalchemy_and_alembic_and_nothing_of_ours() -> None:
    for path in (resource("migrations") / "versions").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            alias.name if isinstance(node, ast.Import) else node.module
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        assert names - sys.stdlib_module_names <= {"sqlalchemy", "alembic"}
