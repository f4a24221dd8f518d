"""The last place of quotas that cross, group by organisation by contingent: never given twice."""

import http.client
import json
from collections import Counter
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.people.models import OrganisationKind
from eventapp.registration.models import Contingent, Registration, State
from eventapp.registration.services import places
from tests.conftest import LiveServer
from tests.factories.accounts import make_token
from tests.factories.events import make_category, make_event
from tests.factories.people import make_organisation
from tests.load.test_seat_race import at_once, slowly, unlock_sqlite

pytestmark = [pytest.mark.load, pytest.mark.timeout(120)]
CLIENTS, PLACES = 20, 4
PATIENCE = 60
GROUPS, COUNTRIES, ORGANISATIONS = ("guests", "press"), ("FR", "DE"), ("Alpha", "Beta")


def crossing(session: Session) -> Event:
    """Return an event of four places: two a group, two a country, one an organisation in each."""
    event = make_event(session, places=PLACES)
    for name in ORGANISATIONS:
        make_organisation(session, event, name, kind=OrganisationKind.CLUSTER)
    for key in GROUPS:
        make_category(session, event, key=key, places=2, per_organisation=1)
    for country in COUNTRIES:
        session.add(Contingent(event=event, name=country, places=2, country=country))
    session.flush()
    return event


def register(url: str, token: str, turn: int) -> int:
    """Register one person of the turn's group, country and organisation; return the status."""
    body = {
        "family_name": f"Visitor {turn}",
        "email": f"visitor{turn}@example.org",
        "language": "en",
        "category": GROUPS[turn % 2],
        "country": COUNTRIES[turn // 2 % 2],
        "organisation": ORGANISATIONS[turn // 4 % 2],
    }
    path = "/api/v1/events/spring/registrations"
    return post(url, path, token, json.dumps(body), f"key-{turn}")


def post(url: str, path: str, token: str, body: str, key: str) -> int:
    """Send one request over its own connection; return the status."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    connection.request("POST", path, body.encode(), {**headers, "Content-Type": "application/json"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


def holders(session: Session) -> list[Registration]:
    """Return who holds a place."""
    session.rollback()
    statement = select(Registration).where(Registration.state == State.CONFIRMED)
    registrations = list(session.scalars(statement.order_by(Registration.id)))
    session.expunge_all()
    session.rollback()
    return registrations


def is_kept(registrations: list[Registration]) -> bool:
    """Say whether no group, contingent or organisation holds more than it may."""
    return (
        most(registrations, "category_id") <= 2
        and most(registrations, "contingent_id") <= 2
        and most(registrations, "category_id", "organisation_id") <= 1
    )


def most(registrations: list[Registration], *names: str) -> int:
    """Return how many of them share these facts at most."""
    counted = Counter(
        tuple(getattr(registration, name) for name in names) for registration in registrations
    )
    return max(counted.values(), default=0)


def test_twenty_want_the_last_places_of_group_organisation_and_contingent(
    live: LiveServer, session: Session
) -> None:
    token = make_token(session, crossing(session))

    answers = at_once(CLIENTS, lambda turn: register(live.url, token, turn))

    assert answers == {201: CLIENTS}
    registrations = holders(session)
    assert len(registrations) == PLACES
    assert None not in {registration.contingent_id for registration in registrations}
    assert is_kept(registrations)


def test_one_last_place_where_all_quotas_cross_goes_to_one_of_twenty(
    live: LiveServer, session: Session
) -> None:
    event = crossing(session)
    token = make_token(session, event)
    for turn in (0, 3, 6):  # guests FR Alpha, press DE Alpha, guests DE Beta
        assert register(live.url, token, turn) == 201

    answers = at_once(CLIENTS, lambda turn: register(live.url, token, 5 + 8 * (turn + 1)))

    assert answers == {201: CLIENTS}
    registrations = holders(session)
    assert len(registrations) == PLACES
    assert is_kept(registrations)


def test_places_given_back_meanwhile_in_any_order_neither_block_nor_double(
    live: LiveServer, session: Session
) -> None:
    event = crossing(session)
    token = make_token(session, event)
    for turn in range(8):
        register(live.url, token, turn)
    first = holders(session)
    assert len(first) == PLACES

    def act(turn: int) -> int:
        if turn >= PLACES:
            return register(live.url, token, turn + 8)
        path = f"/api/v1/events/spring/registrations/{first[turn].reference}/cancel"
        return post(live.url, path, token, "", f"gone-{turn}")

    answers = at_once(CLIENTS + PLACES, act)

    assert answers == {200: PLACES, 201: CLIENTS}
    registrations = holders(session)
    assert len(registrations) == PLACES
    assert is_kept(registrations)
    assert not {registration.id for registration in first} & {
        registration.id for registration in registrations
    }


def test_without_the_lock_the_crossing_places_are_given_twice(
    live: LiveServer, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the race is real, and these tests see it."""
    token = make_token(session, crossing(session))
    monkeypatch.setattr(places, "lock", lambda *_: None)
    monkeypatch.setattr(places, "ledger", slowly(places.ledger))
    if session.get_bind().dialect.name == "sqlite":
        unlock_sqlite(live.app)

    at_once(CLIENTS, lambda turn: register(live.url, token, turn))

    registrations = holders(session)
    assert len(registrations) > PLACES
    assert not is_kept(registrations)
