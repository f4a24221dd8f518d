"""The evening before, an organiser at 390 px replaces a speaker, prints the podium, and undoes it."""

import pypdfium2
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users as accounts
from eventapp.mail.models import Email
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.documents import make_waiting
from tests.factories.evening import Evening
from tests.journeys.measuring import too_wide

pytestmark = [pytest.mark.on_sqlite, pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.fixture
def phone(session: Session, live: LiveServer, browser: Browser, evening: Evening) -> Page:
    """Return an organiser's phone, in German, on the session's page of people."""
    organiser = make_member(session, evening.event)
    who = accounts.sign_in(session, organiser, browser="", strong=False, now=clock.now())
    key = evening.item.public_id
    session.commit()
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="de-DE")
    context.add_cookies([{"name": "who", "value": who, "url": live.url}])
    page = context.new_page()
    page.goto(f"{live.url}/spring/manage/agenda/{key}/people?lang=de")
    return page


def test_a_speaker_is_replaced_on_a_phone_printed_for_the_podium_and_comes_back(
    app: Flask, session: Session, evening: Evening, phone: Page
) -> None:
    phone.locator("summary", has_text="Lemaire").click()
    phone.get_by_role("link", name="Lemaire ersetzen").click()
    phone.get_by_label("Ersetzt durch").press_sequentially("galle")
    phone.get_by_role("link", name="Gallezot").click()  # found while typing
    expect(phone.locator(".effects")).to_contain_text("Version 2: Gallezot")
    assert too_wide(phone) <= 0

    phone.get_by_text("Kommt nicht").click()
    phone.get_by_label("Grund").fill("Zug fällt aus")
    phone.get_by_role("button", name="Ersetzen").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Gallezot ersetzt Lemaire")
    expect(phone.locator("main")).to_contain_text("Die E-Mails gehen um")
    assert too_wide(phone) <= 0
    done = phone.url
    phone.get_by_role("checkbox", name="Türschild").check()
    phone.get_by_role("button", name="Häkchen speichern").click()
    expect(phone.get_by_role("checkbox", name="Türschild")).to_be_checked()

    phone.get_by_role("button", name="Drucken: Tischaufsteller").click()
    with app.app_context():
        make_waiting()
    phone.reload()
    with phone.expect_download() as coming:
        phone.locator("a[href$='.pdf']").first.click()
    tent = pypdfium2.PdfDocument(coming.value.path())
    words = "".join(page.get_textpage().get_text_range() for page in tent)
    assert "Gallezot" in words
    assert "Lemaire" not in words

    phone.goto(done)
    phone.get_by_role("button", name="Rückgängig").click()
    expect(phone.locator("main")).to_contain_text("Rückgängig gemacht")
    session.expire_all()
    assert evening.shown() == ["Rohleder", "Lemaire"]
    assert len(session.scalars(select(Email)).all()) == evening.said
