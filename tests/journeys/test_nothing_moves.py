"""No page moves under who reads it: late fonts and scripts find their place reserved."""

import time
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, Route
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.demo import demo_event

pytestmark = [
    pytest.mark.demo(participants=20),
    pytest.mark.browser,
    pytest.mark.on_sqlite,
    pytest.mark.timeout(200),
]

PAGES = ("", "agenda", "register", "manage", "manage/registrations")
MOST = 0.02
"""How far a page may shift (layout shift, no unit): beside 0.1, from which on it counts as bad."""
WATCH = """window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(shift => shift.value)))
  .observe({ type: 'layout-shift', buffered: true });"""


def late(route: Route) -> None:
    """Let the page be read before its fonts are there."""
    time.sleep(0.3)
    route.continue_()


def shifted(page: Page, address: str) -> float:
    """Return how far the page moved until its fonts were there and drawn."""
    page.goto(address)
    page.evaluate("""async () => {
      await document.fonts.ready;
      await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    }""")
    return float(page.evaluate("window.shifts.reduce((sum, shift) => sum + shift, 0)"))


def test_no_page_moves_when_its_fonts_come_late_on_a_first_visit(
    live: LiveServer, session: Session, browser: Browser
) -> None:
    event = demo_event(session)
    user = make_member(session, event)
    cookie = users.sign_in(session, user, browser="test", strong=True, now=clock.now())
    session.commit()
    wrong = []

    for width, path in product((390, 1280), PAGES):
        visitor = browser.new_context(
            viewport={"width": width, "height": 844}, service_workers="block"
        )
        visitor.add_cookies([{"name": "who", "value": cookie, "url": live.url}])
        page = visitor.new_page()
        page.add_init_script(WATCH)
        page.route("**/*.woff2", late)
        moved = shifted(page, f"{live.url}/{event.slug}/{path}?lang=de")
        if moved >= MOST:
            wrong.append(f"/{path} at {width}: {moved:.3f}")
        visitor.close()

    assert wrong == []
