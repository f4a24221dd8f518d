"""What is on now is told by the reader's device: it moves on without a reload, in the event's zone."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from eventapp.agenda import services
from tests.agenda.test_programme import START, make_item, make_room
from tests.conftest import LiveServer
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY

pytestmark = [pytest.mark.on_sqlite, pytest.mark.browser, pytest.mark.timeout(120)]
NIGHT = datetime(2027, 4, 15, 21, 30, tzinfo=UTC)
"""23:30 on the wall, and the session lasts until 1:00 of the next day."""


@pytest.fixture
def address(session: Session, live: LiveServer) -> str:
    """Return where the programme of a day stands that ends after midnight."""
    event = make_event(session)
    room = make_room(session, event)
    make_item(session, event, room, "Talk")
    late = make_item(session, event, room, "Dance")
    late.starts_at, late.ends_at = NIGHT, NIGHT + timedelta(minutes=90)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()
    return f"{live.url}/spring/agenda"


def opened(browser: Browser, address: str, at: datetime, language: str = "en") -> Page:
    """Return the programme as somebody in New York sees it at that moment."""
    page = browser.new_context(timezone_id="America/New_York", locale="en-GB").new_page()
    page.clock.install(time=at)
    page.goto(f"{address}?lang={language}")
    return page


def test_the_mark_comes_moves_on_and_goes_without_a_reload(browser: Browser, address: str) -> None:
    page = opened(browser, address, START - timedelta(minutes=1))
    mark = page.locator(".now")
    expect(mark).to_have_count(0)
    page.clock.fast_forward("01:05")
    expect(mark.locator("time")).to_have_text("11:00")
    expect(page.locator(".slot.is-now .session-title")).to_have_text("Talk")
    page.clock.fast_forward("05:00")
    expect(mark.locator("time")).to_have_text("11:05")
    page.clock.fast_forward("01:00:00")
    expect(mark).to_have_count(0)
    expect(page.locator(".session.is-past .session-title")).to_have_text("Talk")


def test_the_mark_stays_past_midnight_and_says_so_in_the_readers_language(
    browser: Browser, address: str
) -> None:
    page = opened(browser, address, NIGHT + timedelta(minutes=28), "fr")
    mark = page.locator(".slot.is-now .now")
    expect(mark.locator("time")).to_have_text("23:58")
    expect(mark.locator("b")).to_have_text("Maintenant")
    page.clock.fast_forward("05:00")
    expect(mark.locator("time")).to_have_text("0:03")
    page.clock.fast_forward("01:00:00")
    expect(page.locator(".now")).to_have_count(0)


def test_without_script_the_page_is_the_programme_without_the_mark(
    browser: Browser, address: str
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    expect(page.locator(".session-title")).to_have_count(2)
    expect(page.locator(".now")).to_have_count(0)
