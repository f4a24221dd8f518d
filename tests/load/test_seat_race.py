"""C1: three hundred registrations at once for 250 places, over real HTTP, on both databases."""

import http.client
import json
import re
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask
from sqlalchemy import event as database_event
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp import orm
from eventapp.events.models import Event
from eventapp.events.services import EventChange
from eventapp.extensions import db
from eventapp.registration.models import Registration, State
from eventapp.registration.services import places
from eventapp.workflows import event_changes
from tests.conftest import LiveServer
from tests.factories.accounts import make_token
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration

pytestmark = [pytest.mark.load, pytest.mark.timeout(120)]
CLIENTS, PLACES = 300, 250
PATIENCE = 60


def at_once(number: int, act: Callable[[int], int]) -> Counter[int]:
    """Let that many threads act at the same moment; count the answers' statuses."""
    gate, counter = threading.Barrier(number), Counter[int]()
    lock = threading.Lock()

    def one(turn: int) -> None:
        gate.wait()
        status = act(turn)
        with lock:
            counter[status] += 1

    threads = [threading.Thread(target=one, args=(turn,)) for turn in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counter


def call(url: str, method: str, path: str, body: str, headers: dict[str, str]) -> tuple[int, Any]:
    """Send one request over its own connection; return status and response."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
    connection.request(method, path, body.encode(), headers)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response.status, (response.headers, content)


def register_by_api(url: str, token: str, turn: int) -> int:
    """Register one visitor by the interface for programs."""
    body = {
        "family_name": f"Visitor {turn}",
        "email": f"visitor{turn}@example.org",
        "language": "en",
        "category": "guests",
    }
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    headers["Idempotency-Key"] = f"key-{turn}"
    return call(url, "POST", "/api/v1/events/spring/registrations", json.dumps(body), headers)[0]


def states(session: Session) -> dict[State, int]:
    """Return the number of registrations in each state."""
    session.rollback()
    row = session.execute(select(Registration.state, func.count()).group_by(Registration.state))
    return {state: number for state, number in row}  # noqa: C416  (a Result is no mapping)


def queue(session: Session) -> list[int | None]:
    """Return the numbers on the waiting list in the order the rows were written."""
    statement = select(Registration.queue_no).where(Registration.state == State.WAITING)
    return list(session.scalars(statement.order_by(Registration.id)))


def test_250_places_are_given_250_times_and_50_wait_in_order(
    live: LiveServer, session: Session
) -> None:
    spring, _category = make_event_with_category(session, places=PLACES)
    token = make_token(session, spring)

    answers = at_once(CLIENTS, lambda turn: register_by_api(live.url, token, turn))

    assert answers == {201: CLIENTS}
    assert states(session) == {State.CONFIRMED: PLACES, State.WAITING: CLIENTS - PLACES}
    assert queue(session) == list(range(1, CLIENTS - PLACES + 1))


def test_twenty_leave_while_forty_come_and_the_longest_waiting_are_promoted(
    live: LiveServer, session: Session
) -> None:
    event, category = make_event_with_category(session, places=20)
    first = [
        make_registration(session, event, category, f"First {n}", email=f"f{n}@example.org")
        for n in range(20)
    ]
    waiting = [
        make_registration(session, event, category, f"Wait {n}", email=f"w{n}@example.org")
        for n in range(30)
    ]
    token = make_token(session, event)

    def act(turn: int) -> int:
        if turn >= 20:
            return register_by_api(live.url, token, turn)
        path = f"/api/v1/events/spring/registrations/{first[turn].reference}/cancel"
        return call(live.url, "POST", path, "", {"Authorization": f"Bearer {token}"})[0]

    answers = at_once(60, act)

    assert answers == {200: 20, 201: 40}
    assert states(session) == {State.CANCELLED: 20, State.CONFIRMED: 20, State.WAITING: 50}
    session.expire_all()
    assert [registration.state for registration in waiting[:20]] == [State.CONFIRMED] * 20


def register_by_form(url: str, turn: int, **typed: str) -> int:
    """Register one visitor as a browser does: fetch the form, send it with its tokens."""
    _, (headers, page) = call(url, "GET", "/spring/register", "", {})
    text = page.decode()
    fields = dict(re.findall(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"', text))
    fields |= {
        "family_name": f"Visitor {turn}",
        "email": f"visitor{turn}@example.org",
        "language": "en",
        "category": "guests",
        **typed,
    }
    cookie = headers["Set-Cookie"].partition(";")[0]
    sent = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    return call(url, "POST", "/spring/register", urlencode(fields), sent)[0]


def test_sixty_visitors_at_the_form_get_fifty_places(live: LiveServer, session: Session) -> None:
    event, _category = make_event_with_category(session, places=50)
    event.registration_closes_at = None
    session.commit()

    answers = at_once(60, lambda turn: register_by_form(live.url, turn))

    assert answers == {303: 60}
    assert states(session) == {State.CONFIRMED: 50, State.WAITING: 10}


def test_ten_more_places_go_to_those_who_wait_while_thirty_register(
    live: LiveServer, session: Session
) -> None:
    """C8: whoever registers meanwhile neither overtakes nor leaves a place empty."""
    event, category = make_event_with_category(session, places=20)
    for n in range(20):
        make_registration(session, event, category, f"First {n}", email=f"f{n}@example.org")
    waiting = [
        make_registration(session, event, category, f"Wait {n}", email=f"w{n}@example.org")
        for n in range(6)
    ]
    token = make_token(session, event)

    def act(turn: int) -> int:
        if turn:
            return register_by_api(live.url, token, turn)
        with live.app.app_context(), Session(db.engine) as writer:
            held = writer.get_one(Event, event.id)
            change = replace(EventChange.of(held), places=30)
            event_changes.change_event(writer, held, change, by=SOMEBODY, now=NOON)
            writer.commit()
        return 200

    answers = at_once(31, act)

    assert answers == {200: 1, 201: 30}
    assert states(session) == {State.CONFIRMED: 30, State.WAITING: 26}
    session.expire_all()
    assert [registration.state for registration in waiting] == [State.CONFIRMED] * 6


def test_without_the_lock_places_are_given_twice(
    live: LiveServer, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C1n: the race is real; take the locks out and it oversells."""
    event, _category = make_event_with_category(session, places=10)
    token = make_token(session, event)
    monkeypatch.setattr(places, "lock", lambda *_: None)
    monkeypatch.setattr(places, "ledger", slowly(places.ledger))
    if session.get_bind().dialect.name == "sqlite":
        unlock_sqlite(live.app)

    at_once(40, lambda turn: register_by_api(live.url, token, turn))

    assert states(session).get(State.CONFIRMED, 0) > 10


def slowly(count: Callable[..., Any]) -> Callable[..., Any]:
    """Return the count with a pause after it, in which others count, too."""

    def counted(*arguments: Any, **named: Any) -> Any:
        number = count(*arguments, **named)
        threading.Event().wait(0.05)
        return number

    return counted


def unlock_sqlite(app: Flask) -> None:
    """Make every statement its own transaction, as SQLite's driver does by default."""
    with app.app_context():
        engine = db.engine
    database_event.remove(engine, "begin", orm._begin_sqlite)
    engine.dispose()
