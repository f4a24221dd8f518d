"""Who sits where: a seat a person, open places kept, helpers apart, talks within their session."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionKind, SessionPart
from eventapp.agenda.services import RoleChange
from eventapp.orm import Translated
from eventapp.podium import queries
from tests.factories.agenda import make_session
from tests.factories.events import make_event
from tests.factories.people import make_person
from tests.factories.podium import BEGINS, make_panel, stage_of

pytestmark = pytest.mark.on_sqlite


def test_seats_are_numbered_from_the_left_and_the_moderator_has_none(session: Session) -> None:
    event = make_event(session)
    panel = make_panel(session, event)

    stage = stage_of(session, event, panel.session)

    numbered = [(seat.number, seat.person and seat.person.family_name) for seat in stage.podium]
    assert numbered[:2] == [(1, "Weihmann"), (2, "Vallet")]
    assert numbered[-1] == (5, None)
    assert [seat.person for seat in stage.moderators] == [panel.moderator]
    assert [seat.person for seat in stage.helpers] == [panel.technician]


def test_who_declined_or_a_session_that_is_cancelled_is_on_no_stage(session: Session) -> None:
    event = make_event(session)
    gone = make_person(session, event, family_name="Gone")
    declined = RoleChange(person=gone, state=ContributorState.DECLINED)
    held = make_session(session, event, "Held", starts_at=BEGINS, people=[declined])
    make_session(session, event, "Cancelled", starts_at=BEGINS, cancelled=True)
    make_session(session, event, "Blocked", starts_at=BEGINS, kind=SessionKind.BLOCKER)
    make_session(session, event, "Without a time")
    session.flush()

    (stage,) = queries.stages(session, event)

    assert stage.session is held
    assert stage.seats == ()


def test_who_speaks_in_two_talks_of_a_session_has_one_seat(session: Session) -> None:
    event = make_event(session)
    ada = make_person(session, event, given_name="Ada", family_name="Byron")
    block = make_session(
        session, event, "Block", starts_at=BEGINS, ends_at=BEGINS + timedelta(hours=2)
    )
    for title, part in (("First", SessionPart.SPEAKER), ("Second", SessionPart.PANELLIST)):
        people = [RoleChange(person=ada, part=part, function=Translated.same("Countess"))]
        make_session(session, event, title, block=block, starts_at=BEGINS, people=people)
    session.flush()

    (stage,) = queries.stages(session, event)

    (seat,) = stage.seats
    assert len(seat.roles) == 2
    assert stage.of(seat).title.into("en") == "First"
    assert seat.function_in("en") == "Countess"
    assert len(stage.parts) == 3
