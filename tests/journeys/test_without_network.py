"""A participant plans the day on a phone, goes where there is no network, and still reads it."""

import json

import pytest
from playwright.sync_api import Browser

from tests.conftest import LiveServer

pytestmark = [
    pytest.mark.demo(participants=20),
    pytest.mark.on_sqlite,
    pytest.mark.browser,
    pytest.mark.timeout(120),
]


def test_a_planned_day_is_read_without_a_network(live: LiveServer, browser: Browser) -> None:
    phone = browser.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR")
    page = phone.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{live.url}/go-cluster/agenda?lang=fr&l=fr&l=de")  # armed on every address of it
    talk = page.locator("[data-session]", has_text="Zypries").first
    title = talk.locator("h3").inner_text()
    talk.get_by_role("button").click()
    page.wait_for_selector("[data-kept]", timeout=60_000)

    live.stop()
    phone.set_offline(True)
    page.goto(f"{live.url}/go-cluster/agenda?q=nothing-has-this")
    said = page.locator("[data-kept-since]").inner_text()
    page.get_by_role("link", name="Mon programme").click()
    planned = page.locator("[data-session]:visible h3").all_inner_texts()
    page.get_by_role("link", name=title).click()
    heading = page.locator("h1").inner_text()
    font = page.evaluate("() => document.fonts.check('16px \"Fira Sans\"')")

    assert "Pas de connexion." in said
    assert planned == [title]
    assert heading == title
    assert font
    assert faults == []


def test_my_programme_shows_no_row_without_a_session_of_mine(
    live: LiveServer, browser: Browser
) -> None:
    page = browser.new_page(locale="en-GB", viewport={"width": 390, "height": 844})
    page.goto(f"{live.url}/go-cluster/agenda")
    mine = page.get_by_role("link", name="My programme")

    mine.click()
    empty = page.get_by_role("heading", name="Your programme is still empty")
    empty.wait_for()
    assert page.locator(".slot:visible").count() == 0
    page.get_by_role("link", name="All sessions").click()
    talk = page.locator("[data-session]", has_text="Zypries").first
    talk.get_by_role("button").click()
    mine.click()

    assert not empty.is_visible()
    assert page.locator(".slot:not(.is-pause):visible").count() == 1
    assert page.locator("[data-session]:visible").count() == 1


def test_nobodys_own_page_is_kept(live: LiveServer, browser: Browser) -> None:
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    page.goto(f"{live.url}/go-cluster/agenda")
    page.wait_for_selector("[data-kept]", timeout=60_000)
    page.goto(f"{live.url}/go-cluster/my")
    page.goto(f"{live.url}/go-cluster/register")

    stored = page.evaluate(
        """async () => {
          const all = [];
          for (const name of await caches.keys())
            for (const request of await (await caches.open(name)).keys()) all.push(new URL(request.url).pathname);
          return all;
        }"""
    )

    assert "/go-cluster/agenda" in stored
    assert "/go-cluster/speakers" in stored
    assert not [
        address
        for address in stored
        if "/my" in address or "/manage" in address or "/register" in address
    ]


def test_the_programme_can_be_installed(live: LiveServer, browser: Browser) -> None:
    page = browser.new_context(locale="fr-FR").new_page()
    page.goto(f"{live.url}/go-cluster/agenda")
    address = page.locator("link[rel=manifest]").get_attribute("href")
    manifest = json.loads(page.request.get(live.url + str(address)).text())

    assert manifest["lang"] == "fr"
    assert manifest["start_url"] == "/go-cluster/agenda"
    assert manifest["scope"] == "/go-cluster/"
    assert page.request.get(live.url + manifest["icons"][0]["src"]).ok
