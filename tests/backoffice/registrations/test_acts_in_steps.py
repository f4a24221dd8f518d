"""Acts on many commit every few; a page that answers a form is made while others write."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.extensions import db
from eventapp.registration.models import State
from eventapp.registration.services import steps
from tests.agenda.test_files import somebody_writing_beside
from tests.backoffice.registrations.test_bulk import fill, press, references, states, told
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in

NAMES = "Ada Bob Cleo Dana Eve Finn Gus Hana Ida Jan Kim Lea"


def test_many_are_cancelled_in_steps_and_told_as_one(
    session: Session, client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "IN_ONE_STEP", 1)
    event, _category = fill(session, 20, NAMES)
    sign_in(session, client, make_member(session, event))
    chosen = references(session, NAMES)
    with app.app_context():
        engine = db.engine
    commits: list[object] = []

    def note(connection: object) -> None:
        commits.append(connection)

    sa.event.listen(engine, "commit", note)

    answer = press(client, "cancel", chosen, sure="1")

    sa.event.remove(engine, "commit", note)
    assert len(commits) >= len(chosen)
    assert set(states(session).values()) == {State.CANCELLED}
    assert "12 registrations are cancelled." in told(client, answer)


@pytest.mark.on_sqlite
def test_others_write_while_a_refused_form_is_shown_again(
    session: Session, client: FlaskClient, app: Flask
) -> None:
    event, _category = fill(session, 1, "Ada")
    sign_in(session, client, make_member(session, event))
    page = "/spring/manage/reconfirmations"

    with somebody_writing_beside(app, "FROM reconfirming") as went:
        status, _text = send(client, page, answer_by="no day")

    assert status == 422
    assert len(went) > 1
    assert all(went)
