"""A release says before whom of those signed up it concerns; exactly they get e-mails."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import services as agenda
from eventapp.events.models import Role
from eventapp.mail.models import Email
from eventapp.registration import jobs
from eventapp.registration import queries as registration
from tests.agenda.test_programme import make_item
from tests.agenda.test_releases import later, make_person, speak
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, make_token, sign_in
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_organisation
from tests.factories.registrations import SOMEBODY, make_registration
from tests.factories.sessions import make_workshop, release, sign_up

pytestmark = pytest.mark.on_sqlite
RELEASE = "/spring/manage/agenda/release?lang=en"


class Changed:
    """A moved session that Ada and Mute are signed up for, a cancelled one of Bob, Zoltan’s stays."""

    def __init__(self, session: Session) -> None:
        self.event, category = make_event_with_category(session)
        self.moved = make_workshop(session, self.event, title="Lasers", places=5)
        self.gone = make_workshop(session, self.event, title="Optics", minutes=120)
        stays = make_workshop(session, self.event, title="Fibres", minutes=240)
        release(session, self.event)
        ada, bob, cleo, zoltan = (
            make_registration(session, self.event, category, name)
            for name in ("Ada", "Bob", "Cleo", "Zoltan")
        )
        mute = make_registration(session, self.event, category, "Mute", email=None)
        for guest, item in (
            (ada, self.moved),
            (mute, self.moved),
            (bob, self.gone),
            (cleo, self.gone),
            (zoltan, stays),
        ):
            sign_up(session, guest, item)
        later(session, self.moved, 8)
        agenda.cancel_session(session, self.gone, seen=self.gone.version, by=SOMEBODY, now=NOON)
        session.commit()


@pytest.fixture
def changed(session: Session) -> Changed:
    """Return that event."""
    return Changed(session)


def written_to(session: Session) -> list[str]:
    """Return to whom e-mails about sessions went, once the clock has looked."""
    session.rollback()
    jobs.follow_programme(session, now=NOON)
    session.commit()
    statement = select(Email.to_address).where(Email.kind == "SessionsEmail")
    return sorted(session.scalars(statement))


CONCERNED = ["ada@example.org", "bob@example.org", "cleo@example.org"]


def test_organiser_reads_who_would_be_told_what_and_exactly_they_are(
    client: FlaskClient, session: Session, changed: Changed
) -> None:
    sign_in(session, client, make_member(session, changed.event, Role.ORGANISER))

    page = client.get(RELEASE).get_data(as_text=True)
    assert "4 participants have booked what changes." in page
    assert "Lasers: another time" in page
    names = page[page.index("Names and the information each person receives") :]
    assert names.index("Ada") < names.index("Bob") < names.index("Cleo") < names.index("Mute")
    assert names.index("Mute") < names.index("no e-mail address")
    assert "Zoltan" not in page

    status, _ = send(client, RELEASE, "/spring/manage/agenda/release?lang=en", name="Later")
    assert status == 303
    assert "3 participants with a booking receive an e-mail." in client.get(RELEASE).text
    assert written_to(session) == CONCERNED
    assert written_to(session) == CONCERNED


def test_program_that_releases_tells_the_same_people(
    client: FlaskClient, session: Session, changed: Changed
) -> None:
    headers = {"Authorization": f"Bearer {make_token(session, changed.event)}"}
    session.commit()

    answer = client.post("/api/v1/events/spring/agenda/releases", json={}, headers=headers)

    assert answer.status_code == 201
    assert written_to(session) == CONCERNED


def test_session_taken_from_people_is_warned_of_with_how_many_they_are(
    client: FlaskClient, session: Session, changed: Changed
) -> None:
    sign_in(session, client, make_member(session, changed.event, Role.ORGANISER))

    page = client.get(RELEASE).get_data(as_text=True)

    warning = page[page.index("A session that people have booked") :]
    assert "Optics: one person has booked, one person is waiting" in warning
    session.rollback()
    release(session, changed.event)
    later(session, changed.moved, 1)
    session.commit()
    page = client.get(RELEASE).get_data(as_text=True)  # they are told of both in one e-mail
    assert "A session that people have booked" not in page
    assert "Optics: does not take place" in page


@pytest.mark.parametrize(("role", "status"), [(Role.AGENDA, 200), (Role.COHOST, 403)])
def test_who_edits_the_agenda_reads_numbers_alone_and_a_co_host_nothing(
    client: FlaskClient, session: Session, changed: Changed, role: Role, status: int
) -> None:
    organisation = make_organisation(session, changed.event, "Pole")
    organisation_id = organisation.id if role is Role.COHOST else None
    user = make_member(session, changed.event, role, organisation_id=organisation_id)
    sign_in(session, client, user)

    answer = client.get(RELEASE)

    assert answer.status_code == status
    assert ("4 participants have booked" in answer.text) is (status == 200)
    assert not any(name in answer.text for name in ("Ada", "Bob", "Cleo", "Mute"))


def test_people_whose_session_moves_beside_another_of_theirs_are_named(
    client: FlaskClient, session: Session, changed: Changed
) -> None:
    beside = make_workshop(session, changed.event, title="Late", places=5, minutes=480)
    later(session, changed.moved, -8)
    release(session, changed.event)
    ada = next(
        booking.registration
        for booking in registration.signed_up(session, changed.moved)
        if booking.registration.family_name == "Ada"
    )
    sign_up(session, ada, beside)
    later(session, changed.moved, 8)
    sign_in(session, client, make_member(session, changed.event, Role.ORGANISER))
    session.commit()

    page = client.get(RELEASE).get_data(as_text=True)

    assert "one of them then has another session at the same time" in page
    assert "(at the same time as Late)" in page


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.AGENDA])
def test_who_gets_a_part_beside_a_session_they_signed_up_for_is_named_to_organisers(
    client: FlaskClient, session: Session, changed: Changed, role: Role
) -> None:
    talk = make_item(session, changed.event, None, "Keynote", minutes=240)
    speak(session, talk, make_person(session, changed.event, "Z.", email="Zoltan@example.org"))
    sign_in(session, client, make_member(session, changed.event, role))
    session.commit()

    page = client.get(RELEASE).get_data(as_text=True)

    warned = "Ada Zoltan</a>: contributes to “Keynote”, has booked “Fibres”" in page
    assert warned is (role is Role.ORGANISER)
    assert page.count("has booked another at the same time") == int(warned)
