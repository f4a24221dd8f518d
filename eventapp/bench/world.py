"""What the benchmarks run on: the demo conference in a database of its own, grown at will."""

import itertools
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.accounts.services import users as accounts
from eventapp.badges import services as badges
from eventapp.badges.models import BadgeTally
from eventapp.checkin.models import Door, DoorDecision, DoorTally, Profile, Scan
from eventapp.checkin.services import phones as checkin
from eventapp.demo.load import load
from eventapp.events.models import Category, Event
from eventapp.extensions import db
from eventapp.folding import searchable
from eventapp.registration.models import (
    Registration,
    RegistrationDay,
    RegistrationTally,
    Source,
    State,
    new_reference,
)
from eventapp.tallies import put_together
from eventapp.web import clock

YESTERDAY = timedelta(days=1)


class World:
    """An application with the demo conference, phones at the door, one organiser."""

    def __init__(self, app: Flask, make_app: Callable[[Mapping[str, str]], Flask]) -> None:
        self.app = app
        self.make_app = make_app
        """Makes another application for settings by their environment names."""
        self.numbers = itertools.count(1)
        """Numbers of scans, each used once."""
        self._phones: list[str] = []
        with app.app_context():
            upgrade()
            self.engine: Engine = db.engine
        self.folder: Path = app.config["EVENTAPP"].data_dir / "keys"
        with Session(self.engine) as session:
            now = clock.now()
            event = load(session, now=now).event
            event.ends_at, event.places = None, 10_000_000
            for category in session.scalars(select(Category)):
                category.places = None
            badges.issue_missing(session, event, self.folder, now=now)
            organiser = session.scalars(select(User)).first()
            assert organiser is not None
            self.who = accounts.sign_in(session, organiser, browser="", strong=False, now=now)
            self.event_id = event.id
            session.commit()

    def phones(self, number: int) -> list[str]:
        """Return the cookies of that many phones that are let in."""
        with self.session() as (session, event):
            door = session.scalars(select(Door)).first()
            assert door is not None
            while len(self._phones) < number:
                self._phones.append(_phone(session, event, door))
        return self._phones[:number]

    @contextmanager
    def session(self) -> Iterator[tuple[Session, Event]]:
        """Give a session and the event, and commit."""
        with Session(self.engine) as session:
            yield session, session.get_one(Event, self.event_id)
            session.commit()

    def grow(self, registrations: int) -> None:
        """Add invented registrations and scans until there are that many of each."""
        with self.session() as (session, event):
            have = session.query(Registration).count()
            category = session.scalars(select(Category)).first()
            assert category is not None
            for start in range(have, registrations, 5_000):
                numbers = range(start, min(start + 5_000, registrations))
                session.execute(
                    insert(Registration), [_row(event, category, number) for number in numbers]
                )
                session.execute(insert(Scan), [_scan(event, number) for number in numbers])
            for tally in (RegistrationTally, RegistrationDay, BadgeTally, DoorTally, DoorDecision):
                put_together(session, tally)  # as the clock does every minute


def _phone(session: Session, event: Event, door: Door) -> str:
    now = clock.now()
    offer = checkin.offer_enrolment(
        session, event, door, label="bench", profile=Profile.SCAN, now=now
    )
    session.flush()
    device, cookie = checkin.enrol(session, offer.token, browser="", public_key=b"", now=now)
    checkin.let_in(session, device, by="bench", now=now)
    return cookie


def _row(event: Event, category: Category, number: int) -> dict[str, Any]:
    name = f"Person{number}"
    return {
        "event_id": event.id,
        "category_id": category.id,
        "reference": f"{new_reference()}{number}"[:16],
        "state": State.CONFIRMED,
        "source": Source.DEMO,
        "title": "",
        "given_name": "Bench",
        "family_name": name,
        "email": f"{name}@example.org",
        "email_key": f"{name}@example.org".lower(),
        "organisation_name": "Chemie-Cluster Bayern",
        "country": "DE",
        "language": "de",
        "holder_no": 1,
        "link_generation": 1,
        "folded": searchable("Bench", name, "Chemie-Cluster Bayern"),
        "family_key": f"{name.lower()} bench",
        "registered_at": event.created_at,
        "changed_at": event.created_at,
        "version": 1,
    }


def _scan(event: Event, number: int) -> dict[str, Any]:
    return {
        "event_id": event.id,
        "scan_id": str(uuid.UUID(int=number)),
        "seq": number + 1,
        "idx": number.to_bytes(16),
        "direction": "in",
        "decision": "admit",
        "mode": "off",
        "t": number * 1000,
        "off": 0,
        "clk": 0,
        "sigok": True,
        "forced": False,
        "rehearsal": False,
        "answer": "",
        "received_at": event.created_at - YESTERDAY,
    }
