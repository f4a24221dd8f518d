"""C8: a long waiting list moves up in steps, in order, though the worker is killed in between."""

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from eventapp.registration import jobs
from eventapp.registration.models import Promotion, Registration, State
from eventapp.registration.services.waiting_list import AT_ONCE
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration
from tests.factories.served import WORK, running

pytestmark = pytest.mark.load
WAITING = 3 * AT_ONCE + 10
PATIENCE_SECONDS = 60
SETTINGS = {"title-de": "Tagung", "waiting_list": "automatic", "offer_hours": "48"}


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return a full event with many who wait; its organiser is signed in, in English."""
    event, category = make_event_with_category(session, places=1)
    event.starts_at = event.ends_at = event.registration_closes_at = None
    for number in range(WAITING + 1):
        make_registration(session, event, category, f"Person{number}")
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return event


def raised(client: FlaskClient) -> str:
    """Save the settings with more places than anybody needs; return what the overview says."""
    given = {**SETTINGS, "places": "10000", "zone": "Europe/Berlin", "published": "y"}
    assert send(client, "/spring/manage/settings", **given)[0] == 303
    return client.get("/spring/manage/").get_data(as_text=True)


def number_in(session: Session, state: State) -> int:
    """Return how many registrations are in a state."""
    session.rollback()
    statement = select(func.count()).where(Registration.state == state)
    number = session.scalar(statement) or 0
    session.rollback()
    return number


def steps_left(session: Session) -> int:
    """Return how many promotions are under way."""
    session.rollback()
    number = session.scalar(select(func.count(Promotion.id))) or 0
    session.rollback()
    return number


def promoted(session: Session) -> list[int]:
    """Return who was promoted, in the order in which it was written down."""
    session.rollback()
    statement = select(Entry.object_id).where(Entry.action == "promoted").order_by(Entry.id)
    return [int(contingent_id or 0) for contingent_id in session.scalars(statement)]


def test_the_save_answers_after_the_first_step_and_the_overview_says_how_far_it_is(
    client: FlaskClient, session: Session, event: Event
) -> None:
    text = raised(client)

    assert event.slug == "spring"
    assert number_in(session, State.CONFIRMED) == 1 + AT_ONCE
    assert f"{AT_ONCE} of {WAITING} people on the waiting list have their place or offer" in text


def test_a_newcomer_stands_behind_those_who_move_up(
    client: FlaskClient, session: Session, event: Event
) -> None:
    """Without the look at what is under way the newcomer has a place at once: seen to fail."""
    raised(client)
    page = client.application.test_client()
    given = {"given_name": "Zoe", "family_name": "New", "email": "zoe@example.org"}
    seen = page.get("/spring/?lang=en").get_data(as_text=True)
    status, _text = send(page, "/spring/register", language="en", category="guests", **given)
    newcomer = session.scalars(select(Registration).where(Registration.family_name == "New")).one()
    session.rollback()

    assert (status, newcomer.state) == (303, State.WAITING)
    assert "All places are taken." in seen

    while steps_left(session):
        jobs.promote(session, now=NOON)

    session.refresh(newcomer)
    assert newcomer.state is State.CONFIRMED
    assert promoted(session)[-1] == newcomer.id
    assert event.id == newcomer.event_id


def test_killed_in_the_middle_it_goes_on_in_order_and_serves_everybody_once(
    client: FlaskClient, session: Session, event: Event, database_url: str, tmp_path: Path
) -> None:
    in_line = list(
        session.scalars(
            select(Registration.id)
            .where(Registration.event_id == event.id, Registration.state == State.WAITING)
            .order_by(Registration.queue_no)
        )
    )
    session.rollback()  # a session left open would hold SQLite's lock
    raised(client)
    environ = {"EVENTAPP_DATABASE_URL": database_url, "EVENTAPP_TICK_SECONDS": "1"}

    with running(tmp_path, *WORK, log=tmp_path / "first", environ=environ) as worker:
        wait_until(lambda: number_in(session, State.CONFIRMED) > 1 + AT_ONCE)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    in_between = number_in(session, State.CONFIRMED)
    with running(tmp_path, *WORK, log=tmp_path / "second", environ=environ):
        wait_until(lambda: steps_left(session) == 0)

    emails = session.scalar(select(func.count(Email.id)).where(Email.kind == "PromotedEmail"))
    assert in_between <= 1 + WAITING
    assert promoted(session) == in_line
    assert emails == WAITING
    assert number_in(session, State.WAITING) == 0


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait until something is so, a bounded time."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.02)
