"""The disk is full while people come in: said honestly, kept whole, and right again afterwards."""

import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as database_event
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.badges.models import Badge
from eventapp.checkin import queries
from eventapp.checkin.models import Scan
from eventapp.events.models import Event
from eventapp.extensions import db
from tests.checkin.test_doors import T0, make_badge, make_phone
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration
from tests.web.test_storage_trouble import ALL_PAGES

pytestmark = [pytest.mark.on_sqlite, pytest.mark.usefixtures("apart")]

PEOPLE = 60


@pytest.fixture
def limit(app: Flask) -> list[int]:
    """Return the most pages the database may have: what is put in holds from then on."""
    pages = [ALL_PAGES]
    with app.app_context():
        engine = db.engine

    @database_event.listens_for(engine, "checkout")
    def bound(connection: Any, _record: object, _proxy: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages[0]}")

    return pages


def fill(app: Flask, limit: list[int]) -> None:
    """Let the database grow no further."""
    with app.app_context(), db.engine.connect() as connection:
        limit[0] = connection.exec_driver_sql("PRAGMA page_count").scalar_one()


def come_in(client: FlaskClient, badge: str, seq: int) -> Any:
    """Return the answer to a scan, as the phone sends it."""
    body = {"id": str(uuid.UUID(int=seq)), "seq": seq, "code": badge, "t": T0 + seq * 1000}
    return client.post("/door/v1/scan", json=body)


def test_scan_that_finds_the_disk_full_is_put_off_and_decided_once_there_is_room(
    app: Flask, client: FlaskClient, session: Session, limit: list[int]
) -> None:
    event, category = make_event_with_category(session)
    event.ends_at = None
    badges: list[Badge] = [
        make_badge(session, app, event, make_registration(session, event, category, f"N{number}"))
        for number in range(PEOPLE)
    ]
    tokens, event_id = [one.token for one in badges], event.id
    client.set_cookie("door", make_phone(session, event), path="/door")
    fill(app, limit)

    answers: list[Any] = []
    while (not answers or answers[-1].status_code == 200) and len(answers) < PEOPLE - 1:
        answers.append(come_in(client, tokens[len(answers)], len(answers) + 1))
    refused, admitted = answers[-1], len(answers) - 1
    kept = session.scalar(select(func.count(Scan.id)))
    session.rollback()
    again_while_full = come_in(client, tokens[admitted], admitted + 1)
    page = client.get("/spring/").status_code
    limit[0] = ALL_PAGES
    repeated = [come_in(client, tokens[admitted], admitted + 1).get_json() for _ in range(2)]
    next_one = come_in(client, tokens[admitted + 1], admitted + 2).get_json()

    assert (refused.status_code, refused.content_type) == (503, "application/problem+json")
    assert refused.headers["Retry-After"] == "5"
    assert "Traceback" not in refused.get_data(as_text=True)
    assert (again_while_full.status_code, page) == (503, 200)
    assert kept == admitted
    assert [one["verdict"] for one in (*repeated, next_one)] == ["first", "first", "first"]
    counted = queries.counts(session, session.get_one(Event, event_id), now_ms=T0)
    assert (counted.inside, counted.arrived) == (admitted + 2, admitted + 2)
    session.rollback()
    assert session.scalar(select(func.count(Scan.id))) == admitted + 2
