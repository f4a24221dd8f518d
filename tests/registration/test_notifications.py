"""Each e-mail states what was so before the change, to whom it concerns, in words for its cause."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from eventapp.events.models import Category, Event
from eventapp.mail.models import Email
from eventapp.mail.transports import SmtpTransport
from eventapp.orm import Translated
from eventapp.registration.models import Bond, PartyMember, Question, QuestionKind
from eventapp.registration.services import parties, self_service, sign_up
from eventapp.registration.services.invitations import InvitationChange, invite
from eventapp.registration.services.registrations import RegistrationChange
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_organisation
from tests.factories.post import Postman, drain, due_again
from tests.factories.registrations import SOMEBODY, make_details, make_registration


@pytest.fixture
def opened(session: Session) -> tuple[Event, Category]:
    """Return an event with an address and one category."""
    event, category = make_event_with_category(session)
    event.address = "Invalidenstraße 48, 10115 Berlin"
    return event, category


def arrived(
    app: Flask, session: Session, post: tuple[Postman, SmtpTransport]
) -> list[EmailMessage]:
    """Send what waits; return it as a mail program reads it, in order."""
    due_again(session)
    drain(app, post[1])
    messages = [message_from_bytes(email.as_bytes(), policy=default) for email in post[0].received]
    assert all(isinstance(message, EmailMessage) for message in messages)
    return messages


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    """Return the text of an e-mail."""
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_former_holder_reads_of_it_in_their_language_and_the_new_one_who_passed_it_on(
    app: Flask,
    session: Session,
    opened: tuple[Event, Category],
    postman: tuple[Postman, SmtpTransport],
) -> None:
    organisation = make_organisation(session, opened[0], "Chemie-Cluster Bayern")
    session.flush()
    held = make_registration(session, *opened, "Ada", language="de")
    assert held.organisation is organisation
    new = make_details("Bob", language="fr", organisation="Minalogic")
    self_service.hand_over(session, held, opened[0], new, by=SOMEBODY, now=NOON)

    _confirmed, former, taken_over = arrived(app, session, postman)

    rows = session.scalars(select(Email).order_by(Email.id)).all()
    assert [email.kind for email in rows[1:]] == ["HandedOverEmail", "TakenOverEmail"]
    assert [email.organisation_id for email in rows[1:]] == [organisation.id, None]
    assert (former["To"], former["Content-Language"]) == ("ada@example.org", "de")
    assert former["Subject"] == "Ihr Platz wurde übertragen – Frühjahrstagung"
    assert text_of(former).startswith("Guten Tag Ada Ada,")
    assert (taken_over["To"], taken_over["Content-Language"]) == ("bob@example.org", "fr")
    assert "Ada Ada vous a cédé sa place." in text_of(taken_over)
    assert "image/png" in {part.get_content_type() for part in taken_over.walk()}
    assert [part.get_filename() for part in taken_over.iter_attachments()] == ["spring.ics"]


def test_a_new_address_is_told_its_own_and_the_old_one_its_own(
    app: Flask,
    session: Session,
    opened: tuple[Event, Category],
    postman: tuple[Postman, SmtpTransport],
) -> None:
    held = make_registration(session, *opened, "Ada", language="en")
    self_service.change_address(session, held, opened[0], "ada@new.example", by=SOMEBODY, now=NOON)
    self_service.change_address(session, held, opened[0], "ADA@new.example", by=SOMEBODY, now=NOON)

    messages = arrived(app, session, postman)
    (new,) = [message for message in messages if message["To"] == "ada@new.example"]
    (_confirmed, old) = [message for message in messages if message["To"] == "ada@example.org"]

    assert len(messages) == 3
    assert "now go to another address" in text_of(old)
    assert "/spring/r/" not in text_of(old)
    assert "our e-mails about it will go to this address from now on" in text_of(new)
    assert "/spring/r/" in text_of(new)
    assert not any("submitted the registration form" in text_of(message) for message in (old, new))


def test_who_stands_alone_now_is_told_that_and_not_that_somebody_filled_in_a_form(
    app: Flask,
    session: Session,
    opened: tuple[Event, Category],
    postman: tuple[Postman, SmtpTransport],
) -> None:
    opened[0].places, opened[1].plus_ones = 1, 1
    host = make_registration(session, *opened, "Ada")
    friend = RegistrationChange(family_name="Bob", given_name="Bob", language="en")
    parties.add(session, host, opened[0], Bond.PLUS_ONE, friend, by=SOMEBODY, now=NOON)
    statement = select(PartyMember).options(joinedload(PartyMember.registration))
    member = session.scalars(statement.execution_options(populate_existing=True)).one()
    parties.part(session, member, opened[0], "bob@example.org", by=SOMEBODY, now=NOON)

    parted = arrived(app, session, postman)[-1]

    assert (parted["To"], parted["Subject"]) == (
        "bob@example.org",
        "Your registration is now independent – Spring conference",
    )
    assert "no longer depends on that of the person who registered you" in text_of(parted)
    assert list(parted.iter_attachments()) == []  # Bob waits: no day stands in his calendar


def test_a_confirmation_holds_group_answers_and_the_way_to_the_programme(
    app: Flask,
    session: Session,
    opened: tuple[Event, Category],
    postman: tuple[Postman, SmtpTransport],
) -> None:
    event, category = opened
    label = Translated(de="Anreise", fr="Arrivée", en="Arrival")
    lift = Translated(de="Aufzug nötig", fr="Ascenseur nécessaire", en="Needs a lift")
    session.add_all(
        [
            Question(event=event, key="way", kind=QuestionKind.TEXT, label=label, position=1),
            Question(event=event, key="lift", kind=QuestionKind.YES_NO, label=lift, position=2),
        ]
    )
    details = make_details("Ada", language="fr", answers={"way": ["le train"], "lift": ["yes"]})
    sign_up.register(session, event, category, details, sign_up.BY_FORM, by=SOMEBODY, now=NOON)

    (confirmed,) = arrived(app, session, postman)

    for kind in ("plain", "html"):
        text = text_of(confirmed, kind)
        for part in ("Invités", "Arrivée", "le train", "Ascenseur nécessaire", "/spring/agenda"):
            assert part in text
    assert "Ascenseur nécessaire\noui" in text_of(confirmed)


def test_the_code_is_a_picture_within_the_text_and_no_attachment(
    app: Flask,
    session: Session,
    opened: tuple[Event, Category],
    postman: tuple[Postman, SmtpTransport],
) -> None:
    make_registration(session, *opened, "Ada")

    (confirmed,) = arrived(app, session, postman)

    picture = next(
        message for message in confirmed.walk() if message.get_content_type() == "image/png"
    )
    related = next(
        message for message in confirmed.walk() if message.get_content_type() == "multipart/related"
    )
    assert picture in list(related.iter_parts())
    assert picture.get_content_disposition() == "inline"
    assert "cid:entrance" in text_of(confirmed, "html")
    assert [part.get_content_type() for part in confirmed.iter_attachments()] == ["text/calendar"]


def test_an_invitation_says_motto_and_address(
    app: Flask,
    session: Session,
    opened: tuple[Event, Category],
    postman: tuple[Postman, SmtpTransport],
) -> None:
    opened[0].name = Translated.same("go-cluster")
    guest = InvitationChange(email="zoe@example.org", family_name="Zoe", language="fr")
    invite(session, *opened, guest, by=SOMEBODY, now=NOON)

    (invitation,) = arrived(app, session, postman)

    for kind in ("plain", "html"):
        assert "Congrès de printemps" in text_of(invitation, kind)
        assert "Invalidenstraße 48, 10115 Berlin" in text_of(invitation, kind)
