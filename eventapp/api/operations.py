"""For operators: is it alive, can it serve, how is it doing."""

import shutil
import time
from dataclasses import asdict, dataclass

from flask import Blueprint, Flask, Response, g, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Gauge,
    generate_latest,
)
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.composition import settings, work
from eventapp.extensions import db
from eventapp.mail import queries as mail
from eventapp.mail import worker
from eventapp.mail.models import EmailState
from eventapp.web import request_counts
from eventapp.web.access import Audience, open_to

bp = Blueprint("operations", __name__)
LITTLE_DISK = 200_000_000
"""Bytes below which a day of an event may fill the disk."""

OLD_EMAIL_SECONDS = 900
"""An e-mail that waits longer than this means the worker stands still."""

FARES = CollectorRegistry()
"""How the installation fares: measured when somebody asks."""

EMAILS = Gauge("eventapp_emails", "Emails by state", ["state"], registry=FARES)
OLDEST = Gauge(
    "eventapp_oldest_email_seconds", "How long the oldest unsent e-mail waits", registry=FARES
)
PUT_OFF = Gauge(
    "eventapp_emails_put_off", "E-mails the mail server did not take yet", registry=FARES
)
DISK_FREE = Gauge("eventapp_disk_free_bytes", "Free bytes where the data lies", registry=FARES)
WORKER_ABSENT = Gauge(
    "eventapp_worker_absent", "1 while no worker shows a sign of life", registry=FARES
)
WORKER_PROBLEMS = Gauge("eventapp_worker_problems", "Jobs that fail or stand still", registry=FARES)


def install(app: Flask) -> None:
    """Count every answer by its rule: never by address, which could hold what is personal."""

    @app.after_request
    def count(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "-"
        request_counts.REQUESTS.labels(rule, request.method, response.status_code).inc()
        if "began" in g:
            request_counts.SECONDS.labels(rule).observe(time.perf_counter() - g.began)
        return response


@bp.get("/healthz")
@open_to(Audience.PUBLIC)
def healthz() -> ResponseReturnValue:
    """Say that the process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@open_to(Audience.OPERATOR)
def readyz() -> ResponseReturnValue:
    """Say whether this process can serve: 503 when the database cannot be read or written.

    What else goes wrong (e-mails that wait, a worker that fails, a disk nearly full) stands in the
    body alone: taking this process out of service would mend none of it.
    """
    try:
        with Session(db.engine) as session:
            session.execute(text("UPDATE alembic_version SET version_num = version_num"))
            session.rollback()
        facts = _facts()
    except SQLAlchemyError as error:
        return jsonify(status="unready", problems=[type(error).__name__]), 503
    return jsonify(status="ready", problems=_problems(facts), **asdict(facts))


@dataclass(frozen=True, slots=True)
class Facts:
    """How the installation fares beside answering requests."""

    emails: dict[str, int]
    """By state, those of which there is none too."""
    oldest_email_seconds: int
    """How long the oldest unsent e-mail waits, also between two tries."""
    emails_put_off: int
    """Unsent ones that the mail server did not take yet."""
    disk_free_bytes: int
    worker_absent: bool
    worker_problems: list[str]


def _facts() -> Facts:
    now, session = clock.now(), db.session()
    waits_since, counted = mail.oldest_waiting(session), mail.counts(session)
    health = worker.health(session, work().jobs, now=now)
    return Facts(
        emails={state.value: counted.get(state.value, 0) for state in EmailState},
        oldest_email_seconds=int((now - waits_since).total_seconds()) if waits_since else 0,
        emails_put_off=mail.put_off(session),
        disk_free_bytes=shutil.disk_usage(settings().data_dir).free,
        worker_absent=health.absent,
        worker_problems=health.problems,
    )


def _problems(facts: Facts) -> list[str]:
    problems = [*facts.worker_problems]
    if facts.oldest_email_seconds > OLD_EMAIL_SECONDS:
        problems.append(f"oldest e-mail waits {facts.oldest_email_seconds} s")
    if facts.emails_put_off:
        problems.append(f"the mail server did not take {facts.emails_put_off} e-mails yet")
    if facts.disk_free_bytes < LITTLE_DISK:
        problems.append(f"{facts.disk_free_bytes // 1_000_000} MB are free on the disk")
    return problems


@bp.get("/metrics")
@open_to(Audience.OPERATOR)
def metrics() -> ResponseReturnValue:
    """Hand the numbers to Prometheus."""
    facts = _facts()
    for state, number in facts.emails.items():
        EMAILS.labels(state).set(number)
    OLDEST.set(facts.oldest_email_seconds)
    PUT_OFF.set(facts.emails_put_off)
    DISK_FREE.set(facts.disk_free_bytes)
    WORKER_ABSENT.set(facts.worker_absent)
    WORKER_PROBLEMS.set(len(facts.worker_problems))
    content = generate_latest(request_counts.everybodys()) + generate_latest(FARES)
    return Response(content, content_type=CONTENT_TYPE_LATEST)
