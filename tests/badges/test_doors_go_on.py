"""While badges are printed the doors go on: a print holds no lock that a scan waits for."""

import json
import re
import threading
import time
import uuid
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users as accounts
from tests.checkin.test_doors import T0, make_phone
from tests.checkin.test_race import make_badges
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.events import make_event_with_category
from tests.load.test_seat_race import call

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def print_form(url: str, who: str) -> tuple[str, str]:
    """Return cookie and body of an organiser's press on the button that prints all badges."""
    _status, (headers, content) = call(
        url, "GET", "/spring/manage/badges", "", {"Cookie": f"who={who}"}
    )
    form = headers["Set-Cookie"].partition(";")[0]
    token = re.search(rb'name="csrf_token"[^>]*value="([^"]+)"', content)
    assert token is not None
    return f"who={who}; {form}", urlencode({"csrf_token": token[1].decode(), "only": "all"})


def test_phones_scan_while_an_organiser_prints(
    session: Session, live: LiveServer, app: Flask
) -> None:
    event, _category = make_event_with_category(session)
    event.starts_at = event.ends_at = None
    badges = make_badges(session, app, event, 40)
    phone = make_phone(session, event, door="Main")
    organiser = make_member(session, event)
    who = accounts.sign_in(session, organiser, browser="", strong=False, now=clock.now())
    session.commit()
    cookie, body = print_form(live.url, who)
    ended: dict[str, float] = {}

    def print_them() -> None:
        status, (_headers, content) = call(
            live.url, "POST", "/spring/manage/badges", body, {**FORM, "Cookie": cookie}
        )
        assert (status, content[:4]) == (200, b"%PDF")
        ended["print"] = time.monotonic()

    printing = threading.Thread(target=print_them)
    printing.start()
    scanned: list[float] = []
    for seq, badge in enumerate(badges, 1):
        if "print" in ended:
            break
        sent = {"id": str(uuid.uuid4()), "seq": seq, "code": badge.token, "t": T0 + seq * 1000}
        headers = {"Cookie": f"door={phone}", "Content-Type": "application/json"}
        status, _answer = call(live.url, "POST", "/door/v1/scan", json.dumps(sent), headers)
        assert status == 200
        scanned.append(time.monotonic())
        time.sleep(0.02)
    printing.join()

    assert len([at for at in scanned if at < ended["print"]]) >= 5
