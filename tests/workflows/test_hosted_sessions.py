"""A host names its own people for its session as drafts; an accepted time moves the draft."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.errors import NotYourPerson
from eventapp.agenda.models import ContributorState, ProposalOfTimeState, SessionPart
from eventapp.agenda.services.hosting import TimeWanted, give_to_host, propose_time
from eventapp.journal.services import Actor
from eventapp.people.models import PublicBasis
from eventapp.people.services import PersonChange
from eventapp.workflows.hosted_sessions import accept_time, name_somebody, withdraw_somebody
from tests.agenda.test_programme import make_item
from tests.factories.accounts import make_member
from tests.factories.events import NOON, make_event
from tests.factories.people import make_organisation, make_person
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


def test_whom_a_host_names_is_a_draft_of_its_own_organisation(session: Session) -> None:
    event = make_event(session)
    host = make_organisation(session, event, "AFPC")
    stranger = make_person(session, event, family_name="Stranger")
    item = make_item(session, event, None, "Talk", minutes=30)
    new = PersonChange(given_name="Ada", family_name="Marty", organisation="Elsewhere")
    speaker = SessionPart.SPEAKER

    name_somebody(session, event, item, host, new, speaker, by=SOMEBODY, now=NOON)

    (role,) = queries.roles_of(session, [item])[item.id]
    assert role.person is not None
    assert (role.state, role.is_public) == (ContributorState.DRAFT, False)
    assert (role.person.organisation, role.person.basis) == (host, PublicBasis.NONE)
    with pytest.raises(NotYourPerson):
        name_somebody(session, event, item, host, stranger, speaker, by=SOMEBODY, now=NOON)
    with pytest.raises(NotYourPerson):
        withdraw_somebody(session, event, item, host, stranger, by=SOMEBODY, now=NOON)
    withdraw_somebody(session, event, item, host, role.person, by=SOMEBODY, now=NOON)
    assert not queries.roles_of(session, [item]).get(item.id)


def test_an_accepted_time_is_that_of_the_draft(session: Session) -> None:
    event = make_event(session)
    host = make_organisation(session, event, "AFPC")
    item = make_item(session, event, None, "Talk", minutes=30)
    give_to_host(session, item, host, by=SOMEBODY, now=NOON)
    user = make_member(session, event)
    times = TimeWanted(starts_at=NOON + timedelta(hours=2), ends_at=NOON + timedelta(hours=3))
    who = Actor("user", user.id, user.name)
    proposal = propose_time(session, item, host, times, by=who, now=NOON)

    accept_time(session, event, proposal, by=SOMEBODY, now=NOON)

    assert (item.starts_at, item.ends_at) == (times.starts_at, times.ends_at)
    assert proposal.state is ProposalOfTimeState.ACCEPTED
