"""One word for all parts of a person: the least settled one, or that they are here."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.events.models import Event
from eventapp.speakers.queries.roles import roles_of
from eventapp.speakers.standing import Standing, settled_as, standing_of, state_of
from tests.factories.speakers import make_contributor

S = ContributorState


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ((S.CONFIRMED, S.DRAFT), S.DRAFT),
        ((S.CONFIRMED, S.DECLINED), S.CONFIRMED),
        ((S.DECLINED,), S.DECLINED),
        ((S.ACCEPTED, S.INVITED), S.INVITED),
    ],
)
def test_the_least_settled_part_counts(
    states: tuple[ContributorState, ...], state: ContributorState
) -> None:
    assert settled_as(states) is state


@pytest.mark.on_sqlite
def test_who_was_let_in_has_arrived_unless_they_declined(session: Session, event: Event) -> None:
    here = make_contributor(session, event, state=S.CONFIRMED)
    gone = make_contributor(session, event, state=S.DECLINED, family_name="Roux")
    roles = roles_of(session, [here.person_id, gone.person_id])

    assert state_of(roles[here.person_id]) is S.CONFIRMED
    assert standing_of(roles[here.person_id], is_here=True) is Standing.ARRIVED
    assert standing_of(roles[here.person_id], is_here=False) is Standing.CONFIRMED
    assert standing_of(roles[gone.person_id], is_here=True) is Standing.DECLINED
