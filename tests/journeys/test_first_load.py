"""Who comes for the first time, on a phone, waits for little: what travels stays small."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from tests.agenda.test_programme import make_item
from tests.agenda.test_sequences import release
from tests.conftest import LiveServer
from tests.factories.demo import demo_event

pytestmark = [
    pytest.mark.demo(participants=20),
    pytest.mark.on_sqlite,
    pytest.mark.browser,
    pytest.mark.timeout(120),
]

PAGES = (
    "go-cluster/",
    "go-cluster/agenda",
    "go-cluster/speakers",
    "go-cluster/register",
    "sign-in",
)
MOST = 100_000
"""Bytes a first visit may bring, headers included."""
MANY = 200
SMALL, A_SESSION = 4_000, 26
"""Bytes of the programme of the demo, and of each session more: 12 of them are its number."""
NAMES = "Łuczyńska, Dvořák, Ștefan Țăranu, Gülşah Yıldırım, Œuvré"


def first_visit(browser: Browser, address: str) -> tuple[Page, dict[str, int]]:
    """Open a page with nothing kept; return the bytes that came, by the ends of addresses."""
    page = browser.new_context(viewport={"width": 390, "height": 844}, locale="de-DE").new_page()
    devtools = page.context.new_cdp_session(page)
    addresses: dict[str, str] = {}
    came: dict[str, int] = {}

    def answered(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["response"]["url"]

    def arrived(event: dict[str, Any]) -> None:
        came[addresses[event["requestId"]].rpartition("/")[2]] = int(event["encodedDataLength"])

    devtools.on("Network.responseReceived", answered)
    devtools.on("Network.loadingFinished", arrived)
    devtools.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    return page, came


def test_no_page_brings_more_than_it_may_at_a_first_visit(
    live: LiveServer, browser: Browser
) -> None:
    for path in PAGES:
        page, came = first_visit(browser, f"{live.url}/{path}")
        page.context.close()

        assert len([name for name in came if name.endswith(".woff2")]) == 3
        assert sum(came.values()) <= MOST, (path, came)


def test_a_programme_of_many_sessions_says_each_of_them_in_few_bytes(
    live: LiveServer, session: Session, browser: Browser
) -> None:
    event = demo_event(session)
    for number in range(MANY):
        make_item(session, event, None, f"Session {number}", minutes=30 * (number % 40))
    release(session, event, 0)

    page, came = first_visit(browser, f"{live.url}/go-cluster/agenda")

    assert page.locator("[data-session]").count() >= MANY
    assert came["agenda"] <= SMALL + A_SESSION * MANY


def test_names_of_europe_bring_their_letters_and_no_thousand_others(
    live: LiveServer, browser: Browser
) -> None:
    page, came = first_visit(browser, f"{live.url}/sign-in")

    page.evaluate(
        """async names => {
          document.querySelector("h1").textContent = names;
          await document.fonts.ready;
        }""",
        NAMES,
    )
    page.wait_for_load_state("networkidle")

    later = {
        name: size for name, size in came.items() if "latin-" in name and "latin-500" not in name
    }
    assert "fira-sans-latin-europe-500-normal.woff2" in later
    assert not [name for name in later if "latin-ext" in name]
