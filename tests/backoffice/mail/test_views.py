"""The e-mails' page: what was sent is found and read without its links, and sent again once."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event, Role
from eventapp.journal.models import Entry
from eventapp.mail.models import Email, EmailState
from eventapp.registration.models import Registration, State
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event, make_event_with_category
from tests.factories.people import make_organisation
from tests.factories.registrations import make_registration
from tests.statements import counted

PAGE = "/spring/manage/emails"
HIDDEN = re.compile(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"')


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with e-mails to two people, one of which came back."""
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Müller", email="boss@example.org")
    make_registration(session, event, category, "Ohnsorg", email="other@example.org")
    session.flush()
    email = session.scalars(select(Email).order_by(Email.id)).first()
    assert email is not None
    email.state, email.trouble = EmailState.BOUNCED, "550 no such user"
    return event


def ids(session: Session) -> list[int]:
    """Return the numbers of all e-mails; the next request may write."""
    numbers = list(session.scalars(select(Email.id).order_by(Email.id)))
    session.rollback()
    return numbers


def test_emails_are_found_by_folded_name_address_state_and_kind(
    session: Session, client: FlaskClient, event: Event
) -> None:
    sign_in(session, client, make_member(session, event))

    def shown(query: str) -> tuple[bool, bool]:
        text = client.get(f"{PAGE}?{query}").get_data(as_text=True)
        return "boss@example.org" in text, "other@example.org" in text

    assert shown("") == (True, True)
    assert shown("q=mueller") == (True, False)
    assert shown("q=OTHER@exa") == (False, True)
    assert shown("state=bounced") == (True, False)
    assert shown("kind=ConfirmedEmail") == (True, True)
    assert shown("kind=WaitingEmail") == (False, False)
    assert shown("page=2") == (False, False)


def test_email_is_read_with_why_it_failed_and_without_the_personal_link(
    session: Session, client: FlaskClient, event: Event
) -> None:
    sign_in(session, client, make_member(session, event))

    text = client.get(f"{PAGE}/{ids(session)[0]}?lang=en").get_data(as_text=True)

    assert "[personal link]" in text
    assert "/my/link/" not in text
    assert "refuses this address permanently" in text
    assert "550 no such user" in text


def test_email_is_sent_again_once_and_the_journal_says_so(
    session: Session, client: FlaskClient, event: Event
) -> None:
    sign_in(session, client, make_member(session, event))
    first, second = ids(session)
    hidden = dict(HIDDEN.findall(client.get(f"{PAGE}/{first}").get_data(as_text=True)))

    for _press in range(2):
        assert client.post(f"{PAGE}/{first}/again", data=hidden).status_code == 303
    assert client.post(f"{PAGE}/{second}/again", data=hidden).status_code == 409  # still waits

    assert len(ids(session)) == 3
    deeds = select(Entry.action).where(Entry.action == "email-sent-again")
    assert list(session.scalars(deeds)) == ["email-sent-again"]


def test_email_that_no_longer_holds_is_not_sent_again(
    session: Session, client: FlaskClient, event: Event
) -> None:
    for registration in session.scalars(select(Registration)):
        registration.state = State.CANCELLED
    sign_in(session, client, make_member(session, event))
    first = ids(session)[0]
    hidden = dict(HIDDEN.findall(client.get(f"{PAGE}/{first}").get_data(as_text=True)))

    answer = client.post(f"{PAGE}/{first}/again?lang=en", data=hidden)

    assert answer.status_code == 409
    assert "is no longer up to date" in answer.get_data(as_text=True)
    assert len(ids(session)) == 2


def test_representative_of_a_co_host_sees_the_emails_of_the_own_organisation_alone(
    session: Session, client: FlaskClient, event: Event
) -> None:
    organisation = make_organisation(session, event, "Pôle Fibres")
    session.flush()
    emails = session.scalars(select(Email).order_by(Email.id)).all()
    emails[1].organisation_id = organisation.id
    first, second = emails[0].id, emails[1].id
    representative = make_member(session, event, Role.COHOST, organisation_id=organisation.id)
    sign_in(session, client, representative)

    text = client.get(PAGE).get_data(as_text=True)

    assert "other@example.org" in text
    assert "boss@example.org" not in text
    assert client.get(f"{PAGE}/{second}").status_code == 200
    assert client.get(f"{PAGE}/{first}").status_code == 404


def test_nonsense_in_the_address_finds_nothing_and_breaks_nothing(
    session: Session, client: FlaskClient, event: Event
) -> None:
    make_event(session, slug="other")
    sign_in(session, client, make_member(session, event))

    for query in ("page=x", "page=-1", f"page={'9' * 40}", f"q={'x' * 5000}", "q=%25_", "kind=x"):
        assert client.get(f"{PAGE}?{query}").status_code == 200
    assert client.get(f"{PAGE}/{'9' * 30}").status_code == 404
    assert client.post(f"{PAGE}/987654/again").status_code in {403, 404}


def test_page_costs_the_same_with_one_email_and_with_three(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "First")
    sign_in(session, client, make_member(session, event))
    client.get(PAGE)
    with counted(app) as statements:
        client.get(PAGE)
    make_registration(session, event, category, "Second")
    make_registration(session, event, category, "Third")
    session.commit()
    with counted(app) as three:
        client.get(PAGE)

    assert len(statements) == len(three)
