"""Who loses a session, or finds it full, is named others with places that they may take."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import services as agenda
from eventapp.agenda.models import AgendaSession, SessionKind
from eventapp.composition import mailing
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.mail.render import message_of
from eventapp.registration import jobs
from eventapp.registration.emails.sessions import SessionsEmail
from eventapp.registration.models import Registration
from tests.factories.events import NOON, make_category
from tests.factories.own_page import link, press
from tests.factories.registrations import SOMEBODY
from tests.factories.sessions import make_workshop, release, sign_up

pytestmark = pytest.mark.on_sqlite
People = Callable[[str], Registration]


def lose(session: Session, event: Event, item: AgendaSession) -> None:
    """Cancel a session for the public, and let the clock tell."""
    agenda.cancel_session(session, item, seen=item.version, by=SOMEBODY, now=NOON)
    release(session, event)
    jobs.follow_programme(session, now=NOON)


def instead(session: Session, registration: Registration) -> list[str]:
    """Return the titles a participant's only e-mail about sessions offers."""
    statement = select(Email).where(
        Email.kind == "SessionsEmail", Email.about_id == registration.id
    )
    email = session.scalars(statement).one()
    return [other["title"] for line in email.facts["lines"] for other in line["instead"]]


def test_email_names_what_has_places_nearest_first_and_at_most_three(
    session: Session, event: Event, person: People
) -> None:
    lost = make_workshop(session, event, title="Lost")
    make_workshop(session, event, title="Far", minutes=600, places=5)
    make_workshop(session, event, title="Later", minutes=240, places=5)
    make_workshop(session, event, title="Soon", minutes=120, places=5)
    make_workshop(session, event, title="Beside", minutes=30, places=5)
    release(session, event)
    ada = person("Ada")
    sign_up(session, ada, lost)

    lose(session, event, lost)

    assert instead(session, ada) == ["Beside", "Soon", "Later"]


def test_nothing_is_offered_that_is_full_for_others_at_an_own_time_or_of_another_sort(
    session: Session, event: Event, person: People
) -> None:
    lost = make_workshop(session, event, title="Lost")
    full = make_workshop(session, event, title="Full", minutes=30)
    press_group = make_category(session, event, key="press")
    make_workshop(session, event, title="Press", minutes=30, places=5, categories=(press_group,))
    own = make_workshop(session, event, title="Own", minutes=300, places=5)
    make_workshop(session, event, title="With own", minutes=330, places=5)
    other = make_workshop(session, event, title="Other sort", minutes=500, places=5)
    other.kind = SessionKind.RECEPTION
    release(session, event)
    ada = person("Ada")
    sign_up(session, ada, lost)
    sign_up(session, ada, own)
    sign_up(session, person("Bob"), full)

    lose(session, event, lost)

    assert instead(session, ada) == []


def test_email_links_them_in_the_participants_language(
    app: Flask, session: Session, event: Event, person: People
) -> None:
    lost = make_workshop(session, event, title="Lost")
    beside = make_workshop(session, event, title="Beside", minutes=30, places=5)
    release(session, event)
    sign_up(session, person("Ada"), lost)
    lose(session, event, lost)
    email = session.scalars(select(Email).where(Email.kind == "SessionsEmail")).one()
    address = f"/spring/agenda/{beside.public_id}"
    session.commit()

    with app.app_context():
        message = message_of(mailing(), email, SessionsEmail(**email.facts))

    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert part is not None
        text = part.get_content()
        assert address in text
        assert "Hier gab es noch freie Plätze" in text


def test_own_page_names_them_beside_a_session_that_is_full(
    client: FlaskClient, session: Session, event: Event, person: People
) -> None:
    full = make_workshop(session, event, title="Full")
    beside = make_workshop(session, event, title="Beside", minutes=30, places=5)
    release(session, event)
    sign_up(session, person("Bob"), full)
    address, anchor = link(person("Ada")), f'href="#s-{beside.public_id}">Beside</a>'
    session.commit()
    press(client, address)

    page = client.get("/spring/my/sessions?lang=en").get_data(as_text=True)

    assert "Places are still available here:" in page
    assert page.count(anchor) == 1
