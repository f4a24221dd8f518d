"""Printing for many lets others write: codes are issued in steps, badges read beside writers."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.badges import making, services
from eventapp.badges.models import Badge
from eventapp.cli import lists
from eventapp.events.models import Event
from tests.agenda.test_files import somebody_writing_beside
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration
from tests.registration.test_jobs import commits
from tests.statements import counted

BADGES = "FROM badge JOIN registration"


@pytest.fixture
def event(session: Session, monkeypatch: pytest.MonkeyPatch) -> Event:
    """Return an event of five people without a code; two are issued in one step."""
    monkeypatch.setattr(making, "ISSUED_AT_ONCE", 2)
    event, category = make_event_with_category(session)
    for name in ("Ada", "Bob", "Cleo", "Dana", "Eve"):
        make_registration(session, event, category, name)
    session.commit()
    return event


def issued(session: Session) -> int:
    """Return how many codes there are."""
    number = session.scalar(select(func.count(Badge.id))) or 0
    session.rollback()
    return number


def test_codes_are_issued_in_steps_when_badges_are_printed(
    session: Session, client: FlaskClient, app: Flask, event: Event
) -> None:
    sign_in(session, client, make_member(session, event))
    page = client.get("/spring/manage/badges?lang=en").text
    hidden = dict(re.findall(r'name="(csrf_token)"[^>]*value="([^"]+)"', page))

    with commits(app) as done:
        answer = client.post("/spring/manage/badges", data={**hidden, "only": "all"})

    assert answer.status_code == 200
    assert len(done) >= 3 + 1  # and what was printed
    assert issued(session) == 5


@pytest.mark.on_sqlite
@pytest.mark.usefixtures("event")
def test_others_write_while_the_command_issues_and_reads_codes(
    session: Session, app: Flask
) -> None:
    here = {"EVENTAPP_DATABASE_URL": app.config["EVENTAPP"].database_url}

    with somebody_writing_beside(app, BADGES) as went, commits(app) as done:
        answer = app.test_cli_runner().invoke(lists.badges, ["codes", "spring"], env=here)

    assert answer.exit_code == 0, answer.output
    assert len(answer.output.splitlines()) == 5
    assert went
    assert all(went)
    assert len(done) >= 3
    assert issued(session) == 5


def test_marking_many_as_printed_costs_one_statement(
    session: Session, app: Flask, event: Event
) -> None:
    making.issue_missing(session, event, app.config["EVENTAPP"].keys_dir, now=NOON)
    faces = services.faces(session, event, chosen="all")
    session.commit()
    session.refresh(event)

    with counted(app) as sent:
        services.mark_printed(session, event, faces, layout="a6", chosen="all", by="x", now=NOON)
        session.commit()

    assert len([statement for statement in sent if statement.startswith("UPDATE badge")]) == 1
    assert {badge.printed_as for badge in session.scalars(select(Badge))} == {
        face.printed_as for face in faces
    }
