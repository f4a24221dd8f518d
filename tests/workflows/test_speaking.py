"""A place at the event follows from a yes, and stays a guest's when the part is open again."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.registration import queries
from eventapp.registration.models import Registration
from eventapp.speakers.models import AnsweredAs
from eventapp.speakers.services.answers import SpeakingAnswerChange
from eventapp.workflows import speaking
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
