"""What can be done to a registration after sign-up, and by whom."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from eventapp.orm import Translated
from eventapp.registration import queries
from eventapp.registration.errors import ChangedMeanwhile, ConsentMissing, NotHoldingAPlace
from eventapp.registration.models import Consent, Registration, Source, State
from eventapp.registration.services import changes, sign_up
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_details, make_registration


def test_who_is_registered_by_hand_agreed_to_nothing(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    session.add(Consent(event=event, key="notice", text=Translated.same("I agree"), required=True))
    session.flush()

    with pytest.raises(ConsentMissing):
        make_registration(session, event, category, "Ada")
    by_hand = sign_up.Way(Source.MANUAL)
    made = sign_up.register_for(
        session, event, category, make_details("Ada"), by_hand, by=SOMEBODY, now=NOON
    )

    assert made.state is State.CONFIRMED
    assert queries.consents_of(session, made) == []


def test_of_two_corrections_from_the_same_page_the_second_is_refused(session: Session) -> None:
    event, category = make_event_with_category(session)
    made = make_registration(session, event, category, "Ada")
    session.commit()
    seen = made.version
    bind = session.get_bind()
    assert isinstance(bind, Engine)
    with Session(bind) as other:
        theirs = other.get_one(Registration, made.id)
        changes.change_details(
            other, theirs, event, make_details("Adams"), seen=seen, by=SOMEBODY, now=NOON
        )
        other.commit()

    with pytest.raises(ChangedMeanwhile):
        changes.change_details(
            session, made, event, make_details("Bell"), seen=seen, by=SOMEBODY, now=NOON
        )

    assert made.family_name == "Adams"


def test_who_cancelled_is_not_moved_to_another_group(session: Session) -> None:
    event = make_event(session)
    one, other = make_category(session, event, key="one"), make_category(session, event, key="two")
    made = make_registration(session, event, one, "Ada")
    changes.cancel(session, made, event, by=SOMEBODY, now=NOON)

    with pytest.raises(NotHoldingAPlace):
        changes.move_to_category(session, made, event, other, by=SOMEBODY, now=NOON)

    assert made.category is one
