"""A mistyped address is corrected on the page after the form: nobody registers twice by that."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.mail.models import Email
from eventapp.registration.models import Registration, State
from eventapp.registration.services import changes
from tests.factories.events import NOON, make_event_with_category


def sent(client: FlaskClient, address: str, path: str = "/spring/register", **typed: str) -> str:
    """Send the form at that path; return the way back that the page after it shows."""
    form = client.get(path).get_data(as_text=True)
    hidden = dict(re.findall(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"', form))
    fields = {"family_name": "Groß", "category": "guests", "language": "fr", "email": address}
    answer = client.post(path, data={**hidden, **fields, **typed}, follow_redirects=True)
    assert answer.status_code == 200
    (back,) = re.findall(r'href="([^"#]*\?again=[^"#&]*)', answer.get_data(as_text=True))[:1]
    return str(back)


def live(session: Session) -> list[Registration]:
    """Return the registrations that stand, the first made first."""
    session.rollback()
    session.expire_all()
    statement = select(Registration).where(Registration.state != State.CANCELLED)
    registrations = list(session.scalars(statement.order_by(Registration.id)))
    session.commit()  # nothing held: the next form may write
    return registrations


@pytest.fixture(autouse=True)
def spring(session: Session) -> None:
    """Have an event with one place, open for registration."""
    event, _category = make_event_with_category(session, places=1)
    event.registration_closes_at = None
    session.commit()


def test_a_corrected_address_keeps_the_place_and_ends_the_former_link(
    client: FlaskClient, session: Session
) -> None:
    back = sent(client, "ada@gmial.com")
    (before,) = live(session)
    generation, reference = before.link_generation, before.reference

    sent(client, "ada@gmail.com", back)

    (registration,) = live(session)
    assert (registration.reference, registration.email, registration.state) == (
        reference,
        "ada@gmail.com",
        State.CONFIRMED,
    )
    assert registration.link_generation == generation + 1
    written = session.execute(select(Email.to_address, Email.kind).order_by(Email.id)).all()
    assert [tuple(row) for row in written] == [
        ("ada@gmial.com", "ConfirmedEmail"), ("ada@gmail.com", "ConfirmedEmail"),
    ]  # fmt: skip


def test_a_correction_of_a_correction_is_one_registration_still(
    client: FlaskClient, session: Session
) -> None:
    back = sent(client, "ada@gmial.com")
    again = sent(client, "ada@gmal.com", back)
    sent(client, "ada@gmail.com", again)

    assert [registration.email for registration in live(session)] == ["ada@gmail.com"]


def test_who_is_registered_with_the_right_address_gets_the_place_of_the_wrong_one_back(
    client: FlaskClient, session: Session
) -> None:
    sent(client, "ada@gmail.com")
    back = sent(client, "ada@gmial.com")
    assert [registration.state for registration in live(session)] == [
        State.CONFIRMED,
        State.WAITING,
    ]

    sent(client, "ada@gmail.com", back)

    assert [registration.email for registration in live(session)] == ["ada@gmail.com"]


def test_what_else_was_typed_anew_is_a_new_registration_in_place_of_the_former(
    client: FlaskClient, session: Session
) -> None:
    back = sent(client, "ada@gmial.com")

    sent(client, "ada@gmail.com", back, family_name="Lovelace")

    (registration,) = live(session)
    assert (registration.email, registration.family_name, registration.state) == (
        "ada@gmail.com", "Lovelace", State.CONFIRMED,
    )  # fmt: skip


def test_a_sign_up_whose_link_was_opened_is_left_alone(
    client: FlaskClient, session: Session
) -> None:
    back = sent(client, "ada@gmial.com")
    (opened,) = live(session)
    changes.open_link(opened, now=NOON)
    session.commit()

    sent(client, "ada@gmail.com", back)

    assert [registration.email for registration in live(session)] == [
        "ada@gmial.com",
        "ada@gmail.com",
    ]
