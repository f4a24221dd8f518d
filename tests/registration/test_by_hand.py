"""On-site registration into a full group, and badges of people without a place: said, not silent."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from eventapp.registration.models import Registration, State
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_category, make_event_with_category
from tests.factories.registrations import make_registration

ADD = "/spring/manage/registrations/add"
LIST = "/spring/manage/registrations"
PERSON = {
    "given_name": "Zoe",
    "family_name": "Late",
    "email": "zoe@example.org",
    "language": "en",
    "category": "guests",
}


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event of one place that is taken; its organiser is signed in, in English."""
    event, category = make_event_with_category(session)
    category.places = 1
    make_registration(session, event, category, "First")
    make_category(session, event, key="press", places=5)
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return event


def late(session: Session) -> list[tuple[State, str]]:
    """Return the state of the late one and the group, if there is a registration."""
    session.rollback()
    rows = session.scalars(select(Registration).where(Registration.family_name == "Late"))
    return [(registration.state, registration.category.key) for registration in rows]


def test_a_full_group_is_said_before_and_never_a_silent_waiting_list(
    client: FlaskClient, session: Session, event: Event
) -> None:
    before = client.get(ADD).get_data(as_text=True)
    status, text = send(client, ADD, **PERSON)

    assert "No place is free." in before
    assert "Free places: 5." in before
    assert status == 422
    assert "No place is free in this category." in text
    assert 'value="Late"' in text
    assert late(session) == []
    assert event.slug == "spring"


@pytest.mark.parametrize(
    ("decided", "state", "emails"),
    [
        ({"if_full": "wait"}, State.WAITING, ["WaitingEmail"]),
        ({"if_full": "beyond", "reason": "Minister"}, State.CONFIRMED, ["ConfirmedEmail"]),
        ({"category": "press"}, State.CONFIRMED, ["ConfirmedEmail"]),
    ],
)
def test_each_decision_does_what_it_says_with_one_email(
    client: FlaskClient,
    session: Session,
    event: Event,
    decided: dict[str, str],
    state: State,
    emails: list[str],
) -> None:
    assert send(client, ADD, **{**PERSON, **decided})[0] == 303

    assert late(session)[0][0] is state
    statement = select(Email.kind).where(Email.to_address == "zoe@example.org")
    assert list(session.scalars(statement)) == emails
    reasons = [
        entry.changes.get("reason")
        for entry in session.scalars(select(Entry).where(Entry.action == "confirmed"))
        if entry.changes and entry.event_id == event.id
    ]
    assert reasons == ([decided["reason"]] if "reason" in decided else [])


def test_a_place_beyond_needs_a_reason(client: FlaskClient, session: Session, event: Event) -> None:
    status, text = send(client, ADD, **PERSON, if_full="beyond")

    assert status == 422
    assert 'id="reason-error"' in text
    assert late(session) == []
    assert event.id


def test_who_has_no_place_has_no_badge_and_the_page_says_so(
    client: FlaskClient, session: Session, event: Event
) -> None:
    send(client, ADD, **PERSON, if_full="wait")
    registration = session.scalars(
        select(Registration).where(Registration.family_name == "Late")
    ).one()
    reference = registration.reference
    session.rollback()

    status, _text = send(client, LIST, f"{LIST}/bulk", act="badges", pick=reference)
    text = client.get(LIST).get_data(as_text=True)

    assert status == 303
    assert "No badge for Zoe Late: a badge requires a confirmed place." in text
    assert event.id


def test_with_nothing_to_print_the_badges_page_says_why(
    client: FlaskClient, session: Session, event: Event
) -> None:
    registration = session.scalars(
        select(Registration).where(Registration.event_id == event.id)
    ).one()
    registration.state = State.PENDING
    session.commit()

    status, _text = send(client, LIST, "/spring/manage/badges", only="all")
    text = client.get("/spring/manage/badges").get_data(as_text=True)

    assert status == 303
    assert "There is no badge to print" in text
