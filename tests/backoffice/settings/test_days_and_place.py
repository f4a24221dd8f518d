"""Where day and place of an event stand: every page that names them names all of its days."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.mail.links import make_token
from eventapp.orm import Translated
from eventapp.registration.services.invitations import InvitationChange, invite
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_category, make_event
from tests.factories.own_page import SECRET, link, press
from tests.factories.registrations import SOMEBODY, make_registration

TWO_DAYS: dict[str, Any] = {
    "starts_at": datetime(2027, 4, 1, 7, 30, tzinfo=UTC),
    "ends_at": datetime(2027, 4, 2, 14, 30, tzinfo=UTC),
    "registration_closes_at": None,
    "city": Translated.same("Berlin"),
}

DAYS = {
    "de": "1. und 2. April 2027",
    "fr": "Les 1er et 2 avril 2027",
    "en": "1–2 April 2027",
}

HOURS = {
    "de": "(Donnerstag, 9:30 Uhr, bis Freitag, 16:30 Uhr)",
    "fr": "(du jeudi à 9 h 30 au vendredi à 16 h 30)",
    "en": "(Thursday at 9:30 to Friday at 16:30)",
}


def read(client: FlaskClient, path: str, language: str = "en") -> str:
    """Return what a page says, with plain spaces."""
    answer = client.get(path, query_string={"lang": language}, follow_redirects=True)
    return answer.get_data(as_text=True).replace("\u00a0", " ")


@pytest.fixture
def two_days(session: Session) -> Event:
    """Return an event of the first and second of April with one category."""
    event = make_event(session, **TWO_DAYS)
    make_category(session, event)
    make_event(session, slug="other")  # so that the list of events is one
    session.commit()
    return event


@pytest.mark.parametrize("language", DAYS)
def test_every_public_page_names_both_days(
    client: FlaskClient, session: Session, two_days: Event, language: str
) -> None:
    category = make_category(session, two_days, key="members")
    guest = InvitationChange(email="ada@example.org", given_name="Ada", family_name="Lovelace")
    made = invite(session, two_days, category, guest, by=SOMEBODY, now=NOON)
    session.commit()
    token = make_token(SECRET, "invitation", made.public_id, made.generation)
    pages = ["/", "/spring/", "/spring/register", "/spring/agenda", f"/spring/i/{token}"]

    assert [path for path in pages if DAYS[language] not in read(client, path, language)] == []
    assert HOURS[language] in read(client, "/spring/", language)


@pytest.mark.parametrize("language", DAYS)
def test_the_own_page_says_when_and_where(
    client: FlaskClient, session: Session, two_days: Event, language: str
) -> None:
    category = make_category(session, two_days, key="members")
    registration = make_registration(session, two_days, category)
    session.commit()
    press(client, link(registration))

    text = read(client, "/spring/my", language)

    assert f"{DAYS[language]} {HOURS[language]}" in text
    assert "Aula, Berlin" in text


def test_the_overview_names_both_days(
    client: FlaskClient, session: Session, two_days: Event
) -> None:
    member = make_member(session, two_days)
    sign_in(session, client, member)

    assert DAYS["en"] in read(client, "/spring/manage/")


def test_a_new_event_says_that_its_venue_is_not_fixed(
    client: FlaskClient, session: Session
) -> None:
    make_event(session, venue=Translated(), starts_at=None, ends_at=None)
    session.commit()

    text = read(client, "/spring/")

    assert "The venue has not been decided yet." in text
    assert "Date to be announced</b></p>" in text
