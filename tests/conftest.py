"""Fixtures every test may ask for: an application on a fresh database, a session, a client."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy.orm import Session

from eventapp.app import create_app
from eventapp.extensions import db
from eventapp.settings import Settings


def settings_for(data_dir: Path, database_url: str) -> Settings:
    """Return settings for a test: development, letters in memory of the data directory."""
    return Settings(
        secret_key="test " * 10,
        base_url="http://localhost",
        data_dir=data_dir,
        database_url=database_url,
        mail_url=f"file://{data_dir / 'outbox'}",
        worker="apart",
    )


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty SQLite database at the head of the migrations; copy it, do not open it."""
    folder = tmp_path_factory.mktemp("template")
    app = create_app(settings_for(folder, f"sqlite:///{folder / 'template.db'}"))
    with app.app_context():
        upgrade()
        db.engine.dispose()
    return folder / "template.db"


@pytest.fixture
def database_url(tmp_path: Path, migrated_sqlite: Path) -> str:
    """Return the address of a fresh, migrated database."""
    copy = tmp_path / "eventapp.db"
    shutil.copy(migrated_sqlite, copy)
    return f"sqlite:///{copy}"


@pytest.fixture
def app(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """Return the application on a fresh database."""
    app = create_app(settings_for(tmp_path, database_url))
    app.testing = False  # errors become error pages, as in production
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """Return a session on the application's database; what a view must see, commit."""
    with app.app_context(), Session(db.engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser without a screen; each request has its own session."""
    return app.test_client()
