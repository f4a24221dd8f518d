"""Of the same part of two persons who are one, what is settled and public stays."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionPart, SessionRole
from eventapp.agenda.services.merged_roles import unite_roles
from eventapp.events.models import Event
from tests.factories.agenda import make_session
from tests.factories.people import make_person

pytestmark = pytest.mark.on_sqlite
SPEAKER, MODERATOR = SessionPart.SPEAKER, SessionPart.MODERATOR


@pytest.mark.parametrize(
    ("ours", "theirs", "settled"),
    [
        (ContributorState.CONFIRMED, ContributorState.DRAFT, ContributorState.CONFIRMED),
        (ContributorState.DRAFT, ContributorState.CONFIRMED, ContributorState.CONFIRMED),
        (ContributorState.INVITED, ContributorState.DECLINED, ContributorState.DECLINED),
    ],
)
def test_an_answer_counts_more_than_none_and_another_part_is_left_alone(
    session: Session,
    event: Event,
    ours: ContributorState,
    theirs: ContributorState,
    settled: ContributorState,
) -> None:
    kept, gone = (make_person(session, event, family_name="Curie") for _ in range(2))
    make_session(session, event, people=[(kept, SPEAKER), (gone, SPEAKER), (gone, MODERATOR)])
    roles = session.scalars(select(SessionRole).order_by(SessionRole.position)).all()
    roles[0].state, roles[1].state, roles[1].announced = ours, theirs, True

    unite_roles(session, kept.id, gone.id)

    left = session.scalars(select(SessionRole).order_by(SessionRole.position)).all()
    assert [(role.person_id, role.part) for role in left] == [
        (kept.id, SPEAKER),
        (gone.id, MODERATOR),
    ]
    assert (left[0].state, left[0].announced) == (settled, True)
