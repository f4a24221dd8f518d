"""Once a form is committed, its view reads nothing more to say where to go next."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as listening
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.turns import commit_step, nothing_held
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category
from tests.factories.forms import forms_of
from tests.factories.registrations import make_registration
from tests.statements import counted

COMMIT = "COMMIT"
PAGES = (
    "/spring/manage/rooms/add",
    "/spring/manage/tracks/add",
)


@contextmanager
def in_order(app: Flask) -> Iterator[list[str]]:
    """Collect statements and commits as they come."""
    with counted(app) as statements, app.app_context():
        engine = db.engine

        def note(_connection: Any) -> None:
            statements.append(COMMIT)

        listening.listen(engine, "commit", note)
        try:
            yield statements
        finally:
            listening.remove(engine, "commit", note)


def after_commit(statements: list[str]) -> list[str]:
    """Return what was asked after the last commit."""
    assert COMMIT in statements
    return statements[len(statements) - statements[::-1].index(COMMIT) :]


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose organiser is signed in."""
    event, category = make_event_with_category(session)
    make_registration(session, event, category)
    sign_in(session, client, make_member(session, event))
    return event


@pytest.mark.on_sqlite
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.usefixtures("event")
def test_saved_form_leads_on_without_a_further_statement(
    app: Flask, client: FlaskClient, path: str
) -> None:
    text = client.get(path).get_data(as_text=True)
    form = next(
        held_form
        for held_form in forms_of(text)
        if held_form.method == "POST" and held_form.typed()
    )
    with in_order(app) as statements:
        answer = client.post(form.action or path, data=form.filled("Autumn"))
    assert answer.status_code == 303, path
    assert after_commit(statements) == []


@pytest.mark.on_sqlite
@pytest.mark.parametrize("between", ["step", "slow part"])
def test_what_goes_on_after_a_commit_sees_what_others_wrote_meanwhile(
    app: Flask, session: Session, event: Event, between: str
) -> None:
    with app.test_request_context("/", method="POST"):
        here = db.session().get_one(Event, event.id)
        assert here.places is None
        go_on(between, here, session, event)
        assert here.places == 9


def go_on(between: str, here: Event, session: Session, event: Event) -> None:
    """Commit as a view does that goes on; another writes behind it."""
    if between == "step":
        commit_step(db.session())
        event.places = 9
        session.commit()
        return
    with nothing_held(db.session()):
        event.places = 9
        session.commit()
        assert here.places == 9
