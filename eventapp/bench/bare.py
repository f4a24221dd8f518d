"""The least that a view which decides something costs: one SELECT, UPDATE, INSERT and commit.

`python -m eventapp.bench.bare DATABASE` serves it on the port in PORT, as `serve` does.
"""

import os
import sys

from flask import Flask, Response, jsonify
from sqlalchemy import Engine, text

from eventapp.orm import make_engine
from eventapp.web.server import Server

TABLES = (
    "CREATE TABLE IF NOT EXISTS bare (n INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS bare_fact (n INTEGER NOT NULL)",
    "DELETE FROM bare",
    "INSERT INTO bare (n) VALUES (1)",
)


def make_app(engine: Engine) -> Flask:
    """Return an application with nothing but the view."""
    app = Flask("bare")
    with engine.begin() as connection:
        for table in TABLES:
            connection.execute(text(table))

    @app.get("/")
    def ready() -> str:
        return "ready"

    @app.post("/")
    def act() -> Response:
        with engine.begin() as connection:
            number = connection.execute(text("SELECT n FROM bare")).scalar_one()
            connection.execute(text("UPDATE bare SET n = :n"), {"n": number + 1})
            connection.execute(text("INSERT INTO bare_fact (n) VALUES (0)"))
        return jsonify(number)

    return app


if __name__ == "__main__":
    Server(
        make_app(make_engine(sys.argv[1])),
        host="127.0.0.1",
        port=int(os.environ["PORT"]),
        threads=16,
    ).run()
