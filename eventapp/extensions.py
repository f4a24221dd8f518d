"""The Flask extensions, unbound; `app.create_app` binds them."""

from typing import Any

import sqlalchemy as sa
from flask import Flask, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from flask_wtf import CSRFProtect

from eventapp.orm import Base, make_engine
from eventapp.paths import resource
from eventapp.turns import TurnSession

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
"""Requests of these methods only read."""


class RequestSession(TurnSession, FlaskSession):
    """The session of one request or command: a reader where the request's method is safe.

    What a request has read stays with it after its commit, which ends it: nothing is read anew, in
    another turn to write, to say where to go next.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_request_context():
            self.expire_on_commit = False
        if has_request_context() and request.method in SAFE_METHODS:
            self.info["reader"] = True


class Database(SQLAlchemy):
    """Flask-SQLAlchemy with the engine of orm.py: one SQLite library, our transactions."""

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> sa.Engine:  # noqa: ARG002  (as Flask-SQLAlchemy calls it)
        return make_engine(str(options["url"]), pool_size=app.config["EVENTAPP"].web_threads + 8)


class Migrations:
    """What Flask-Migrate's functions find in the application: made by the first that looks."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        app.extensions["migrate"] = self

    @property
    def migrate(self) -> Any:
        """Return Flask-Migrate's own object."""
        from flask_migrate import Migrate  # noqa: PLC0415  (Alembic is a tenth of the start)

        return Migrate(self._app, db, directory=str(resource("migrations")))


db = Database(metadata=Base.metadata, session_options={"class_": RequestSession})
csrf = CSRFProtect()
