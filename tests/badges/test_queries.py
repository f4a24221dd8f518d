"""How many badges are not made yet: the same as looking at every registration and its badges."""

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.badges import queries, services
from eventapp.badges.models import Badge
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.registration.models import Registration, State
from eventapp.registration.services import places
from eventapp.settings import Settings
from tests.checkin.test_doors import make_badge
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration


def keys(app: Flask) -> Path:
    """Return the folder of signing keys."""
    here: Settings = app.config["EVENTAPP"]
    return here.data_dir / "keys"


def retire(session: Session, app: Flask, event: Event) -> None:
    """Refuse all badges there are, and sign by another key from now on."""
    kid = services.change_key(session, event, keys(app), by=SOMEBODY, now=NOON)
    services.retire_key(session, event, kid - 1, by=SOMEBODY, now=NOON)


def lacking(session: Session, event: Event) -> list[int]:
    """Return the confirmed registrations without a badge of their holder, by looking at badges."""
    badge = select(Badge.id).where(Badge.registration_id == Registration.id, *queries.COUNTS)
    statement = select(Registration.id).where(
        Registration.event_id == event.id, Registration.state == State.CONFIRMED, ~badge.exists()
    )
    return list(session.scalars(statement.order_by(Registration.id)))


def test_number_is_right_after_anything_that_can_happen_to_badge_or_registration(
    session: Session, app: Flask
) -> None:
    chance = random.Random(3)  # noqa: S311  (no secret)
    event, category = make_event_with_category(session)
    other = make_event(session, slug="autumn")
    make_registration(session, other, make_category(session, other))
    live: list[Registration] = []
    for turn in range(150):
        act = chance.randrange(6)
        if act == 0 or not live:
            live.append(make_registration(session, event, category, f"Person{turn}"))
        registration = chance.choice(live)
        badge = queries.current(session, registration)
        if act == 1:
            registration.state = chance.choice((State.CONFIRMED, State.CANCELLED, State.PENDING))
        elif act == 2:
            registration.holder_no += 1
        elif act == 3 and badge is not None:
            services.replace(session, badge, why="lost", now=NOON)
        elif act == 4 and turn % 20 == 0:
            retire(session, app, event)
        elif act == 5 and turn % 3 == 0:
            services.issue_missing(session, event, keys(app), now=NOON)
        elif badge is None and registration.state is State.CONFIRMED:
            make_badge(session, app, event, registration)
        session.flush()
        assert [row.id for row in queries.without_badge(session, event)] == lacking(session, event)
        assert queries.how_many_without_badge(session, event) == len(lacking(session, event))
    assert queries.how_many_without_badge(session, other) == 1


def test_hand_over_while_a_badge_is_issued_leaves_the_new_holder_without_one(
    session: Session, app: Flask
) -> None:
    event, category = make_event_with_category(session)
    registration = make_registration(session, event, category)
    session.commit()
    number, event_id = registration.id, event.id

    def hand_over() -> None:
        with app.app_context(), Session(db.engine) as own:
            places.lock(own, own.get_one(Event, event_id))
            own.get_one(Registration, number).holder_no += 1
            own.commit()

    with ThreadPoolExecutor(1) as pool:
        make_badge(session, app, event, registration)
        session.flush()
        handed_over = pool.submit(hand_over)
        with pytest.raises(TimeoutError):
            handed_over.result(timeout=0.5)
        session.commit()
        handed_over.result(timeout=30)

    session.expire_all()
    assert queries.how_many_without_badge(session, event) == 1
    assert queries.without_badge(session, event) == [registration]
