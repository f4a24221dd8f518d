"""Who reads the scans page by page never misses one that was committed late."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.checkin import queries
from eventapp.checkin.queries import reports
from eventapp.checkin.services import scans
from eventapp.checkin.services.scans import Sent
from eventapp.checkin.verdicts import Direction
from eventapp.events.models import Event
from eventapp.extensions import db
from tests.checkin.test_doors import T0, make_phone
from tests.factories.events import make_event_with_category

ID = "00000000-0000-0000-0000-00000000000{}"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    event, _category = make_event_with_category(session)
    session.commit()
    return event


def scan(session: Session, cookie: str, number: int) -> None:
    """Scan what is no badge, without a commit."""
    phone = queries.scanner(session, cookie)
    assert phone is not None
    sent = Sent(ID.format(number), number, f"no badge {number}", Direction.IN, T0, 0)
    scans.decide(session, phone, sent, now=clock.now())


@contextmanager
def apart(app: Flask) -> Iterator[Session]:
    """Return a transaction of its own that waits for no lock longer than a moment."""
    with app.app_context(), Session(db.engine) as own:
        own.execute(text("SET LOCAL lock_timeout = '300ms'"))
        yield own


@pytest.mark.postgres
def test_scan_is_numbered_only_when_all_before_it_are_committed(
    app: Flask, session: Session, event: Event
) -> None:
    early, late = (make_phone(session, event, door=name) for name in ("Early", "Late"))

    def seen(cursor: int = 0) -> list[int]:
        scans = [scanned.scan for scanned in reports.scans_after(session, event, cursor, 10)]
        session.rollback()
        return [scan.seq for scan in scans]

    with apart(app) as first, apart(app) as second:
        scan(first, early, 1)
        with pytest.raises(OperationalError, match="lock timeout"):
            scan(second, late, 2)
        second.rollback()
        assert seen() == []

        first.commit()
        scan(second, late, 2)
        assert seen() == [1]
        second.commit()

    (cursor,) = [scanned.scan.id for scanned in reports.scans_after(session, event, 0, 1)]
    assert seen(cursor) == [2]
