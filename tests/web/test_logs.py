"""P4: a whole conference day leaves no name, address, token, code or search word in the logs."""

import io
import json
import logging
import re
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import orm
from eventapp.app import create_app
from eventapp.extensions import db
from eventapp.mail.transports import SmtpTransport
from eventapp.registration.models import Registration
from eventapp.web import logs
from eventapp.web.access import Audience, open_to
from tests.checkin.test_doors import make_badge, make_phone, scan
from tests.conftest import LiveServer, free_port
from tests.factories.accounts import make_member, make_token
from tests.factories.apps import settings_for
from tests.factories.events import make_event_with_category
from tests.factories.forms import forms_of
from tests.factories.post import drain, due_again
from tests.journeys.emails import link_to, post_round
from tests.load.test_seat_race import call

ADDRESS = "zenobia.quastenflosser@example.org"
PERSON = {
    "given_name": "Zenobia",
    "family_name": "Quastenflosser",
    "organisation": "Tiefseeforschung",
    "email": ADDRESS,
}
OTHER = {"family_name": "Hohlstachler", "email": "latimeria@example.org", "category": "guests"}


@open_to(Audience.PUBLIC)
def broken(token: str) -> str:
    """Fail as a view with a bug does."""
    raise RuntimeError("broken" if token else "")


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Return what the installation writes to its log, set up as for production."""
    root, written = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "stderr", written)
    logs.configure("debug", readable=False)
    yield written
    structlog.reset_defaults()
    root.handlers[:], root.level = handlers, level


@pytest.fixture
def app(
    tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch, logged: io.StringIO
) -> Iterator[Flask]:
    """Return an installation whose log is read, with one view that has a bug."""
    assert not logged.getvalue()
    monkeypatch.setattr(orm, "BUSY_TIMEOUT_MS", 100)
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    made = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'eventapp.db'}"))
    made.add_url_rule("/broken/<token>", "broken", broken)
    yield made
    with made.app_context():
        db.engine.dispose()


def send(client: FlaskClient, path: str, status: int, to: str = "", **typed: Any) -> None:
    """Open a page, send its first form with these fields as a browser does."""
    form = next(iter(forms_of(client.get(path).get_data(as_text=True))))
    answer = client.post(to or form.action or path, data={**form.filled("Kept"), **typed})
    assert answer.status_code == status, (path, answer.status_code)


def sign_up(client: FlaskClient, app: Flask) -> str:
    """Register, get the e-mail, open its link, correct oneself; return the link's path."""
    send(client, "/spring/register", 422, **PERSON | {"email": "zenobia.quastenflosser@"})
    send(client, "/spring/register", 303, **PERSON)
    send(client, "/spring/register", 303, **PERSON)
    path = link_to(post_round(app), ADDRESS, "r")
    assert client.get(path).status_code < 400
    send(client, path, 303)
    send(client, "/spring/my/edit", 303, **PERSON | {"given_name": "Zenobia-Maria"})
    return path


def organise(client: FlaskClient, app: Flask, reference: str) -> str:
    """Sign in by e-mail, search, open, export, mistype; return the path of the sign-in link."""
    send(client, "/sign-in", 303, email="organiser@example.org", password="")
    path = link_to_sign_in(app)
    send(client, path, 303)
    manage = "/spring/manage/registrations"
    for page in (f"{manage}?q=Quastenflosser", f"{manage}/{reference}", f"{manage}.csv",
                 f"/spring/manage/emails?q={ADDRESS}"):  # fmt: skip
        assert client.get(page).status_code == 200, page
    send(client, f"{manage}/{reference}/edit", 422, **PERSON | {"family_name": ""})
    return path


def link_to_sign_in(app: Flask) -> str:
    """Return the path of the link in the organiser's e-mail."""
    for email in post_round(app).glob("*.eml"):
        match = re.search(r"/sign-in/link/[^\s\"<=]+(?:=\r?\n[^\s\"<=]+)*", email.read_text())
        if match:
            return re.sub(r"=\r?\n", "", match[0])
    raise AssertionError("no e-mail to sign in")


def go_wrong(client: FlaskClient, live: LiveServer, secret_paths: list[str]) -> None:
    """Ask for what is not there, what fails, and what the database cannot answer."""
    for path in secret_paths:
        assert client.get(path + "Quastenflosser").status_code in {303, 401, 404, 410}
        call(live.url, "GET", path, "", {"Referer": live.url + path, "User-Agent": ADDRESS})
    assert client.get("/broken/Quastenflosser?q=Zenobia").status_code == 500
    assert client.get("/Quastenflosser/Zenobia").status_code == 404
    other = orm.sqlite.connect(live.app.config["EVENTAPP"].data_dir / "eventapp.db")
    other.isolation_level = None
    other.execute("BEGIN EXCLUSIVE")
    for path in secret_paths:
        assert call(live.url, "POST", path, f"email={ADDRESS}", {})[0] in {401, 403, 405, 503}
    other.rollback()
    other.close()
    with socket.create_connection(("127.0.0.1", live.server.port), timeout=5) as raw:
        raw.sendall(b"Quastenflosser /Zenobia HTTP/9\r\nHost: x\r\nContent-Length: -1\r\n\r\n")
        raw.recv(1000)


def test_nothing_of_a_whole_day_names_anybody_in_the_log(
    app: Flask, live: LiveServer, session: Session, logged: io.StringIO
) -> None:
    event, category = make_event_with_category(session)
    assert category.id
    event.registration_closes_at = event.ends_at = None
    make_member(session, event)
    phone, token = make_phone(session, event), make_token(session, event)
    participant, organiser, door = (app.test_client() for _ in range(3))

    link = sign_up(participant, app)
    registration = session.scalars(select(Registration)).one()
    badge = make_badge(session, app, event, registration)
    reference = registration.reference
    codes = [badge.token, badge.fallback, phone, token, reference]
    session.commit()
    entrance = organise(organiser, app, reference)
    door.set_cookie("door", phone, path="/door")
    assert [scan(door, code, number)["status"] for number, code in
            enumerate((badge.token, badge.token, badge.fallback, ADDRESS), 1)] == [200, 200, 403, 200]  # fmt: skip
    bearer = {"Authorization": f"Bearer {token}"}
    api = "/api/v1/events/spring/registrations"
    statuses = [door.post(api, json=OTHER | more, headers=bearer).status_code
                for more in ({}, {}, {"family_name": ""}, {"Latimeria": 1})]  # fmt: skip
    assert statuses == [201, 409, 422, 422]
    assert [door.get(f"{api}{path}", headers=bearer).status_code
            for path in (f"/{reference}", "?q=Hohlstachler", f"/{reference}?q=Hohlstachler")] == [200, 200, 422]  # fmt: skip
    due_again(session)
    assert drain(app, SmtpTransport(f"smtp://127.0.0.1:{free_port()}")) == 0
    go_wrong(
        participant, live, [link, entrance, f"/api/v1/events/spring/registrations/{reference}"]
    )

    written = logged.getvalue()
    secrets = [*codes, link.rsplit("/", 1)[1], entrance.rsplit("/", 1)[1], "zenobia", "quasten",
               "tiefsee", "hohlstachler", "latimeria", "organiser@", "neuschäfer"]  # fmt: skip
    for name in ("who", "place", "form"):
        for client in (participant, organiser):
            cookie = client.get_cookie(name)
            secrets += [cookie.value] if cookie is not None else []
    lines = [line for line in written.splitlines() if line.strip()]
    leaks = [
        (word, line) for line in lines for word in secrets if word.casefold() in line.casefold()
    ]
    assert leaks == []
    entries = [json.loads(line) for line in lines]
    assert {entry.get("status") for entry in entries} >= {200, 303, 404, 422, 500}
    assert {entry["event"] for entry in entries} >= {"request", "bug", "database_refused",
                                               "email_put_off"}  # fmt: skip
