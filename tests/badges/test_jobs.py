"""The job that looks at badges goes through every event, and leaves the others their turn."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.badges import jobs, looks
from tests.badges.test_looks import issue, make_badges
from tests.factories.events import NOON, make_category, make_event
from tests.factories.registrations import make_registration


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
