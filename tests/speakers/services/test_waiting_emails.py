"""What waits for somebody of whom two records became one goes to who stays, with a good link."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.mail.models import Email, EmailState
from eventapp.mail.transports import SmtpTransport
from eventapp.people.models import Person
from eventapp.speakers.emails.contributors import SpeakingInvitation
from eventapp.speakers.services.posting import Addressee, post
from eventapp.workflows.merging import merge
from tests.factories.events import NOON, make_event
from tests.factories.post import Postman, drain, due_again
from tests.factories.registrations import SOMEBODY
from tests.factories.speakers import make_contributor


def test_an_invitation_that_waits_follows_to_the_person_who_stays(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    """It goes to the address that is theirs now, and its link opens their page."""
    event = make_event(session)
    gone = make_contributor(
        session,
        event,
        state=ContributorState.INVITED,
        email="typo@example.org",
        assistant_email="office@example.org",
    )
    kept = make_contributor(session, event, email="right@example.org")
    kept.link_generation = 3
    post(session, gone, event, SpeakingInvitation, to=Addressee.BOTH, now=NOON)
    session.flush()

    merge(session, event, kept.person, gone.person, taken=(), by=SOMEBODY, now=NOON)
    session.commit()
    public_id = session.scalars(select(Person.public_id)).one()
    due_again(session)
    assert drain(app, postman[1]) == 2

    emails = session.scalars(select(Email).order_by(Email.to_address)).all()
    assert [email.to_address for email in emails] == ["office@example.org", "right@example.org"]
    assert {email.state for email in emails} == {EmailState.SENT}
    assert {email.facts["person"] for email in emails} == {public_id}
    assert [email.facts["generation"] for email in emails] == [3, 1]
