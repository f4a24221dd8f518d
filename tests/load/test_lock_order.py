"""Everything that acts on a registration, at once on the same few: PostgreSQL finds no deadlock.

One order of locks (`registration.services.places`). PostgreSQL counts the circles it had to break.
"""

import contextlib
import itertools
import json
import random
import threading
import urllib.error
import urllib.request
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.badges import services as badges
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.privacy import services as privacy
from eventapp.registration.models import Bond, CodePurpose, Registration, State
from eventapp.registration.services import (
    mailed_codes,
    parties,
    reconfirmations,
    self_service,
    waiting_list,
)
from eventapp.registration.services.registrations import change_registration
from eventapp.settings import Settings
from tests.checkin.test_doors import T0, make_badge, make_phone
from tests.conftest import LiveServer
from tests.factories.accounts import make_token
from tests.factories.events import make_event_with_category
from tests.factories.registrations import SOMEBODY, make_details, make_registration
from tests.factories.sessions import make_workshop, release

pytestmark = [pytest.mark.load, pytest.mark.timeout(300)]
THREADS, ACTS, PEOPLE = 8, 60, 5


class Programs:
    """Programs that change registrations through the served interface."""

    def __init__(self, url: str, token: str, phone: str, item: str, codes: list[str]) -> None:
        self.base, self.token, self.phone, self.item = url, token, phone, item
        self.codes = codes
        self.statuses: Counter[int] = Counter()
        self.number = itertools.count()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> None:
        """Send a request and count its status."""
        api = self.base + (path if path.startswith("/door/") else f"/api/v1/events/spring{path}")
        data = None if body is None else json.dumps(body).encode()
        facts = {"Authorization": f"Bearer {self.token}", "Cookie": f"door={self.phone}", **headers}
        if data is not None:
            facts["Content-Type"] = "application/json"
        asked = urllib.request.Request(api, data, facts, method=method)  # noqa: S310  (our own server)
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
                self.statuses[answer.status] += 1
        except urllib.error.HTTPError as refused:
            self.statuses[refused.code] += 1

    def scan(self, code: str, number: int) -> dict[str, Any]:
        """Return what a phone sends of a badge."""
        return {"id": str(uuid.UUID(int=number + 1)), "seq": number + 1, "code": code, "t": T0}

    def act(self, chance: random.Random, reference: str) -> None:
        """Do one thing to a registration, as chance has it."""
        path = f"/registrations/{reference}"
        name = f"Name{chance.randrange(1000)}"
        number = next(self.number)
        new = {"family_name": name, "email": f"n{number}@example.org"}
        version = {"If-Match": ", ".join(f'"{n}"' for n in range(1, 400))}
        acts: list[Callable[[], None]] = [
            lambda: self.ask("PATCH", path, {"given_name": name}, **version),
            lambda: self.ask("PATCH", path, {"priority": chance.randrange(9)}, **version),
            lambda: self.ask("POST", f"{path}/cancel", **{"Idempotency-Key": f"k{number}"}),
            lambda: self.ask("POST", f"{path}/hand-over", new),
            lambda: self.ask("POST", f"{path}/promote", {"reason": "because"}),
            lambda: self.ask("PUT", f"/sessions/{self.item}/places/{reference}"),
            lambda: self.ask("DELETE", f"/sessions/{self.item}/places/{reference}"),
            lambda: self.ask("GET", f"{path}/badge"),
            lambda: self.ask("POST", "/door/v1/scan", self.scan(chance.choice(self.codes), number)),
            lambda: self.ask("POST", "/registrations", {**new, "category": "guests"}),
        ]
        chance.choice(acts)()


def act_inside(app: Flask, chance: random.Random, ids: list[int]) -> None:
    """Do one thing that participants, organisers, doors and jobs do, in a transaction of its own."""
    settings: Settings = app.config["EVENTAPP"]
    now = clock.now()
    with Session(db.engine) as session:
        event = session.scalars(select(Event)).one()
        registration = session.get_one(Registration, chance.choice(ids))
        typed = make_details(f"Typed{chance.randrange(1000)}", email=registration.email)
        member = make_details("Friend", email="")
        by: Any = {"by": SOMEBODY, "now": now}

        def hand_over_by_code() -> None:
            purpose = CodePurpose.HAND_OVER
            mailed_codes.proves(session, registration, purpose, "000000", secret="x", now=now)
            new = make_details("New", email=f"h{chance.randrange(10**9)}@example.org")
            self_service.hand_over(session, registration, event, new, **by)

        acts: list[Callable[[], object]] = [
            lambda: change_registration(session, registration, event, typed, **by),
            lambda: self_service.change_address(
                session, registration, event, f"a{chance.randrange(10**9)}@example.org", **by
            ),
            lambda: privacy.erase(session, registration, event, **by),
            lambda: reconfirmations.come(session, registration, **by),
            lambda: reconfirmations.remind(session, now=now),
            lambda: waiting_list.lapse_offers(session, event, now=now),
            lambda: badges.issue(session, event, registration, settings.data_dir / "keys", now=now),
            lambda: parties.add(session, registration, event, Bond.COLLEAGUE, member, **by),
            lambda: mailed_codes.send(session, registration, event, CodePurpose.HAND_OVER, now=now),
            hand_over_by_code,
        ]
        # A refusal is an answer; what PostgreSQL broke off, it counts itself.
        with contextlib.suppress(Refusal, DBAPIError):
            chance.choice(acts)()
            session.commit()


def crowd(live: LiveServer, session: Session) -> Counter[int]:
    """Let everybody act at once; return how often programs got which status."""
    event, category = make_event_with_category(session, places=3)
    event.registration_closes_at = None
    item = make_workshop(session, event, places=2)
    release(session, event)
    people = [
        make_registration(session, event, category, f"P{n}", email=f"p{n}@example.org")
        for n in range(PEOPLE)
    ]
    references, ids = (
        [registration.reference for registration in people],
        [registration.id for registration in people],
    )
    codes = [
        make_badge(session, live.app, event, registration).token
        for registration in people
        if registration.state is State.CONFIRMED
    ]
    phone = make_phone(session, event)
    programs = Programs(live.url, make_token(session, event), phone, item.public_id, codes)
    begin = threading.Barrier(THREADS)

    def work(number: int) -> None:
        chance = random.Random(number)  # noqa: S311  (the same each time)
        begin.wait()
        for _ in range(ACTS):
            if number % 2:
                programs.act(chance, chance.choice(references))
            else:
                with live.app.app_context():
                    act_inside(live.app, chance, ids)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return programs.statuses


def deadlocks(session: Session) -> int:
    """Return how many circles PostgreSQL had to break in this database."""
    session.rollback()
    session.execute(text("SELECT pg_stat_clear_snapshot()"))
    statement = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    return int(session.scalar(statement) or 0)


def test_acts_on_the_same_registrations_never_wait_in_a_circle(
    live: LiveServer, session: Session, database_kind: str
) -> None:
    if database_kind == "sqlite":
        pytest.skip("SQLite has one lock for all")

    statuses = crowd(live, session)

    assert deadlocks(session) == 0
    assert {status for status in statuses if status >= 500} == set()
    assert statuses[200] + statuses[201] > 20
