"""Who an e-mail comes from, where answers go, and how one refuses more of its kind."""

import re
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.accounts.emails import SecurityDeed, SecurityEmail
from eventapp.events.models import Category, Event, Role
from eventapp.events.services import invite as invite_to_team
from eventapp.mail.models import Email, EmailState, Unsubscribed
from eventapp.mail.services import About, forget_reader, post
from eventapp.mail.transports import SmtpTransport
from eventapp.orm import Translated
from eventapp.registration.errors import WantsNoInvitations
from eventapp.registration.services import invitation_reminders, invitations, reconfirmations
from eventapp.registration.services.invitations import InvitationChange
from tests.factories.events import NOON, make_event_with_category
from tests.factories.post import Postman, drain, due_again
from tests.factories.registrations import SOMEBODY, make_registration

SENDER = "events@localhost"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def opened(session: Session) -> tuple[Event, Category]:
    """Return an event with a name, a contact and one category."""
    event, category = make_event_with_category(session)
    event.name = Translated(de="go-cluster Frühjahrstagung", en="go-cluster spring")
    event.contact_email = "tagung@müller.example"
    return event, category


def senders(postman: Postman) -> dict[str, tuple[str, str]]:
    """Return name and address of the sender of what arrived, by the reader's address."""
    by_recipient = {}
    for email in postman.received:
        sender = message_from_bytes(email.as_bytes(), policy=default)["From"].addresses[0]
        by_recipient[str(email["To"])] = (sender.display_name, sender.addr_spec)
    return by_recipient


def test_event_sends_under_its_name_and_answers_go_to_its_contact(
    app: Flask,
    session: Session,
    opened: tuple[Event, Category],
    postman: tuple[Postman, SmtpTransport],
) -> None:
    make_registration(session, *opened, "Ada", language="de")
    make_registration(session, *opened, "Bob", language="en")
    due_again(session)

    drain(app, postman[1])

    assert senders(postman[0]) == {
        "ada@example.org": ("go-cluster Frühjahrstagung", SENDER),
        "bob@example.org": ("go-cluster spring", SENDER),
    }
    for email in postman[0].received:
        assert "<tagung@xn--mller-kva.example>" in email["Reply-To"]
        assert email["Message-ID"].endswith("@localhost>")
        assert email["List-Unsubscribe"] is None


def test_accounts_are_written_to_by_the_installation_and_teams_by_their_event(
    app: Flask,
    session: Session,
    opened: tuple[Event, Category],
    postman: tuple[Postman, SmtpTransport],
) -> None:
    invite_to_team(
        session,
        opened[0],
        "b@example.org",
        Role.AGENDA,
        name="Bob",
        language="en",
        by=SOMEBODY,
        now=NOON,
    )
    email = SecurityEmail(SecurityDeed.PASSWORD_SET, "Ada")
    post(session, "a@example.org", email, language="en", about=About("user", 1), now=NOON)
    due_again(session)

    drain(app, postman[1])

    assert senders(postman[0]) == {
        "b@example.org": ("go-cluster spring", SENDER),
        "a@example.org": ("eventapp", SENDER),
    }
    assert [received["Reply-To"] is None for received in postman[0].received] == [False, True]


@pytest.fixture
def invited(
    app: Flask,
    session: Session,
    opened: tuple[Event, Category],
    postman: tuple[Postman, SmtpTransport],
) -> Message:
    """Return the invitation that reached Zoe."""
    guest = InvitationChange(email="Zoe@example.org", family_name="Zoe", language="en")
    invitations.invite(session, *opened, guest, by=SOMEBODY, now=NOON)
    due_again(session)
    drain(app, postman[1])
    message: Message = postman[0].received[-1]
    return message


def way_out(message: Message) -> str:
    """Return the path of the link that refuses more, as a mail program reads the header."""
    match = re.fullmatch(
        r"<http://localhost(/spring/unsubscribe/[\w.-]+)>", str(message["List-Unsubscribe"])
    )
    assert match is not None
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return match[1]


def refused(session: Session) -> int:
    """Return how many addresses refuse more."""
    session.rollback()
    number = session.scalar(select(func.count(Unsubscribed.id))) or 0
    session.rollback()
    return number


def test_one_click_of_the_mail_program_ends_invitations_and_reminders(
    session: Session, client: FlaskClient, invited: Message, opened: tuple[Event, Category]
) -> None:
    path = way_out(invited)

    looked = [client.open(path, method=method).status_code for method in ("GET", "HEAD", "GET")]
    before = refused(session)
    sent = [client.post(path, data=ONE_CLICK).status_code for _ in range(2)]

    assert (looked, before, sent, refused(session)) == ([200, 200, 200], 0, [200, 200], 1)
    assert invitation_reminders.remind(session, opened[0], by=SOMEBODY, now=NOON) == 0
    guest = InvitationChange(email="zoe@example.org")
    with pytest.raises(WantsNoInvitations):
        invitations.invite(session, *opened, guest, by=SOMEBODY, now=NOON)


def test_reader_presses_a_button_and_is_told_what_follows(
    session: Session, client: FlaskClient, invited: Message
) -> None:
    path = way_out(invited)
    asked = client.get(f"{path}?lang=en").get_data(as_text=True)
    done = client.post(f"{path}?lang=en").get_data(as_text=True)
    again = client.get(f"{path}?lang=en").get_data(as_text=True)

    assert "Stop sending invitations and reminders for this event to Zoe@example.org?" in asked
    assert "No more invitations and reminders for this event go to Zoe@example.org." in done
    assert "<button" not in again.partition("<main")[2].partition("</main>")[0]
    assert refused(session) == 1


@pytest.mark.usefixtures("opened")
def test_forged_and_foreign_ways_out_open_nothing(
    session: Session, client: FlaskClient, invited: Message
) -> None:
    path = way_out(invited)
    token = path.rpartition("/")[2]
    identity, generation, signature = token.split(".")
    forged = ("x", f"{identity}.1.x", f"{'0' * 32}.{generation}.{signature}", f"{token}x")

    answers = [client.post(f"/spring/unsubscribe/{link}").status_code for link in forged]

    assert (answers, refused(session)) == ([404] * 4, 0)


def test_reminder_that_waits_is_withheld_from_who_refused_meanwhile(
    app: Flask,
    session: Session,
    opened: tuple[Event, Category],
    client: FlaskClient,
    invited: Message,
    postman: tuple[Postman, SmtpTransport],
) -> None:
    event, category = opened
    make_registration(session, event, category, "Zoe", email="zoe@example.org")
    reconfirmations.ask(session, event, [], NOON + timedelta(days=4), by=SOMEBODY, now=NOON)
    reconfirmations.remind(session, now=NOON + timedelta(days=2, hours=1))
    due_again(session)
    client.post(way_out(invited), data=ONE_CLICK)
    drain(app, postman[1])

    session.expire_all()
    states = {email.kind: email.state for email in session.scalars(select(Email))}
    assert states["ReconfirmationReminder"] is EmailState.WITHHELD
    assert states["ConfirmedEmail"] is states["ReconfirmationEmail"] is EmailState.SENT


def test_who_is_erased_leaves_no_refusal_behind(
    session: Session, client: FlaskClient, invited: Message, opened: tuple[Event, Category]
) -> None:
    client.post(way_out(invited), data=ONE_CLICK)
    assert refused(session) == 1

    forget_reader(session, opened[0].id, "zoe@example.org")
    session.commit()

    assert refused(session) == 0
    assert client.get(way_out(invited)).status_code == 404
