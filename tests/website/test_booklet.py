"""The booklet's own address: handed out, asked for, and how far it is."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from eventapp.agenda import services
from eventapp.composition import settings
from eventapp.documents.models import DocumentJob
from tests.agenda.test_booklet import make_programme, texts
from tests.factories.documents import make_waiting
from tests.factories.events import NOON, make_event
from tests.factories.own_page import press
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


def _asked(app: Flask, client: FlaskClient, address: str) -> TestResponse:
    """Have the booklet made, as who finds none does; return the file."""
    assert client.get(address).status_code == 404
    assert press(client, address) == 303
    assert client.get(address).status_code == 503
    with app.app_context():
        make_waiting()
    return client.get(address)


def test_the_address_hands_out_the_booklet_and_keeps_it_until_something_changes(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    event = make_programme(session)
    with app.app_context():
        folder = settings().documents_dir

    first = _asked(app, client, f"/{event.slug}/agenda.pdf?lang=de")
    again = client.get(f"/{event.slug}/agenda.pdf?lang=de")
    same = client.get(
        f"/{event.slug}/agenda.pdf?lang=de", headers={"If-None-Match": first.headers["ETag"]}
    )
    kept = {path.name for path in folder.iterdir()}
    foreign = client.get(f"/{event.slug}/agenda.pdf?lang=de&event=other&_anchor=x")
    services.release(session, event, name="", by=SOMEBODY, now=NOON + timedelta(days=1))
    session.commit()
    newer = _asked(app, client, f"/{event.slug}/agenda.pdf?lang=de")
    with app.app_context():
        make_waiting()  # whose next turn removes what is over

    assert first.content_type == "application/pdf"
    assert first.data == again.data
    assert same.status_code == 304
    assert "Geheimnis" in "".join(texts(newer.data))
    assert foreign.status_code == 200
    assert len(kept) == 1
    assert kept.isdisjoint(path.name for path in folder.iterdir())


def test_who_comes_while_it_is_made_is_told_so_and_asks_again(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    event = make_programme(session)
    progress = f"/{event.slug}/agenda.pdf/progress?lang=de"

    address = f"/{event.slug}/agenda.pdf?lang=de"
    nobody_asked = client.get(address).text
    first = press(client, address)
    answer = client.get(f"{address}&event=other")
    waiting = client.get(progress)
    with app.app_context():
        asked_once = len(session.scalars(select(DocumentJob)).all())
        session.commit()
        make_waiting()
    ready = client.get(progress)

    assert "Programmheft erstellen" in nobody_asked
    assert (first, answer.status_code) == (303, 503)
    assert answer.headers["Retry-After"] == "3"
    assert "Das Programmheft wird erstellt" in answer.text
    assert "Die Erstellung beginnt gleich." in waiting.text
    assert asked_once == 1
    assert ready.headers["HX-Redirect"] == f"/{event.slug}/agenda.pdf?lang=de"


def test_there_is_no_booklet_before_the_first_release(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    session.commit()

    assert client.get(f"/{event.slug}/agenda.pdf").status_code == 404
