"""How many badges are not made yet, as triggers count: the same as looking at every registration."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.badges import queries, services
from eventapp.badges.jobs import put_badge_numbers_together
from eventapp.badges.models import Badge
from eventapp.extensions import db
from eventapp.registration.models import Registration, State
from tests.checkin.test_doors import make_badge
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.registrations import make_registration


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
        one = chance.choice(live)
        badge = queries.current(session, one)
        if act == 1:
            one.state = chance.choice((State.CONFIRMED, State.CANCELLED, State.PENDING))
        elif act == 2:
            one.holder_no += 1
        elif act == 3 and badge is not None:
            services.replace(badge, why="lost", now=NOON)
        elif act == 4 and badge is not None:
            session.delete(badge)
        elif badge is None and one.state is State.CONFIRMED:
            make_badge(session, app, event, one)
        session.flush()
        assert queries.how_many_without_badge(session, event) == len(
            queries.without_badge(session, event)
        )
        if turn % 40 == 0:
            put_badge_numbers_together(session, now=NOON)
    assert queries.how_many_without_badge(session, other) == 1


def test_badge_made_while_its_registration_is_cancelled_is_counted_once(
    session: Session, app: Flask
) -> None:
    event, category = make_event_with_category(session)
    one = make_registration(session, event, category)
    badge = make_badge(session, app, event, one)
    services.replace(badge, why="lost", now=NOON)
    session.commit()
    number, made = one.id, badge.id

    def cancel() -> None:
        with app.app_context(), Session(db.engine) as own:
            own.get_one(Registration, number).state = State.CANCELLED
            own.commit()

    with ThreadPoolExecutor(1) as pool:
        session.get_one(Badge, made).replaced_at = None  # found again
        session.flush()
        cancelled = pool.submit(cancel)
        with pytest.raises(TimeoutError):
            cancelled.result(timeout=0.5)
        session.commit()
        cancelled.result(timeout=30)

    session.expire_all()
    assert queries.how_many_without_badge(session, event) == 0
    assert queries.without_badge(session, event) == []
