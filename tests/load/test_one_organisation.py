"""One organisation in many spellings at once, over real HTTP: made once, its limit kept."""

import json

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from eventapp.people.models import Organisation
from eventapp.registration.models import State
from eventapp.registration.services import places
from tests.conftest import LiveServer
from tests.factories.accounts import make_token
from tests.factories.events import make_category, make_event
from tests.load.test_crossing_quotas import post
from tests.load.test_seat_race import at_once, register_by_form, slowly, states, unlock_sqlite

pytestmark = [pytest.mark.load, pytest.mark.timeout(120)]
SPELLINGS = ("Ökotec GmbH", "ÖKOTEC GMBH", "Oekotec GmbH", " ökotec  gmbh", "Ökotec-GmbH.")
CLIENTS = 20


def spelling(turn: int) -> str:
    """Return how the turn's person writes the organisation."""
    return SPELLINGS[turn % len(SPELLINGS)]


def test_twenty_colleagues_at_the_form_get_the_two_places_of_an_unknown_organisation(
    live: LiveServer, session: Session
) -> None:
    event = make_event(session, registration_closes_at=None)
    make_category(session, event, per_organisation=2)
    session.commit()

    answers = at_once(
        CLIENTS, lambda turn: register_by_form(live.url, turn, organisation=spelling(turn))
    )

    assert answers == {303: CLIENTS}
    assert states(session) == {State.CONFIRMED: 2, State.WAITING: CLIENTS - 2}


def test_without_the_lock_more_colleagues_get_places(
    live: LiveServer, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(session, registration_closes_at=None)
    make_category(session, event, per_organisation=2)
    session.commit()
    monkeypatch.setattr(places, "lock", lambda *_: None)
    monkeypatch.setattr(places, "ledger", slowly(places.ledger))
    if session.get_bind().dialect.name == "sqlite":
        unlock_sqlite(live.app)

    at_once(CLIENTS, lambda turn: register_by_form(live.url, turn, organisation=spelling(turn)))

    assert states(session).get(State.CONFIRMED, 0) > 2


def add_at_once(live: LiveServer, session: Session) -> dict[int, int]:
    """Add the organisation in every spelling at once by the API; count the answers' statuses."""
    token = make_token(session, make_event(session))
    path = "/api/v1/events/spring/organisations"

    def add(turn: int) -> int:
        return post(live.url, path, token, json.dumps({"name": spelling(turn)}), f"key-{turn}")

    return dict(at_once(CLIENTS, add))


def number_of_organisations(session: Session) -> int:
    """Return how many organisations the directory has."""
    session.rollback()
    return session.scalar(select(func.count(Organisation.id))) or 0


def test_an_organisation_named_twenty_times_at_once_is_made_once(
    live: LiveServer, session: Session
) -> None:
    assert add_at_once(live, session) == {201: 1, 409: CLIENTS - 1}
    assert number_of_organisations(session) == 1


def test_without_the_index_it_is_made_twenty_times(live: LiveServer, session: Session) -> None:
    session.execute(text("DROP INDEX uq_organisation_name_full"))
    session.commit()

    add_at_once(live, session)

    assert number_of_organisations(session) == CLIENTS
