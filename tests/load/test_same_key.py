"""C2: one registration however often, and however simultaneously, it is sent."""

import json
import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.app import create_app
from eventapp.extensions import db
from eventapp.mail.models import Email
from eventapp.registration.models import Registration
from tests.conftest import LiveServer
from tests.factories.accounts import make_token
from tests.factories.apps import settings_for
from tests.factories.events import make_event_with_category
from tests.load.test_seat_race import at_once, call

pytestmark = [pytest.mark.load, pytest.mark.timeout(120)]
PATH = "/api/v1/events/spring/registrations"
ADA = {"family_name": "Müller", "email": "ada@example.org", "category": "guests"}


@pytest.fixture
def token(session: Session) -> str:
    """Return a token of an event with room for everybody."""
    event, _category = make_event_with_category(session)
    return make_token(session, event)


def rows(session: Session) -> tuple[int, int]:
    """Return the number of registrations and of e-mails."""
    session.rollback()
    numbers = [session.scalar(select(func.count(model.id))) or 0 for model in (Registration, Email)]
    session.rollback()
    return numbers[0], numbers[1]


def test_fifty_sends_of_one_key_are_one_registration_and_fifty_equal_answers(
    app: Flask, live: LiveServer, session: Session, token: str, tmp_path: Path, database_url: str
) -> None:
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": "one-key",
    }
    answers: list[bytes] = []
    lock = threading.Lock()

    def send(_turn: int) -> int:
        status, (_headers, content) = call(live.url, "POST", PATH, json.dumps(ADA), headers)
        with lock:
            answers.append(content)
        return int(status)

    assert at_once(50, send) == {201: 50}
    assert len(set(answers)) == 1
    assert rows(session) == (1, 1)

    restarted = create_app(settings_for(tmp_path, database_url))
    later = restarted.test_client().post(PATH, data=json.dumps(ADA), headers=headers)
    other = {**ADA, "family_name": "Else"}
    refused = restarted.test_client().post(PATH, data=json.dumps(other), headers=headers)
    with restarted.app_context():
        db.engine.dispose()

    assert (later.status_code, later.get_data()) == (201, answers[0])
    assert refused.status_code == 422
    assert rows(session) == (1, 1)
    assert app is not restarted


def test_twenty_keys_for_one_address_are_one_registration(
    live: LiveServer, session: Session, token: str
) -> None:
    def send(turn: int) -> int:
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"key-{turn}",
        }
        return call(live.url, "POST", PATH, json.dumps(ADA), headers)[0]

    assert at_once(20, send) == {201: 1, 409: 19}
    assert rows(session) == (1, 1)
