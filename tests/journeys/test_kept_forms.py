"""What was typed stays: a lost session, the back button, another language, a second tab."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users
from eventapp.events.models import Event
from eventapp.registration.models import Registration
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.events import make_category, make_event

pytestmark = [pytest.mark.browser, pytest.mark.on_sqlite, pytest.mark.timeout(120)]
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def spring(session: Session) -> Event:
    """Return an event with a small and a large group."""
    event = make_event(session, registration_closes_at=None)
    make_category(session, event, key="guests")
    make_category(session, event, key="press")
    session.commit()
    return event


def fill(page: Page, url: str, name: str, address: str) -> None:
    """Open the sign-up form in English and fill it in."""
    page.goto(f"{url}/spring/register?lang=en")
    page.get_by_role("radio").first.check()
    page.locator("[name=family_name]").fill(name)
    page.locator("[name=organisation]").fill('Pôle "Fibres" & <b>')
    page.locator("[name=email]").fill(address)


def press(page: Page, name: str) -> None:
    """Press a button of the page's matter."""
    page.locator("main").get_by_role("button", name=name).click()


def registered(session: Session) -> list[tuple[str | None, ...]]:
    """Return who is registered, with organisation, address and language of the e-mails."""
    session.rollback()
    model = Registration
    statement = select(model.family_name, model.organisation_name, model.email, model.language)
    rows = [tuple(row) for row in session.execute(statement.order_by(model.id))]
    session.rollback()  # a session that looks on would keep the writers waiting
    return rows


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.usefixtures("spring")
def test_a_form_whose_cookie_is_lost_comes_back_and_one_press_sends_it(
    live: LiveServer, session: Session, browser: Browser, *, scripts: bool
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
    page = context.new_page()
    fill(page, live.url, "Groß", "ada@example.org")
    context.clear_cookies()

    press(page, "Register")
    expect(page.get_by_text("Your entries are still available on this page")).to_be_visible()
    assert registered(session) == []
    press(page, "Send again")

    page.wait_for_url("**/spring/register/mailbox*")
    assert registered(session) == [("Groß", 'Pôle "Fibres" & <b>', "ada@example.org", "en")]


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.usefixtures("spring")
def test_another_language_in_mid_form_keeps_what_was_typed(
    live: LiveServer, session: Session, browser: Browser, *, scripts: bool
) -> None:
    page = browser.new_context(viewport=PHONE, java_script_enabled=scripts).new_page()
    fill(page, live.url, "Groß", "half")

    page.get_by_role("button", name="Français").click()

    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert page.locator("[name=family_name]").input_value() == "Groß"
    assert page.locator("[name=email]").input_value() == "half"
    assert page.locator(".is-wrong").count() == 0
    assert page.get_by_role("radio").first.is_checked()
    assert page.locator("[name=language]").input_value() == "fr"
    page.locator("[name=email]").fill("ada@example.org")
    page.locator("[name=email]").press("Enter")
    page.wait_for_url("**/spring/register/mailbox*")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert registered(session) == [("Groß", 'Pôle "Fibres" & <b>', "ada@example.org", "fr")]


@pytest.mark.usefixtures("spring")
def test_who_goes_back_and_corrects_is_heard_and_a_double_send_is_one(
    live: LiveServer, session: Session, browser: Browser
) -> None:
    page = browser.new_context(viewport=PHONE).new_page()
    fill(page, live.url, "Gros", "gros@example.org")
    press(page, "Register")
    page.wait_for_url("**/spring/register/mailbox*")

    page.go_back()
    page.locator("[name=family_name]").fill("Groß")
    page.locator("[name=email]").fill("gross@example.org")
    press(page, "Register")
    page.wait_for_url("**/spring/register/mailbox*")
    page.go_back()
    press(page, "Register")
    page.wait_for_url("**/spring/register/mailbox*")

    assert [pair[0] for pair in registered(session)] == ["Gros", "Groß"]


def signed_in(context: BrowserContext, url: str, value: str) -> None:
    """Give the browser an organiser's sign-in."""
    context.add_cookies([{"name": "who", "value": value, "url": url}])


def test_an_organiser_whose_session_ends_signs_in_beside_and_sends_the_form(
    live: LiveServer, session: Session, browser: Browser, spring: Event
) -> None:
    user, now = make_member(session, spring), clock.now()
    values = [
        users.sign_in(session, user, browser="test", strong=False, now=now) for _turn in range(2)
    ]
    session.commit()
    context = browser.new_context()
    signed_in(context, live.url, values[0])
    page = context.new_page()
    page.goto(f"{live.url}/spring/manage/registrations/add?lang=en")
    page.locator("[name=family_name]").fill("Typed at length")
    page.locator("[name=email]").fill("ada@example.org")
    page.get_by_role("radio").first.check()
    context.clear_cookies(name="who")

    page.locator("main form#typed button").last.click()
    expect(page.get_by_role("link", name="Sign in in another tab")).to_be_visible()
    signed_in(context, live.url, values[1])
    press(page, "Send again")

    page.wait_for_url("**/manage/registrations**")
    assert [pair[0] for pair in registered(session)] == ["Typed at length"]


@pytest.mark.usefixtures("spring")
def test_what_another_site_sends_comes_back_to_nobody(live: LiveServer, browser: Browser) -> None:
    page = browser.new_context().new_page()
    page.set_content(
        f'<form method="post" action="{live.url}/spring/register?lang=en">'
        '<input name="family_name" value="Planted"><button>Go</button></form>'
    )

    page.get_by_role("button").click()

    expect(page.get_by_text("Nothing has been saved yet")).to_be_visible()
    assert "Planted" not in page.content()
    assert page.get_by_role("button", name="Send again").count() == 0
