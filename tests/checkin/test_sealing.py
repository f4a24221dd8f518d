"""The list is written in steps, so that scans never wait for all of it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.badges import services as badges
from eventapp.badges.models import Badge
from eventapp.checkin import sealing
from eventapp.checkin.models import SealedRecord
from eventapp.checkin.verdicts import Standing
from eventapp.events.models import Event
from eventapp.registration.models import Registration
from tests.checkin.test_doors import make_badge
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration


@pytest.fixture
def event(session: Session, app: Flask) -> Event:
    """Return an event with three confirmed participants who have badges."""
    event, category = make_event_with_category(session)
    for number in range(3):
        guest = make_registration(session, event, category, email=f"guest{number}@example.org")
        make_badge(session, app, event, guest)
    session.commit()
    return event


def records(session: Session) -> list[SealedRecord]:
    """Return the list as it stands, in the order of its numbers."""
    session.expire_all()
    return list(session.scalars(select(SealedRecord).order_by(SealedRecord.no)))


def test_list_is_written_in_steps_each_numbered_behind_the_last(
    session: Session, event: Event
) -> None:
    sealing.reseal(session, event.id, now=clock.now(), step=1)
    assert [row.no for row in records(session)] == [1, 2, 3]

    sealing.reseal(session, event.id, now=clock.now() + timedelta(hours=1))
    assert [row.no for row in records(session)] == [1, 2, 3]


def test_printing_the_newer_badge_is_told_of_the_older_one_however_long_ago_it_was_replaced(
    session: Session, app: Flask, event: Event
) -> None:
    old = session.scalars(select(Badge).order_by(Badge.id)).first()
    assert old is not None
    guest = session.get_one(Registration, old.registration_id)
    badges.replace(session, old, why="lost", now=NOON)
    newer = make_badge(session, app, event, guest)
    guest.changed_at = newer.issued_at = NOON
    session.commit()
    later = NOON + timedelta(days=1)
    sealing.reseal(session, event.id, now=later)
    newer.printed_at = later
    session.commit()

    sealing.reseal(session, event.id, now=later)

    [revoked] = [row for row in records(session) if row.standing is Standing.REVOKED]
    assert revoked.printed == int(later.timestamp() * 1000)
