"""Last year's file brought in, released, changed and released again, as a calendar follows it."""

import re
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icalendar import Calendar, Component
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users as accounts
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.events import make_event

pytestmark = [pytest.mark.on_sqlite, pytest.mark.browser, pytest.mark.timeout(120)]

LAST_YEAR = """<?xml version="1.0"?><schedule><conference><title>Tagung</title></conference>
<day index="1" date="2026-04-15"><room name="Aula">
<event id="1"><start>09:00</start><duration>01:00</duration><title>Wasserstoff</title></event>
<event id="2"><start>10:00</start><duration>01:00</duration><title>Leichtbau</title></event>
<event id="3"><start>11:00</start><duration>01:00</duration><title>Photonik</title></event>
</room></day></schedule>"""


class Follower:
    """A calendar that follows a file as RFC 5545 says: by UID, the higher SEQUENCE counts."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.held: dict[str, Component] = {}

    def fetch(self) -> None:
        """Take in the file; an entry that is not newer changes nothing."""
        with urllib.request.urlopen(self.address) as answer:  # noqa: S310  (our own server)
            calendar = Calendar.from_ical(answer.read())
        for entry in calendar.walk("VEVENT"):
            before = self.held.get(str(entry["UID"]))
            if before is None or self._age(entry) > self._age(before):
                self.held[str(entry["UID"])] = entry

    def shown(self) -> dict[str, tuple[datetime, bool]]:
        """Return title -> beginning and whether it is cancelled."""
        return {
            re.sub(r"^.*?(\w+)$", r"\1", str(entry["SUMMARY"])): (
                entry.decoded("DTSTART").astimezone(UTC),
                str(entry.get("STATUS", "")) == "CANCELLED",
            )
            for entry in self.held.values()
        }

    @staticmethod
    def _age(entry: Component) -> tuple[int, datetime]:
        return int(entry.get("SEQUENCE", 0)), entry.decoded("DTSTAMP")


def press(page: Page, words: str) -> None:
    """Press a button and wait for the next page."""
    with page.expect_navigation():
        page.get_by_role("button", name=words).first.click()


def test_a_calendar_sees_what_moves_and_falls_through_after_an_import(
    browser: Browser, session: Session, live: LiveServer, tmp_path: Path
) -> None:
    event = make_event(session, starts_at=None, ends_at=None)
    organiser = make_member(session, event)
    who = accounts.sign_in(session, organiser, browser="", strong=False, now=clock.now())
    session.commit()
    (tmp_path / "last-year.xml").write_text(LAST_YEAR)
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    context.add_cookies([{"name": "who", "value": who, "url": live.url}])
    page, editor = context.new_page(), f"{live.url}/spring/manage/agenda"
    follower = Follower(f"{live.url}/spring/agenda.ics?lang=en")

    page.goto(f"{editor}/import?lang=en")
    page.locator("input[type=file]").set_input_files(tmp_path / "last-year.xml")
    press(page, "Preview")
    assert page.get_by_text("3 lines needed interpretation").is_visible()
    press(page, "Import into the draft")
    page.get_by_role("link", name="See what is not published yet").click()
    press(page, "Publish")
    follower.fetch()
    nine, ten, eleven = (datetime(2026, 4, 15, hour, tzinfo=UTC) for hour in (7, 8, 9))
    assert follower.shown() == {
        "Wasserstoff": (nine, False),
        "Leichtbau": (ten, False),
        "Photonik": (eleven, False),
    }

    page.goto(f"{editor}?lang=en")
    page.get_by_role("link", name="Wasserstoff").first.click()
    page.locator("#side [name=starts_at]").fill("2026-04-15T14:00")
    page.locator("#side [name=ends_at]").fill("2026-04-15T15:00")
    press(page, "Move")
    page.goto(f"{editor}?lang=en")
    page.get_by_role("link", name="Photonik").first.click()
    page.get_by_role("link", name="Edit, cancel or delete").click()
    page.locator("summary", has_text="Cancel the session").click()
    press(page, "Cancel the session")
    follower.fetch()
    assert follower.shown()["Wasserstoff"] == (nine, False)
    page.goto(f"{editor}/release?lang=en")
    press(page, "Publish 2 changes")
    follower.fetch()

    assert follower.shown() == {
        "Wasserstoff": (datetime(2026, 4, 15, 12, tzinfo=UTC), False),
        "Leichtbau": (ten, False),
        "Photonik": (eleven, True),
    }
