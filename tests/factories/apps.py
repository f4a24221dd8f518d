"""Applications for tests: one of a test's own, or the one that most tests share."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Dialect, Engine, event, make_url

from eventapp.app import create_app, hand_down
from eventapp.extensions import db
from eventapp.orm import make_engine
from eventapp.settings import Settings

COMPILED_TEMPLATES = Path(__file__).parents[2] / ".pytest_cache" / "templates"


def settings_for(data_dir: Path, database_url: str, **changes: object) -> Settings:
    """Return settings for a test: development, e-mails as files in the data directory."""
    values: dict[str, object] = {
        "secret_key": "test " * 10,
        "base_url": "http://localhost",
        "data_dir": data_dir,
        "database_url": database_url,
        "mail_url": f"file://{data_dir / 'outbox'}",
        "worker": "apart",
    }
    return Settings(**{**values, **changes})  # type: ignore[arg-type]


def make_app(settings: Settings) -> Flask:
    """Return an application of production's making; its templates are compiled once a run."""
    app = create_app(settings)
    app.testing = False  # errors become error pages, as in production
    COMPILED_TEMPLATES.mkdir(parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(COMPILED_TEMPLATES))
    return app


def engine_of(app: Flask) -> Engine:
    """Return the engine that the application uses now."""
    with app.app_context():
        return db.engine


class Shared:
    """What most tests share: making an application, and its statements, takes longer than a test.

    Nothing of it remembers a database: connections are closed after each test, and the next ones
    go where the next test looks.
    """

    def __init__(self, folder: Path) -> None:
        self.app = make_app(settings_for(folder, f"sqlite:///{folder / 'none.db'}"))
        self._engines: dict[str, Engine] = {}
        self._url = make_url("sqlite://")

    def _engine_to(self, url: str) -> Engine:
        """Return the engine of the database's kind, from now on connecting to this database."""
        self._url = make_url(url)
        kind = self._url.get_backend_name()
        if kind not in self._engines:
            self._engines[kind] = make_engine(url)
            event.listen(self._engines[kind], "do_connect", self._lead)
        return self._engines[kind]

    @contextmanager
    def at(self, settings: Settings) -> Iterator[Flask]:
        """Lend the application with these settings; what the test sets is taken back."""
        before = dict(self.app.config)
        self.app.config.update(EVENTAPP=settings, SQLALCHEMY_DATABASE_URI=settings.database_url)
        hand_down(self.app, settings)
        engine = self._engine_to(settings.database_url)
        with self.app.app_context():
            db.engines[None] = engine  # type: ignore[index]
        yield self.app
        engine.dispose()
        self.app.config.clear()
        self.app.config.update(before)

    def _lead(
        self, dialect: Dialect, _record: object, places: list[Any], names: dict[str, Any]
    ) -> None:
        """Exchange the arguments of a connection that is about to be made."""
        where, how = dialect.create_connect_args(self._url)
        places[:] = where
        names.update(how)
