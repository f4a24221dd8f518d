"""The reader's own time stands beside the event's where the two differ, and only there."""

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import LiveServer

pytestmark = [
    pytest.mark.demo(participants=20),
    pytest.mark.on_sqlite,
    pytest.mark.browser,
    pytest.mark.timeout(120),
]


@pytest.mark.parametrize(
    ("zone", "times"), [("America/New_York", ["Your time: 03:30"]), ("Europe/Paris", [])]
)
def test_readers_elsewhere_are_told_their_own_time(
    browser: Browser, live: LiveServer, zone: str, times: list[str]
) -> None:
    page = browser.new_context(timezone_id=zone, locale="en-GB").new_page()
    page.goto(f"{live.url}/go-cluster/agenda?lang=en")

    opening = page.locator(".slot-time", has_text="9:30")
    assert opening.locator("time").inner_text() == "9:30"
    assert opening.locator(".here").all_inner_texts() == times

    page.get_by_role("link", name="Opening", exact=True).click()
    expect(page.locator(".talk-facts .here")).to_have_count(len(times))
