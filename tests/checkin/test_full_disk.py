"""The disk is full while people come in: said honestly, kept whole, and right again afterwards."""

import json
import shutil
import time
import uuid
from pathlib import Path

import psutil
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.checkin import queries
from eventapp.checkin.models import Scan
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.orm import make_engine
from tests.checkin.test_doors import T0, make_badge, make_phone
from tests.conftest import free_port
from tests.factories.apps import make_app, settings_for
from tests.factories.disks import SmallDisk, small_disk
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration
from tests.factories.served import PRODUCTION, Answer, Served, served

__all__ = ["small_disk"]
PEOPLE = 40


def prepared(app: Flask) -> tuple[int, str, list[str]]:
    """Store an event with badges and a phone; return its number, the phone's cookie, the codes."""
    with app.app_context(), Session(db.engine, expire_on_commit=False) as session:
        event, category = make_event_with_category(session)
        event.starts_at = event.ends_at = None
        badges = [
            make_badge(
                session, app, event, make_registration(session, event, category, f"N{number}")
            )
            for number in range(PEOPLE)
        ]
        cookie = make_phone(session, event)
        db.engine.dispose()
        return event.id, cookie, [badge.token for badge in badges]


def come_in(place: Served, cookie: str, code: str, seq: int) -> Answer:
    """Return the answer to a scan, as the phone sends it."""
    body = {"id": str(uuid.UUID(int=seq)), "seq": seq, "code": code, "t": T0 + seq * 1000}
    headers = {"Cookie": f"__Secure-door={cookie}", "Content-Type": "application/json"}
    return place.ask("/door/v1/scan", method="POST", body=json.dumps(body), headers=headers)


def test_scan_that_finds_the_disk_full_is_put_off_and_decided_once_there_is_room(
    small_disk: SmallDisk, migrated_sqlite: Path
) -> None:
    url = f"sqlite:///{small_disk.folder / 'eventapp.db'}"
    shutil.copy(migrated_sqlite, small_disk.folder / "eventapp.db")
    secret = PRODUCTION["EVENTAPP_SECRET_KEY"]
    event_id, cookie, codes = prepared(
        make_app(settings_for(small_disk.folder, url, secret_key=secret))
    )
    with served(small_disk.folder, free_port()) as place:
        small_disk.fill()
        answers = [come_in(place, cookie, codes[0], 1)]
        while answers[-1].status == 200 and len(answers) < PEOPLE - 1:
            answers.append(come_in(place, cookie, codes[len(answers)], len(answers) + 1))
        refused, admitted = answers[-1], len(answers) - 1
        again_while_full = come_in(place, cookie, codes[admitted], admitted + 1).status
        page = place.ask("/spring/").status
        small_disk.free()
        tries = [(admitted, admitted + 1), (admitted, admitted + 1), (admitted + 1, admitted + 2)]
        after = [come_in(place, cookie, codes[which], seq).text for which, seq in tries]

    assert (refused.status, refused.headers["content-type"]) == (503, "application/problem+json")
    assert refused.headers["retry-after"] == "5"
    assert "Traceback" not in refused.text
    assert (again_while_full, page) == (503, 200)
    assert [json.loads(verdict)["verdict"] for verdict in after] == ["first", "first", "first"]
    engine = make_engine(url)
    with Session(engine) as session:
        counted = queries.counts(session, session.get_one(Event, event_id), now_ms=T0)
        assert (counted.inside, counted.arrived) == (admitted + 2, admitted + 2)
        assert session.scalar(select(func.count(Scan.id))) == admitted + 2
    engine.dispose()


def test_processes_that_begin_anew_on_a_full_disk_answer_and_decide_once_there_is_room(
    small_disk: SmallDisk, migrated_sqlite: Path
) -> None:
    url = f"sqlite:///{small_disk.folder / 'eventapp.db'}"
    shutil.copy(migrated_sqlite, small_disk.folder / "eventapp.db")
    secret = PRODUCTION["EVENTAPP_SECRET_KEY"]
    _event_id, cookie, codes = prepared(
        make_app(settings_for(small_disk.folder, url, secret_key=secret))
    )
    with served(small_disk.folder, free_port()) as place:
        parent = psutil.Process(place.process.pid)
        parent.suspend()
        children = parent.children()
        for child in children:
            child.kill()
        while any(child.status() != psutil.STATUS_ZOMBIE for child in children):
            time.sleep(0.01)
        (small_disk.folder / "eventapp.db-shm").unlink()  # as after a power cut
        small_disk.fill()
        parent.resume()
        full = come_in(place, cookie, codes[0], 1).status
        small_disk.free()
        after = come_in(place, cookie, codes[0], 1)

    assert full == 503
    assert json.loads(after.text)["verdict"] == "first"
