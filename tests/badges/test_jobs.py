"""The job that looks at badges goes through every event, and leaves the others their turn."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.badges import jobs, looks, services
from eventapp.badges.models import Badge, BadgeKey
from tests.badges.test_looks import issue, make_badges
from tests.factories.badges import issue_codes
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration


def test_badges_of_every_event_are_looked_at(app: Flask, session: Session) -> None:
    event, _category = make_badges(session, app, 1)
    other = make_event(session, slug="autumn")
    make_registration(session, other, make_category(session, other), "Elsewhere")
    issue(session, app, other)
    assert looks.report(session, other).due

    jobs.look_through_badges(session, now=NOON)

    assert not looks.report(session, other).due
    assert not looks.report(session, event).due


def test_one_turn_takes_so_many_steps(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, category = make_badges(session, app, 0)
    for number in range(3):
        make_registration(session, event, category, f"Name{number}")
    issue(session, app, event)
    monkeypatch.setattr(jobs, "STEPS", 2)
    monkeypatch.setattr(looks, "AT_ONCE", 1)

    jobs.look_through_badges(session, now=NOON)
    first = looks.report(session, event).every, looks.report(session, event).due
    jobs.look_through_badges(session, now=NOON)

    assert first == (3, True)
    assert not looks.report(session, event).due


def test_places_of_every_event_get_their_codes_and_a_new_key_where_one_is_retired(
    app: Flask, session: Session
) -> None:
    event, category = make_event_with_category(session)
    other = make_event(session, slug="autumn")
    make_registration(session, event, category, "Ada")
    make_registration(session, other, make_category(session, other), "Bob")

    issue_codes(app, session)
    first = session.scalars(select(Badge.token)).all()
    issue_codes(app, session)
    again = session.scalars(select(Badge.token)).all()
    services.retire_key(session, event, 1, by=SOMEBODY, now=NOON)
    issue_codes(app, session)
    valid = session.scalars(select(Badge.kid).where(Badge.replaced_at.is_(None))).all()

    assert (len(first), again) == (2, first)
    assert sorted(valid) == [1, 2]


def test_an_event_without_a_key_left_holds_up_no_other(app: Flask, session: Session) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Ada")
    for kid in range(1, 16):
        session.add(BadgeKey(event_id=event.id, kid=kid, public=b"", created_at=NOON))
    session.flush()
    for kid in range(1, 16):
        services.retire_key(session, event, kid, by=SOMEBODY, now=NOON)
    other = make_event(session, slug="autumn")
    make_registration(session, other, make_category(session, other), "Bob")

    issue_codes(app, session)

    assert session.scalars(select(Badge.event_id)).all() == [other.id]
