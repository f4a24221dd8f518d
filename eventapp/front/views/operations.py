"""For operators: is it alive, can it write, how is it doing."""

import hmac
import time
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from eventapp.errors import Forbidden, Sentence
from eventapp.extensions import db
from eventapp.front.blueprint import bp
from eventapp.mail import queries as mail
from eventapp.settings import Settings
from eventapp.web import clock, proxies
from eventapp.web.access import Admission, Audience, open_to

OLD_LETTER_SECONDS = 900
"""A letter that waits longer than this means the worker stands still."""

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "eventapp_requests", "Requests answered", ["rule", "method", "status"], registry=REGISTRY
)
SECONDS = Histogram(
    "eventapp_request_seconds",
    "Time to answer",
    ["rule"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
    registry=REGISTRY,
)
LETTERS = Gauge("eventapp_letters", "Letters by state", ["state"], registry=REGISTRY)


def admit_operator(_admission: Admission, _arguments: Mapping[str, Any]) -> None:
    """Let the machine itself pass, asking past every proxy, and who holds the metrics token."""
    settings: Settings = current_app.config["EVENTAPP"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = settings.metrics_token
    if token and hmac.compare_digest(token.encode(), given.encode()):
        return
    if proxies.from_this_machine():
        return
    raise Forbidden(Sentence("You may not do this here."))


def install(app: Flask) -> None:
    """Count every answer by its rule: never by address, which could hold what is personal."""

    @app.after_request
    def count(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "-"
        REQUESTS.labels(rule, request.method, response.status_code).inc()
        if "began" in g:
            SECONDS.labels(rule).observe(time.perf_counter() - g.began)
        return response


@bp.get("/healthz")
@open_to(Audience.PUBLIC)
def healthz() -> ResponseReturnValue:
    """Say that the process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@open_to(Audience.OPERATOR)
def readyz() -> ResponseReturnValue:
    """Say whether the database takes writes and the letters leave; 503 when not."""
    problems = []
    now = clock.now()
    try:
        with Session(db.engine) as session:
            session.execute(text("UPDATE alembic_version SET version_num = version_num"))
            session.rollback()
        waits_since = mail.oldest_due(db.session(), now)
    except SQLAlchemyError as error:
        return jsonify(status="unready", problems=[type(error).__name__]), 503
    waited = int((now - waits_since).total_seconds()) if waits_since else 0
    if waited > OLD_LETTER_SECONDS:
        problems.append(f"oldest letter waits {waited} s")
    status = 503 if problems else 200
    told = {"status": "unready" if problems else "ready", "problems": problems}
    return jsonify(**told, oldest_letter_seconds=waited), status


@bp.get("/metrics")
@open_to(Audience.OPERATOR)
def metrics() -> ResponseReturnValue:
    """Hand the numbers to Prometheus."""
    for state, number in mail.counts(db.session()).items():
        LETTERS.labels(state).set(number)
    return Response(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)
