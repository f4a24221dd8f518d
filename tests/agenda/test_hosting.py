"""Sessions of hosts: looked after by one, another time proposed, answered once by an editor."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.agenda import services as agenda
from eventapp.agenda.errors import EndsBeforeStart, ProposalOver
from eventapp.agenda.models import AgendaSession, HostedSession, ProposalOfTime, ProposalOfTimeState
from eventapp.agenda.queries import hosting
from eventapp.agenda.services.hosting import (
    TimeWanted,
    answer_proposal,
    give_to_host,
    propose_time,
    take_from_host,
)
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.journal.services import Actor
from eventapp.mail.models import Email
from eventapp.people.models import Organisation
from tests.agenda.test_programme import make_item
from tests.factories.accounts import make_member
from tests.factories.events import NOON, make_event
from tests.factories.people import make_organisation
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite

LATER = TimeWanted(starts_at=NOON + timedelta(hours=2), ends_at=NOON + timedelta(hours=3))


class Hosted:
    """A session that a host looks after, and somebody who asks for another time."""

    def __init__(self, session: Session) -> None:
        self.session, self.event = session, make_event(session)
        self.host: Organisation = make_organisation(session, self.event, "AFPC")
        self.item: AgendaSession = make_item(session, self.event, None, "Talk", minutes=30)
        user: User = make_member(session, self.event)
        self.asker = Actor("user", user.id, user.name)
        give_to_host(session, self.item, self.host, by=SOMEBODY, now=NOON)

    def propose(self, times: TimeWanted = LATER) -> ProposalOfTime:
        """Ask for another time."""
        return propose_time(self.session, self.item, self.host, times, by=self.asker, now=NOON)

    def answer(self, proposal: ProposalOfTime, state: ProposalOfTimeState) -> None:
        """Let an editor decide."""
        answer_proposal(
            self.session, self.event, proposal, state, answer="Zu spät", by=SOMEBODY, now=NOON
        )


@pytest.fixture
def hosted(session: Session) -> Hosted:
    """Return a session of a host."""
    return Hosted(session)


def test_one_host_looks_after_a_session_and_others_do_not_find_it(
    session: Session, hosted: Hosted
) -> None:
    event: Event = hosted.event
    other = make_organisation(session, event, "BioM")
    key = hosted.item.public_id

    assert hosting.hosted_session(session, hosted.host, key) is hosted.item
    assert hosting.hosted_session(session, other, key) is None
    assert list(hosting.unhosted(session, event)) == []
    give_to_host(session, hosted.item, other, by=SOMEBODY, now=NOON)
    numbers = [hosting.number_hosted(session, host) for host in (hosted.host, other)]
    assert numbers == [0, 1]
    assert list(hosting.hosted_sessions(session, other)) == [hosted.item]


def test_a_proposal_moves_nothing_and_a_newer_one_replaces_it(
    session: Session, hosted: Hosted
) -> None:
    before = hosted.item.starts_at
    first = hosted.propose()
    second = hosted.propose(replace(LATER, note="Zug"))
    session.refresh(first)

    assert hosted.item.starts_at == before
    assert (first.state, second.state) == (ProposalOfTimeState.WITHDRAWN, ProposalOfTimeState.OPEN)
    assert list(hosting.open_proposals(session, hosted.event)) == [second]
    assert hosting.number_of_open_proposals(session, hosted.event) == 1
    assert hosting.newest_proposals(session, [hosted.item]) == {hosted.item.id: second}
    assert hosting.open_proposal(session, hosted.event, first.public_id) is None
    with pytest.raises(EndsBeforeStart):
        hosted.propose(replace(LATER, ends_at=NOON))


def test_an_answer_is_given_once_and_written_to_who_asked(session: Session, hosted: Hosted) -> None:
    proposal = hosted.propose()
    hosted.answer(proposal, ProposalOfTimeState.DECLINED)

    with pytest.raises(ProposalOver):
        hosted.answer(proposal, ProposalOfTimeState.ACCEPTED)
    session.flush()
    email = session.scalars(select(Email).where(Email.kind == "TimeAnsweredEmail")).one()
    assert (email.organisation_id, email.to_address) == (hosted.host.id, "organiser@example.org")
    deeds = session.scalars(
        select(Entry.action)
        .where(Entry.organisation_id == hosted.host.id, Entry.object_kind == "session")
        .order_by(Entry.id)
    ).all()
    assert deeds == ["given-to-host", "time-proposed", "time-declined"]


def test_a_session_taken_back_or_deleted_leaves_no_proposal_open(
    session: Session, hosted: Hosted
) -> None:
    hosted.propose()
    take_from_host(session, hosted.item, hosted.host, by=SOMEBODY, now=NOON)
    assert hosting.number_of_open_proposals(session, hosted.event) == 0
    give_to_host(session, hosted.item, hosted.host, by=SOMEBODY, now=NOON)
    hosted.propose()

    session.flush()
    seen = hosted.item.version
    agenda.delete_session(session, hosted.item, seen=seen, by=SOMEBODY, now=NOON)

    rows = [
        session.scalar(select(func.count()).select_from(table))
        for table in (HostedSession, ProposalOfTime)
    ]
    assert rows == [0, 0]
