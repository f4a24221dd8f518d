"""What can be done to a registration after sign-up, and by whom."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.journal.models import Entry
from eventapp.orm import Translated
from eventapp.registration import queries
from eventapp.registration.errors import (
    ConsentMissing,
    NotHoldingAPlace,
    ReasonMissing,
)
from eventapp.registration.models import Consent, Source, State
from eventapp.registration.services import changes, moves, sign_up
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


def test_who_cancelled_is_not_moved_to_another_group(session: Session) -> None:
    event = make_event(session)
    category, other = (
        make_category(session, event, key="one"),
        make_category(session, event, key="two"),
    )
    made = make_registration(session, event, category, "Ada")
    changes.cancel(session, made, event, by=SOMEBODY, now=NOON)

    with pytest.raises(NotHoldingAPlace):
        moves.move_to_category(session, made, event, other, by=SOMEBODY, now=NOON)

    assert made.category is category


def test_place_beyond_those_there_are_needs_a_reason(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    make_registration(session, event, category, "Ada")
    late = make_registration(session, event, category, "Bob")

    with pytest.raises(ReasonMissing):
        changes.confirm(session, late, event, by=SOMEBODY, now=NOON)
    changes.confirm(session, late, event, by=SOMEBODY, now=NOON, reason="Interprets for Ada")

    assert late.state is State.CONFIRMED
    entry = session.scalars(select(Entry).where(Entry.action == "confirmed")).one()
    assert entry.changes == {"overbooked": True, "reason": "Interprets for Ada"}


def test_full_group_takes_somebody_in_with_a_reason_alone(session: Session) -> None:
    event = make_event(session)
    category = make_category(session, event, key="one")
    full = make_category(session, event, key="full", places=1)
    make_registration(session, event, full, "Ada")
    mover = make_registration(session, event, category, "Bob")

    with pytest.raises(ReasonMissing):
        moves.move_to_category(session, mover, event, full, by=SOMEBODY, now=NOON)
    assert mover.category is category
    moves.move_to_category(session, mover, event, full, by=SOMEBODY, now=NOON, reason="Press")

    entry = session.scalars(select(Entry).where(Entry.action == "moved")).one()
    assert mover.category is full
    assert entry.changes == {"category": ["one", "full"], "overbooked": True, "reason": "Press"}


def test_who_waits_moves_to_a_full_group_and_waits_there(session: Session) -> None:
    event = make_event(session)
    categories = [make_category(session, event, key=key, places=1) for key in ("one", "two")]
    for group in categories:
        make_registration(session, event, group, f"Holder{group.key}")
    late = make_registration(session, event, categories[0], "Late")

    moves.move_to_category(session, late, event, categories[1], by=SOMEBODY, now=NOON)

    assert (late.state, late.category) == (State.WAITING, categories[1])
