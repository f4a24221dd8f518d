"""L6: who sends without end is slowed down, and nothing typed is lost by it. Sharp edge 2, too."""

import html
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp import orm
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.mail.models import Email
from eventapp.registration.models import Registration
from eventapp.registration.services import places
from tests.factories.accounts import make_member, sign_in
from tests.factories.apps import make_app, settings_for
from tests.factories.events import make_event_with_category

HIDDEN = re.compile(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"')


@pytest.fixture
def limited(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """Return the application as it runs in production: who sends without end is slowed down."""
    app = make_app(settings_for(tmp_path, database_url, rate_limits=True))
    furnish(app)
    yield app
    with app.app_context():
        db.engine.dispose()


def furnish(app: Flask) -> None:
    """Store an event that is open."""
    with app.app_context(), Session(db.engine) as session:
        event, _category = make_event_with_category(session, places=250)
        event.registration_closes_at = None
        session.commit()


def filled(
    client: FlaskClient, name: str, page: str = "/spring/register?lang=en"
) -> dict[str, str]:
    """Return the form filled in, with the tokens a browser would send."""
    text = client.get(page).get_data(as_text=True)
    tokens = dict(re.findall(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"', text))
    typed = {"family_name": name, "email": f"{name.lower()}@example.org", "language": "de"}
    return {**tokens, **typed, "category": "guests"}


def stored(app: Flask) -> tuple[int, int]:
    """Return how many registrations and e-mails there are."""
    with app.app_context(), Session(orm.reading(db.engine)) as session:
        numbers = [
            session.scalar(select(func.count(model.id))) or 0 for model in (Registration, Email)
        ]
    return numbers[0], numbers[1]


@pytest.mark.on_sqlite
def test_one_machine_takes_thirty_places_and_is_told_when_to_go_on(limited: Flask) -> None:
    client = limited.test_client()
    answers = [client.post("/spring/register", data=filled(client, f"Bot{n}")) for n in range(33)]
    elsewhere = limited.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    form = filled(elsewhere, "Ada")

    assert [response.status_code for response in answers] == [303] * 30 + [429] * 3
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 600
    assert stored(limited) == (30, 30)
    assert elsewhere.post("/spring/register", data=form).status_code == 303


@pytest.mark.on_sqlite
def test_one_address_gets_few_emails_however_often_it_is_typed(limited: Flask) -> None:
    client = limited.test_client()

    answers = [client.post("/spring/register", data=filled(client, "Ada")) for _ in range(20)]

    assert {response.status_code for response in answers} == {303}
    assert stored(limited) == (1, 4)


@pytest.mark.on_sqlite
def test_codes_are_not_guessed(limited: Flask) -> None:
    client = limited.test_client()
    page = "/spring/register/code"
    text = client.get(page).get_data(as_text=True)
    token = dict(HIDDEN.findall(text)).get("csrf_token", "")

    statuses = [
        client.post(page, data={"csrf_token": token, "access_code": f"GUESS{n}"}).status_code
        for n in range(25)
    ]

    assert statuses[-1] == 429
    assert 303 not in statuses


@pytest.mark.on_sqlite
def test_links_are_not_guessed(limited: Flask) -> None:
    client = limited.test_client()

    statuses = [client.get(f"/spring/r/ABCDEF.1.{number:022d}").status_code for number in range(61)]

    assert statuses == [404] * 60 + [429]


@pytest.mark.on_sqlite
def test_organisers_register_as_many_as_they_like(limited: Flask) -> None:
    with limited.app_context(), Session(db.engine) as session:
        event = session.scalars(select(Event)).one()
        client = sign_in(session, limited.test_client(), make_member(session, event))
    page = "/spring/manage/registrations/add?lang=en"

    for number in range(35):
        form = {**filled(client, f"Guest{number}", page), "given_name": "Ada"}
        assert client.post(page, data=form).status_code == 303

    assert stored(limited)[0] == 35


def test_who_waits_too_long_for_the_places_sends_the_kept_form_again(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orm, "BUSY_TIMEOUT_MS", 300)
    app = make_app(settings_for(tmp_path, database_url))
    furnish(app)
    client = app.test_client()
    form = {**filled(client, "Ada"), "organisation": 'Pôle "Fibres" <b>'}
    held, over = threading.Event(), threading.Event()

    def hold() -> None:
        with app.app_context(), Session(db.engine) as other:
            places.lock(other, other.scalars(select(Event)).one())
            held.set()
            over.wait(20)
            other.rollback()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(20)
    refused = client.post("/spring/register?lang=fr", data=form)
    over.set()
    holder.join()
    text = refused.get_data(as_text=True)
    kept = {name: html.unescape(value) for name, value in HIDDEN.findall(text)}
    again = client.post("/spring/register?lang=fr", data=kept)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert 'action="/spring/register?lang=fr"' in text
    assert form["organisation"] not in text
    assert {**kept, "csrf_token": form["csrf_token"]} == form
    assert (again.status_code, stored(app)) == (303, (1, 1))
    with app.app_context():
        db.engine.dispose()
