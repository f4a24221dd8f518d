"""Parts with all that is said of them, and who leads through the session."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionPart
from eventapp.events.models import Event
from eventapp.speakers.queries.roles import moderators_of, names_of, roles_of
from tests.factories.agenda import make_session
from tests.factories.people import make_organisation
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite


def test_a_talk_is_moderated_by_who_moderates_its_block(session: Session, event: Event) -> None:
    block = make_session(session, event, "Clusters")
    talk = make_session(session, event, "From intent to project", block=block)
    speaker = make_contributor(session, event, item=talk)
    organisation = make_organisation(session, event, "OptecBB")
    make_contributor(
        session,
        event,
        item=block,
        part=SessionPart.MODERATOR,
        given_name="Anke",
        family_name="Häring",
        organisation=organisation,
    )
    make_contributor(
        session,
        event,
        item=block,
        part=SessionPart.MODERATOR,
        state=ContributorState.DECLINED,
        family_name="Gone",
    )

    [role] = roles_of(session, [speaker.person_id])[speaker.person_id]

    assert (role.session.id, role.session.block and role.session.block.id) == (talk.id, block.id)
    leading = moderators_of(session, [role.session])[talk.id]
    assert names_of(leading) == ["Anke Häring, OptecBB"]
    assert roles_of(session, []) == {}
