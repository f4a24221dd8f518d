"""What tests of every page begin with."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users
from eventapp.events.models import Event
from eventapp.registration.models import Registration
from tests.factories.accounts import make_member, sign_in
from tests.factories.furnished import furnish


@pytest.fixture
def spring(session: Session, tmp_path: Path) -> dict[str, object]:
    """Return an event's addresses."""
    return furnish(session, "spring", tmp_path / "media")


@pytest.fixture
def everybody(app: Flask, session: Session, spring: dict[str, object]) -> FlaskClient:
    """Return the browser of an organiser who also takes part; English is spoken."""
    event = session.scalars(select(Event).where(Event.slug == "spring")).one()
    mine = session.scalars(
        select(Registration).where(Registration.reference == spring["reference"])
    ).one()
    client = app.test_client()
    client.set_cookie(
        "place", users.sign_in_participant(session, mine.id, 1, browser="", now=clock.now())
    )
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return client
