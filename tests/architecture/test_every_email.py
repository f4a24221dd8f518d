"""Every e-mail is written from its own fields, in each language.

Those to contributors are in `tests/speakers/emails`.
"""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.accounts.emails import InvitationEmail, SecurityDeed, SecurityEmail, SignInEmail
from eventapp.agenda.emails import ProgrammeChangedEmail, TimeAnsweredEmail
from eventapp.agenda.models import AgendaSession, ProposalOfTime, SessionPart
from eventapp.agenda.services import concerned, email_to, unreleased
from eventapp.agenda.services.hosting import TimeWanted, propose_time
from eventapp.app import EMAILS
from eventapp.composition import mailing
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.mail.emails import EmailFacts
from eventapp.mail.models import Email
from eventapp.mail.render import message_of
from eventapp.orm import Translated
from eventapp.registration.emails import (
    AddressChangedEmail,
    HandedOverEmail,
    ReconfirmationEmail,
    ReconfirmationReminder,
)
from eventapp.registration.emails.invitation import PersonalInvitation
from eventapp.registration.emails.participant import ToParticipant
from eventapp.registration.emails.substitution import ColleagueEmail, nothing
from eventapp.registration.services import invitations
from eventapp.speakers.emails.contributors import ToContributor
from eventapp.speakers.emails.proposals import ProposalEmail
from tests.agenda.test_programme import make_item
from tests.factories.accounts import make_member
from tests.factories.agenda import edit_session
from tests.factories.emails import slips
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_organisation, make_person
from tests.factories.proposals import make_call, make_proposal
from tests.factories.registrations import SOMEBODY, make_registration

WITHOUT_PERSONAL_LINK = (
    HandedOverEmail,
    AddressChangedEmail,
    ColleagueEmail,
    ProgrammeChangedEmail,
    SecurityEmail,
    TimeAnsweredEmail,
)

NAMES_THE_EVENT = {PersonalInvitation, ReconfirmationEmail, ReconfirmationReminder}
"""E-mails that name the event inside a sentence."""
NAMED = {
    "de": (Translated(de="zur Tagung"), "zur Tagung", "zur Veranstaltung „Spring“"),
    "fr": (Translated(fr="au congrès"), "au congrès", "à l’événement «\u00a0Spring\u00a0»"),
    "en": (Translated(en="to the meeting"), "to the meeting", "to “Spring”"),
}
"""By language: the form an event stores, and how sentences name it with and without."""


def _proposed(session: Session, event: Event, item: AgendaSession) -> ProposalOfTime:
    """Return a time that somebody proposed for a session."""
    by = Actor("user", make_member(session, event).id)
    times = TimeWanted(starts_at=NOON, ends_at=NOON + timedelta(hours=1))
    host = make_organisation(session, event, "AFPC")
    return propose_time(session, item, host, times, by=by, now=NOON)


@pytest.mark.parametrize("with_form", [True, False])
@pytest.mark.parametrize("language", ["de", "fr", "en"])
def test_every_email_renders_from_its_own_fields(
    app: Flask, session: Session, language: str, *, with_form: bool
) -> None:
    event, category = make_event_with_category(session)
    form, *names = NAMED[language]
    others = Translated(**{code: "OTHER" for code in NAMED if code != language})
    event.name, event.name_in_sentence = Translated.same("Spring"), form if with_form else others
    registration = make_registration(session, event, category, language=language)
    guest = invitations.InvitationChange(email="b@example.org", language=language)
    invitation = invitations.invite(session, event, category, guest, by=SOMEBODY, now=NOON)
    person = make_person(session, event, given_name="Ada", family_name="Groß")
    item = make_item(session, event, None)
    edit_session(session, item, people=[(person, SessionPart.SPEAKER)])
    session.flush()
    make_call(session, event)
    proposal = make_proposal(session, event, language=language)
    (persons,) = concerned(session, event, unreleased(session, event))
    every: list[EmailFacts] = [
        SignInEmail("x" * 16, "Ada", 30),
        InvitationEmail("x" * 16, "Ada", "Spring", "Bob", 7),
        SecurityEmail(SecurityDeed.PASSKEY_ADDED, "Ada", "Key"),
        *(
            kind.of(registration, event, answer_by=NOON)
            for kind in EMAILS.kinds.values()
            if issubclass(kind, ToParticipant)
        ),
        PersonalInvitation.of_invitation(invitation, event),
        email_to(persons, event, language, now=NOON),
        TimeAnsweredEmail.of(_proposed(session, event, item), event, language),
        ColleagueEmail.to(person, event, language, nothing()),
        *(
            kind.of_proposal(proposal, event, NOON)
            for kind in EMAILS.kinds.values()
            if issubclass(kind, ProposalEmail)
        ),
    ]
    session.rollback()

    elsewhere = {name for name, kind in EMAILS.kinds.items() if issubclass(kind, ToContributor)}
    assert {type(kind).__name__ for kind in every} == set(EMAILS.kinds) - elsewhere
    for email in every:
        row = Email(
            message_id="m", kind="k", to_address="a@example.org", language=language,
            facts={}, queued_at=NOON, next_try_at=NOON,
        )  # fmt: skip
        with app.app_context():
            message = message_of(mailing(), row, email)
        text = message.get_body(("plain",))
        assert message["Subject"]
        assert text is not None
        links = re.findall("/(r|i|propose|sign-in/link)/", text.get_content())
        assert slips(text.get_content()) == []
        assert bool(links) == (type(email) not in WITHOUT_PERSONAL_LINK)
        told_of = [name for name in (*names, "OTHER") if name in text.get_content()]
        if type(email) in NAMES_THE_EVENT:
            assert told_of == [names[0] if with_form else names[1]]
