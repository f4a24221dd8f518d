"""The programme printed from the browser: dark on white, and nothing one cannot press on paper."""

import pytest
from playwright.sync_api import Browser

from tests.conftest import LiveServer

pytestmark = [
    pytest.mark.demo(participants=20),
    pytest.mark.on_sqlite,
    pytest.mark.browser,
    pytest.mark.timeout(120),
]


def test_printed_programme_is_dark_on_white_without_controls_even_for_who_reads_it_at_night(
    browser: Browser, live: LiveServer
) -> None:
    reader = browser.new_context(
        color_scheme="dark", timezone_id="America/New_York", locale="en-GB"
    )
    page = reader.new_page()
    page.goto(f"{live.url}/go-cluster/agenda?lang=en")
    page.locator(".here").first.wait_for()

    page.emulate_media(media="print")

    for gone in (".filters", ".keep", "#booklet", ".here", ".top", ".foot"):
        assert page.locator(gone).count()
        assert not page.locator(gone).first.is_visible()
    assert page.get_by_role("link", name="Opening", exact=True).is_visible()
    colours = (
        "link => [getComputedStyle(document.body).backgroundColor, getComputedStyle(link).color]"
    )
    assert page.locator(".session-title a").first.evaluate(colours) == [
        "rgb(255, 255, 255)",
        "rgb(0, 0, 0)",
    ]
