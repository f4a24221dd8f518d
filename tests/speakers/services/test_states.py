"""A state is written on top of what others saved while this one waited, and says so by a version."""

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.speakers.services.states import in_state, settle, stand
from tests.factories.events import NOON
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite


def test_what_others_wrote_meanwhile_is_read_again(session: Session, event: Event) -> None:
    contributor = make_contributor(session, event)
    stand(session, event, contributor)
    session.execute(
        update(SessionRole)
        .values(state=ContributorState.INVITED)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(AgendaSession)
        .values(version=AgendaSession.version + 4)
        .execution_options(synchronize_session=False)
    )

    roles = stand(session, event, contributor)
    assert in_state(roles, ContributorState.INVITED) == roles
    version, revision = contributor.version, event.revision
    settle(session, event, contributor, roles, ContributorState.INVITED, now=NOON)
    assert contributor.version == version
    settle(session, event, contributor, roles, ContributorState.ACCEPTED, now=NOON)

    session.refresh(event)
    assert (contributor.version, event.revision > revision) == (version + 1, True)
