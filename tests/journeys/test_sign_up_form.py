"""The sign-up form in a real browser: what it says while it is being filled in."""

import re

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session

from tests.conftest import LiveServer
from tests.factories.events import make_category, make_event

pytestmark = [
    pytest.mark.browser,
    pytest.mark.on_sqlite,
]
"""The form is the same whatever the database’s kind."""


def test_half_an_address_is_told_on_leaving_the_field_and_taken_back_when_mended(
    live: LiveServer, session: Session, browser: Browser
) -> None:
    event = make_event(session)
    make_category(session, event, key="guests")
    make_category(session, event, key="press")
    session.commit()
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{live.url}/spring/register?lang=de")
    address = page.get_by_label("E-Mail-Adresse")
    steps = page.get_by_role("navigation", name="Abschnitte des Formulars").get_by_role("listitem")
    expect(steps.first).to_have_attribute("aria-current", "step")

    address.fill("ada@example")
    address.blur()
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(address).to_have_accessible_description(
        re.compile("^Fehler: Das ist keine vollständige")
    )

    address.fill("ada@example.org")
    address.blur()
    expect(address).not_to_have_attribute("aria-invalid", "true")
    page.get_by_role("radio").first.check()
    expect(steps.nth(1)).to_have_attribute("aria-current", "step")
