"""The team of a host: several, each invited, dismissed one by one, and of one host each."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.models import OneUseLink, User
from eventapp.events import queries as events
from eventapp.events.models import Event, Membership, Role
from eventapp.journal.models import Entry
from eventapp.mail.models import Email, EmailState, WithheldFor
from eventapp.mail.transports import SmtpTransport
from eventapp.people.errors import RepresentativeElsewhere, RepresentsAlready
from eventapp.people.models import Host, HostMember
from eventapp.people.services import (
    dismiss_representative,
    dismiss_team,
    invite_representative_again,
    member_of,
)
from tests.factories.events import NOON, make_event
from tests.factories.people import make_host, make_organisation, make_representative
from tests.factories.post import Postman, drain, due_again
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def host(session: Session, event: Event) -> Host:
    """Return a host without a team."""
    return make_host(session, event, make_organisation(session, event, "BioM"))


def representatives(session: Session, event: Event) -> list[str]:
    """Return the addresses of who acts for a host."""
    return [
        membership.user.email
        for membership in events.team(session, event)
        if membership.role is Role.COHOST
    ]


def test_several_act_for_a_host_and_each_is_invited_in_their_language(
    session: Session, event: Event, host: Host
) -> None:
    for address, language in (("ada@example.org", "de"), ("bob@example.org", "fr")):
        make_representative(session, event, host, address, language=language)

    assert representatives(session, event) == ["ada@example.org", "bob@example.org"]
    emails = session.execute(
        select(Email.to_address, Email.language, Email.organisation_id).order_by(Email.id)
    ).all()
    number = host.organisation_id
    assert emails == [("ada@example.org", "de", number), ("bob@example.org", "fr", number)]
    assert set(session.scalars(select(Entry.organisation_id).where(Entry.action == "invited"))) == {
        number
    }


def test_who_is_dismissed_sees_nothing_any_more_and_the_others_stay(
    session: Session, event: Event, host: Host
) -> None:
    ada = make_representative(session, event, host, "ada@example.org")
    make_representative(session, event, host, "bob@example.org")

    for _twice in range(2):
        dismiss_representative(session, event, host, ada, by=SOMEBODY, now=NOON)

    assert representatives(session, event) == ["bob@example.org"]
    dismiss_team(session, event, host, by=SOMEBODY, now=NOON)
    assert representatives(session, event) == []
    assert session.scalar(select(func.count(HostMember.id))) == 0


def test_the_same_person_is_taken_in_once_and_for_one_host_alone(
    session: Session, event: Event, host: Host
) -> None:
    make_representative(session, event, host, "ada@example.org")
    other = make_host(session, event, make_organisation(session, event, "Silicon Saxony"))

    with pytest.raises(RepresentsAlready):
        make_representative(session, event, host, "ADA@example.org")
    with pytest.raises(RepresentativeElsewhere):
        make_representative(session, event, other, "ada@example.org")

    assert session.scalar(select(func.count(Membership.id))) == 1
    assert len(host.members) == 1


def test_a_link_sent_again_ends_the_former_one(session: Session, event: Event, host: Host) -> None:
    ada = make_representative(session, event, host, "ada@example.org")

    invite_representative_again(session, event, host, ada, by=SOMEBODY, now=NOON)

    links = session.scalars(select(OneUseLink).order_by(OneUseLink.id)).all()
    assert [link.expires_at > NOON for link in links] == [False, True]


def test_a_stranger_is_nobodys_representative(session: Session, event: Event, host: Host) -> None:
    stranger = User(
        email="x@example.org", email_key="x@example.org", name="X", language="de", created_at=NOON
    )
    session.add(stranger)
    session.flush()

    assert member_of(host, stranger.id) is None
    invite_representative_again(session, event, host, stranger, by=SOMEBODY, now=NOON)
    assert session.scalar(select(func.count(Email.id))) == 0


@pytest.mark.parametrize("ended_by", ["dismissal", "block", "time"])
def test_an_invitation_whose_link_no_longer_works_is_not_sent_and_the_log_says_why(
    app: Flask,
    session: Session,
    event: Event,
    host: Host,
    postman: tuple[Postman, SmtpTransport],
    ended_by: str,
) -> None:
    user = make_representative(session, event, host, "ada@example.org")
    link = session.scalars(select(OneUseLink)).one()
    link.expires_at = clock.now() + timedelta(days=7)
    if ended_by == "dismissal":
        dismiss_representative(session, event, host, user, by=SOMEBODY, now=clock.now())
    elif ended_by == "block":
        user.disabled_at = clock.now()
    else:
        link.expires_at = clock.now() - timedelta(seconds=1)
    due_again(session)

    assert drain(app, postman[1]) == 0

    email = session.scalars(select(Email)).one()
    assert postman[0].received == []
    assert (email.state, email.withheld_for) == (EmailState.WITHHELD, WithheldFor.DEAD_LINK)
