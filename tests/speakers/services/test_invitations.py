"""Inviting a contributor, again, and taking it back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from eventapp.speakers.errors import NotAsked, NothingToInviteTo, Unreachable
from eventapp.speakers.models import Contributor
from eventapp.speakers.services.invitations import SpeakingInvitationChange, invite, withdraw
from eventapp.speakers.services.posting import Addressee
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY
from tests.factories.speakers import give_part, make_contributor

CHANGE = SpeakingInvitationChange(language="fr", answer_by=date(2027, 2, 13), message="Venez !")


def states(session: Session) -> list[ContributorState]:
    """Return how far each part is."""
    return list(session.scalars(select(SessionRole.state).order_by(SessionRole.id)))


def deeds(session: Session, contributor: Contributor) -> list[str]:
    """Return what was noted about a contributor's person since they were added."""
    statement = select(Entry.action).where(Entry.object_id == contributor.person_id)
    statement = statement.where(Entry.action.like("contributor-%"))
    return list(session.scalars(statement.order_by(Entry.id)))


def test_an_invitation_asks_about_open_parts_alone_and_raises_the_sessions_version(
    session: Session, event: Event
) -> None:
    contributor = make_contributor(session, event, email="g@example.org")
    settled = give_part(session, event, contributor.person, state=ContributorState.CONFIRMED)
    role = session.scalars(select(SessionRole).where(SessionRole.state == "draft")).one()
    asked = session.get_one(AgendaSession, role.session_id)
    before, kept = asked.version, settled.version

    invite(session, event, contributor, CHANGE, by=SOMEBODY, now=NOON)

    assert states(session) == [ContributorState.INVITED, ContributorState.CONFIRMED]
    assert (asked.version > before, settled.version) == (True, kept)
    [email] = session.scalars(select(Email))
    assert (email.to_address, email.language, email.kind) == (
        "g@example.org",
        "fr",
        "SpeakingInvitation",
    )
    assert len(email.facts["parts"]) == 1
    assert deeds(session, contributor) == ["contributor-invited"]


def test_an_invitation_sent_after_its_deadline_names_none(session: Session, event: Event) -> None:
    contributor = make_contributor(session, event, email="g@example.org")

    for days, stated in ((0, True), (1, False)):
        day = (NOON - timedelta(days=days)).date()
        change = SpeakingInvitationChange(language="fr", answer_by=day)
        invite(session, event, contributor, change, by=SOMEBODY, now=NOON)
        email = session.scalars(select(Email).order_by(Email.id.desc())).first()
        assert email is not None
        assert bool(email.facts["answer_by"]) is stated


def test_assistant_and_person_get_links_of_their_own(session: Session, event: Event) -> None:
    contributor = make_contributor(
        session, event, email="g@example.org", assistant_email="a@example.org"
    )

    both = SpeakingInvitationChange(language="fr", to=Addressee.BOTH)
    invite(session, event, contributor, both, by=SOMEBODY, now=NOON)

    sent = {email.to_address: email.facts["link"] for email in session.scalars(select(Email))}
    assert sent == {"a@example.org": "speaking", "g@example.org": "speaking-consent"}


def test_nobody_is_invited_without_a_part_or_an_address(session: Session, event: Event) -> None:
    unreachable = make_contributor(session, event)
    with pytest.raises(Unreachable):
        invite(session, event, unreachable, CHANGE, by=SOMEBODY, now=NOON)
    settled = make_contributor(session, event, email="x@y.org", state=ContributorState.CONFIRMED)
    with pytest.raises(NothingToInviteTo):
        invite(session, event, settled, CHANGE, by=SOMEBODY, now=NOON)


def test_an_invitation_is_taken_back_as_long_as_nothing_is_settled(
    session: Session, event: Event
) -> None:
    contributor = make_contributor(session, event, email="g@example.org")
    invite(session, event, contributor, CHANGE, by=SOMEBODY, now=NOON)

    withdraw(session, event, contributor, by=SOMEBODY, now=NOON)

    assert states(session) == [ContributorState.DRAFT]
    assert contributor.invited_at is None
    with pytest.raises(NotAsked):
        withdraw(session, event, contributor, by=SOMEBODY, now=NOON)
