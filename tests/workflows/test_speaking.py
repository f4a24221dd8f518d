"""A place at the event follows from a yes, and stays a guest's when the part is open again."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.agenda.services import RoleChange
from eventapp.registration import queries
from eventapp.registration.models import PlaceAfter, Registration, State
from eventapp.speakers.models import AnsweredAs
from eventapp.speakers.services.answers import SpeakingAnswerChange
from eventapp.workflows import speaking
from eventapp.workflows.participation import PlaceUndecided
from tests.agenda.test_programme import make_item
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite


def test_the_place_follows_from_the_answer(session: Session) -> None:
    event, _category = make_event_with_category(session, places=9)
    contributor = make_contributor(
        session, event, state=ContributorState.INVITED, email="g@example.org"
    )
    contributor.invited_at = NOON
    yes = SpeakingAnswerChange(accepts=True, answered_as=AnsweredAs.SELF)

    def contributes() -> list[bool]:
        session.flush()
        session.expire_all()
        return [place.contributes for place in session.scalars(select(Registration))]

    assert contributes() == []
    speaking.answer(session, event, contributor, yes, by=SOMEBODY, now=NOON)
    assert contributes() == [True]
    speaking.confirm(session, event, contributor, by=SOMEBODY, now=NOON)
    assert contributes() == [True]
    speaking.reopen(session, event, contributor, by=SOMEBODY, now=NOON)
    assert contributes() == [True]  # until an organiser says what becomes of it
    assert queries.number_without_part(session, event) == 1
    speaking.answer(session, event, contributor, yes, by=SOMEBODY, now=NOON)
    speaking.withdraw(session, event, contributor, by=SOMEBODY, now=NOON)
    assert contributes() == [True]  # until an organiser says what becomes of it
    assert queries.number_without_part(session, event) == 1


def test_withdrawing_says_what_becomes_of_the_place_unless_a_confirmed_part_is_left(
    session: Session,
) -> None:
    event, _category = make_event_with_category(session, places=9)
    contributor = make_contributor(
        session, event, state=ContributorState.INVITED, email="g@example.org"
    )
    contributor.invited_at = NOON
    assert list(speaking.places_at_stake(session, contributor)) == []
    yes = SpeakingAnswerChange(accepts=True, answered_as=AnsweredAs.SELF)
    speaking.answer(session, event, contributor, yes, by=SOMEBODY, now=NOON)
    session.flush()
    assert [stake.person for stake in speaking.places_at_stake(session, contributor)] == [
        contributor.person
    ]

    with pytest.raises(PlaceUndecided):
        speaking.withdraw(session, event, contributor, {}, by=SOMEBODY, now=NOON)
    answers = {contributor.person.public_id: PlaceAfter.KEPT}
    speaking.withdraw(session, event, contributor, answers, by=SOMEBODY, now=NOON)
    session.flush()
    place = session.scalars(select(Registration)).one()
    assert (place.state, place.contributes) == (State.CONFIRMED, False)
    assert queries.number_without_part(session, event) == 0


def test_a_confirmed_part_keeps_the_place_when_another_is_withdrawn(session: Session) -> None:
    event, _category = make_event_with_category(session, places=9)
    contributor = make_contributor(
        session, event, state=ContributorState.CONFIRMED, email="g@example.org"
    )
    talk = make_item(session, event, None, "Threads")
    accepted = RoleChange(person=contributor.person, state=ContributorState.ACCEPTED)
    edit_session(session, talk, people=[accepted])
    session.flush()

    assert list(speaking.places_at_stake(session, contributor)) == []
