"""Which badges are due: those that nobody looked at as they are, and no others."""

from flask import Flask
from sqlalchemy.orm import Session

from eventapp.badges import due
from eventapp.badges.jobs import look_through_badges
from eventapp.registration.models import State
from tests.badges.test_looks import issue, make_badges, one_of
from tests.factories.events import NOON, make_category, make_event
from tests.factories.registrations import make_registration


def names_due(session: Session, event_id: int) -> list[str]:
    """Return what the badges that are due are made of, given names alone."""
    rows = session.execute(due.due(event_id))
    return sorted(row.made_of.split(due.BETWEEN)[1] for row in rows)


def test_a_badge_is_due_until_somebody_looked_at_it_as_it_is(app: Flask, session: Session) -> None:
    event, category = make_badges(session, app, 2)
    assert names_due(session, event.id) == []

    one_of(session, "Name001").given_name = "Eve"
    make_registration(session, event, category, "New", given_name="Bob")
    issue(session, app, event)
    assert names_due(session, event.id) == ["Bob", "Eve"]

    look_through_badges(session, now=NOON)
    assert names_due(session, event.id) == []


def test_a_look_at_a_badge_that_counts_no_more_is_due_and_goes(
    app: Flask, session: Session
) -> None:
    event, _category = make_badges(session, app, 2)

    one_of(session, "Name001").state = State.CANCELLED
    session.flush()

    assert names_due(session, event.id) == ["Ada"]
    look_through_badges(session, now=NOON)
    assert names_due(session, event.id) == []


def test_badges_of_other_events_are_not_due_here(app: Flask, session: Session) -> None:
    event, _category = make_badges(session, app, 1)
    other = make_event(session, slug="autumn")
    category = make_category(session, other)
    make_registration(session, other, category, "Elsewhere", given_name="Bob")
    issue(session, app, other)

    assert names_due(session, event.id) == []
    assert names_due(session, other.id) == ["Bob"]
