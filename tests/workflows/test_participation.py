"""A place follows from a part that is settled, and what becomes of it is asked when none is left."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionPart
from eventapp.agenda.services import RoleChange
from eventapp.mail.models import Email
from eventapp.registration import queries
from eventapp.registration.models import PlaceAfter, State
from eventapp.workflows.participation import (
    PlaceUndecided,
    check_decided,
    end_places,
    follow,
    losing_their_last_part,
)
from tests.agenda.test_programme import make_item, make_room
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY


def test_who_accepts_has_a_place_and_is_told_once_and_who_is_only_invited_has_none(
    session: Session,
) -> None:
    event, _category = make_event_with_category(session)
    item = make_item(session, event, make_room(session, event), "Panel")
    ada, bob = (
        make_person(session, event, family_name=name, email=f"{name}@x.org") for name in "ab"
    )
    invited = [RoleChange(person=each, state=ContributorState.INVITED) for each in (ada, bob)]
    accepted = [RoleChange(person=ada, state=ContributorState.ACCEPTED), invited[1]]
    edit_session(session, item, people=accepted)

    follow(session, event, invited, accepted, by=SOMEBODY, now=NOON)
    follow(session, event, accepted, accepted, by=SOMEBODY, now=NOON)

    assert queries.placed(session, event, [ada.id, bob.id]) == {ada.id}
    emails = session.scalars(select(Email)).all()
    assert [(email.kind, email.to_address) for email in emails] == [("ContributorEmail", "a@x.org")]


def test_only_the_last_part_is_asked_about_and_the_answer_counts(session: Session) -> None:
    event, _category = make_event_with_category(session)
    first, second = (
        make_item(session, event, make_room(session, event, name), name, minutes=minutes)
        for name, minutes in (("A", 0), ("B", 120))
    )
    ada = make_person(session, event, family_name="Ada")
    role = RoleChange.new(ada, SessionPart.SPEAKER)
    for item in (first, second):
        edit_session(session, item, people=[role])
    follow(session, event, (), [role], by=SOMEBODY, now=NOON)

    assert losing_their_last_part(session, first, [role]) == []
    edit_session(session, second, cancelled=True)
    asked = losing_their_last_part(session, first, [role])
    registration = queries.of_person(session, ada)
    assert [(stake.person, stake.registration, stake.bookings) for stake in asked] == [
        (ada, registration, 0)
    ]
    with pytest.raises(PlaceUndecided) as refusal:
        check_decided(asked, {})
    assert refusal.value.persons == [ada]

    edit_session(session, first, people=[])
    follow(session, event, [role], (), by=SOMEBODY, now=NOON)
    assert registration is not None
    assert queries.without_part(session, event) == [registration]
    assert queries.number_without_part(session, event) == 1
    answers = {ada.public_id: PlaceAfter.CANCELLED}
    end_places(session, event, asked, answers, by=SOMEBODY, now=NOON)
    assert registration.state is State.CANCELLED
    assert queries.number_without_part(session, event) == 0
