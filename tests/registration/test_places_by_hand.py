"""Organisers sign people up for sessions and take them out: same refusals, an e-mail, the journal."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, SessionPart
from eventapp.events.models import Role
from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from eventapp.registration import queries
from eventapp.registration.emails.sessions import SessionsEmail
from eventapp.registration.models import Registration, SessionPlace
from tests.agenda.test_programme import make_item
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import edit_session
from tests.factories.events import make_event_with_category
from tests.factories.people import make_person
from tests.factories.registrations import make_registration
from tests.factories.sessions import make_workshop, news, release, sign_up

pytestmark = pytest.mark.on_sqlite


class Desk:
    """A full session that Bob is in, a free one at the same time, a talk of Tom's; Ada is in none.

    An organiser's browser is signed in.
    """

    def __init__(self, session: Session, client: FlaskClient) -> None:
        self.client, self.session = client, session
        self.event, category = make_event_with_category(session)
        self.full = make_workshop(session, self.event, title="Lasers")
        self.free = make_workshop(session, self.event, title="Optics", places=5, minutes=30)
        talk = make_item(session, self.event, None, "Own talk", minutes=30)
        speaker = make_person(session, self.event, family_name="Tom")
        speaker.email = "tom@example.org"
        session.flush()
        edit_session(session, talk, people=[(speaker, SessionPart.SPEAKER)])
        release(session, self.event)
        self.ada, self.bob, self.tom = (
            make_registration(session, self.event, category, name) for name in ("Ada", "Bob", "Tom")
        )
        sign_up(session, self.bob, self.full)
        sign_in(session, client, make_member(session, self.event, Role.ORGANISER))
        session.commit()

    def act(
        self, registration: Registration, item: AgendaSession, act: str, **fields: str
    ) -> tuple[int, str]:
        """Press a button of an organiser's page; return status and text."""
        page = "/spring/manage/registrations"
        to = f"{page}/{registration.reference}/sessions/{act}?lang=en"
        fields["session"] = item.public_id
        self.session.rollback()
        return send(self.client, f"{page}/add", to, **fields)

    def places(self, item: AgendaSession) -> list[tuple[str, str]]:
        """Return who has which place at a session."""
        self.session.expire_all()
        bookings = queries.signed_up(self.session, item)
        return [(booking.registration.family_name, booking.state.value) for booking in bookings]


@pytest.fixture
def desk(session: Session, client: FlaskClient) -> Desk:
    """Return that event."""
    return Desk(session, client)


def test_participant_is_signed_up_waits_and_is_taken_out_and_told_each_time(
    session: Session, desk: Desk
) -> None:
    assert desk.act(desk.ada, desk.full, "sign-up")[0] == 303
    assert desk.places(desk.full) == [("Bob", "confirmed"), ("Ada", "waiting")]
    assert desk.act(desk.ada, desk.full, "take-out")[0] == 303
    assert desk.act(desk.ada, desk.free, "sign-up")[0] == 303
    assert desk.act(desk.ada, desk.free, "sign-up")[0] == 303

    assert desk.places(desk.free) == [("Ada", "confirmed")]
    assert news(session, desk.ada) == [["waits"], ["taken_out"], ["signed_up"]]
    statement = select(Entry.action, Entry.actor_label).where(Entry.object_id == desk.ada.id)
    rows = [tuple(row) for row in session.execute(statement.order_by(Entry.id))]
    assert rows[-3:] == [
        ("signed-up", "Katrin Neuschäfer"),
        ("gave-up-session", "Katrin Neuschäfer"),
        ("signed-up", "Katrin Neuschäfer"),
    ]


def test_only_the_email_that_is_still_true_goes_out(session: Session, desk: Desk) -> None:
    for act in ("sign-up", "take-out"):
        desk.act(desk.ada, desk.free, act)

    statement = select(Email).where(Email.kind == "SessionsEmail").order_by(Email.id)
    emails = [SessionsEmail(**email.facts) for email in session.scalars(statement)]

    assert [email.still_holds(session) for email in emails] == [False, True]
    assert [email.lines[0]["cancelled"] for email in emails] == [False, True]


def test_who_is_elsewhere_or_speaks_at_that_time_is_refused_in_words_about_them(
    desk: Desk,
) -> None:
    desk.act(desk.ada, desk.full, "sign-up")

    for registration, said in (
        (desk.ada, "Has booked “Lasers” at the same time."),
        (desk.tom, "Contributes to “Own talk” at the same time."),
    ):
        for act in ("sign-up", "beyond"):
            status, text = desk.act(registration, desk.free, act)
            assert (status, said in text) == (409, True)
    assert desk.places(desk.free) == []


def test_full_session_is_exceeded_only_by_the_button_that_says_so(
    session: Session, desk: Desk
) -> None:
    desk.act(desk.ada, desk.full, "sign-up")
    page = desk.client.get(
        f"/spring/manage/registrations/{desk.ada.reference}/sessions?lang=en"
    ).text
    assert "One person has a place, there are 1." in page

    assert desk.act(desk.ada, desk.full, "beyond")[0] == 303

    assert desk.places(desk.full) == [("Ada", "confirmed"), ("Bob", "confirmed")]
    assert news(session, desk.ada)[-1] == ["signed_up"]
    actions = session.scalars(select(Entry.action).where(Entry.object_id == desk.ada.id)).all()
    assert "signed-up-beyond" in actions


def test_list_of_the_session_finds_people_signs_them_up_and_takes_them_out(
    session: Session, desk: Desk
) -> None:
    page = f"/spring/manage/agenda/{desk.free.public_id}/places"
    people_page = desk.client.get(f"{page}?q=ada+tom&lang=en").text
    assert people_page.index("Book for somebody") < people_page.index("Ada Tom")
    assert "Bob" not in people_page

    status, _ = desk.act(desk.ada, desk.free, "sign-up", beside="1")
    assert status == 303
    listed = desk.client.get(f"{page}?lang=en").text
    assert f"/{desk.ada.reference}/sessions/take-out" in listed
    assert "Already on this list." in desk.client.get(f"{page}?q=ada&lang=en").text

    desk.act(desk.ada, desk.free, "take-out", beside="1")
    assert session.scalar(select(SessionPlace.id).where(SessionPlace.session == desk.free)) is None


def test_page_of_the_registration_names_the_sessions(desk: Desk) -> None:
    address = f"/spring/manage/registrations/{desk.bob.reference}"
    text = desk.client.get(f"{address}?lang=en").text

    assert "Lasers" in text
    assert f'href="{address}/sessions"' in text


@pytest.mark.parametrize("role", [Role.AGENDA, Role.DESK, Role.COHOST])
def test_nobody_but_organisers_gives_places(
    client: FlaskClient, session: Session, desk: Desk, role: Role
) -> None:
    organisation = desk.event.id if role is Role.COHOST else None
    sign_in(session, client, make_member(session, desk.event, role, organisation_id=organisation))
    session.commit()

    answer = client.get(f"/spring/manage/registrations/{desk.ada.reference}/sessions")

    assert answer.status_code == 403
