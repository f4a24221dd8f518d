"""Passkeys in a real browser with an authenticator of its own: added, used, copied, replayed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.models import Passkey, PasskeyChallenge, SignIn, User
from eventapp.accounts.services import users
from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.events import make_event

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@dataclass
class Desk:
    """An organiser before a browser that can make passkeys."""

    page: Page
    device: CDPSession
    authenticator: str
    url: str

    def open(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(self.url + path)

    def add(self, name: str = "Laptop") -> None:
        """Add a passkey as its owner does."""
        self.open("/account/security?lang=en")
        self.page.get_by_label("Name of this device").fill(name)
        self.page.get_by_role("button", name="Add a passkey").click()
        self.page.get_by_text("The passkey is saved.").wait_for()

    def leave(self) -> None:
        """Sign out, as far as this browser knows."""
        self.page.context.clear_cookies()

    def enter(self) -> str:
        """Sign in with the passkey; return what the form sent to prove it."""
        self.open("/sign-in?lang=en")
        with self.page.expect_request(
            lambda request: request.url.endswith("/sign-in/passkey")
        ) as sent:
            self.page.get_by_role("button", name="Sign in with a passkey").click()
        self.page.wait_for_url(lambda url: not url.partition("?")[0].endswith("/sign-in"))
        return parse_qs(sent.value.post_data or "")["credential"][0]

    def send(self, credential: str) -> int:
        """Send an answer by hand from this browser's sign-in page; return the status."""
        return int(
            self.page.evaluate(
                """async (credential) => {
                  const form = document.querySelector("[data-passkey]");
                  const body = new URLSearchParams(new FormData(form));
                  body.set("credential", credential);
                  return (await fetch(form.action, { method: "POST", body, redirect: "manual" })).status;
                }""",
                credential,
            )
        )

    def ask(self) -> None:
        """Ask for a challenge from the sign-in page."""
        self.page.evaluate(
            """async () => {
              const form = document.querySelector("[data-passkey]");
              const headers = { "X-CSRFToken": form.elements.csrf_token.value };
              await fetch(form.dataset.passkey, { method: "POST", headers });
            }"""
        )


@pytest.fixture
def owner(session: Session) -> User:
    """Return an organiser."""
    made = make_member(session, make_event(session))
    session.commit()
    return made


@pytest.fixture
def desk(live: LiveServer, session: Session, owner: User, browser: Browser) -> Iterator[Desk]:
    """Return the organiser signed in, before a browser with an authenticator."""
    url = live.url.replace("127.0.0.1", "localhost")
    live.app.config["EVENTAPP"] = replace(live.app.config["EVENTAPP"], base_url=url)
    value = users.sign_in(session, owner, browser="test", strong=False, now=clock.now())
    session.commit()
    context = browser.new_context(locale="en-GB")
    context.add_cookies([{"name": "who", "value": value, "url": url}])
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield Desk(page, device, made["authenticatorId"], url)
    context.close()


def deeds(session: Session) -> list[str]:
    """Return what the journal holds, in order."""
    session.rollback()
    actions = list(session.scalars(select(Entry.action).order_by(Entry.id)))
    session.rollback()
    return actions


def told(session: Session) -> list[tuple[str, str]]:
    """Return what the owner was told by e-mail of changes to what signs in."""
    session.rollback()
    statement = select(Email).where(Email.kind == "SecurityEmail").order_by(Email.id)
    facts = [
        (str(email.facts["deed"]), str(email.facts["what"])) for email in session.scalars(statement)
    ]
    session.rollback()
    return facts


def test_a_passkey_is_added_and_signs_in_as_two_factors(session: Session, desk: Desk) -> None:
    desk.add("Dienstlaptop")
    desk.leave()

    desk.enter()

    assert desk.page.url == f"{desk.url}/spring/manage/"
    session.rollback()
    newest = session.scalars(select(SignIn).order_by(SignIn.id.desc()).limit(1)).one()
    passkey = session.scalars(select(Passkey)).one()
    assert newest.strong_at is not None
    assert (passkey.name, passkey.sign_count > 0) == ("Dienstlaptop", True)
    assert session.scalars(select(PasskeyChallenge)).all() == []
    assert "passkey-added" in deeds(session)
    assert told(session) == [("passkey-added", "Dienstlaptop")]


def test_an_answer_counts_once_and_only_in_the_browser_that_asked(
    session: Session, desk: Desk
) -> None:
    desk.add()
    desk.leave()
    used = desk.enter()
    desk.leave()
    desk.open("/sign-in")

    again = desk.send(used)
    desk.ask()
    for_another_challenge = desk.send(used)
    rubbish = [desk.send(text) for text in ("", "{}", "[1]", '{"id": "AA", "rawId": "AA"}')]

    assert (again, for_another_challenge) == (422, 422)
    assert set(rubbish) == {422}
    assert deeds(session).count("sign-in-failed") == 6


def test_a_copied_key_whose_counter_fell_behind_is_refused(session: Session, desk: Desk) -> None:
    desk.add()
    desk.leave()
    session.rollback()
    session.scalars(select(Passkey)).one().sign_count = 4_000_000_000
    session.commit()

    desk.enter()

    assert desk.page.get_by_text("This passkey could not be verified.").is_visible()
    assert deeds(session)[-1] == "sign-in-failed"


def test_a_device_that_does_not_check_its_owner_makes_no_passkey(
    session: Session, desk: Desk
) -> None:
    state = {"authenticatorId": desk.authenticator, "isUserVerified": False}
    desk.device.send("WebAuthn.setUserVerified", state)
    desk.open("/account/security?lang=en")
    desk.page.get_by_label("Name of this device").fill("Laptop")

    desk.page.get_by_role("button", name="Add a passkey").click()
    desk.page.get_by_text("The device did not create a passkey.").wait_for()

    assert session.scalars(select(Passkey)).all() == []


def test_the_last_passkey_is_removed_after_a_page_that_says_what_remains(
    session: Session, desk: Desk
) -> None:
    desk.add()
    desk.page.get_by_role("link", name="Rename or remove").click()
    desk.page.locator("summary").click()
    desk.page.get_by_text("This is your last passkey, and you have no second factor.").wait_for()
    desk.page.get_by_label("Name of this device").fill("Telefon")
    desk.page.get_by_role("button", name="Save").click()
    desk.page.get_by_text("Telefon").first.wait_for()

    desk.page.get_by_role("link", name="Rename or remove").click()
    desk.page.locator("summary").click()
    desk.page.get_by_role("button", name="Remove this passkey").click()
    desk.page.get_by_text("The passkey has been removed.").wait_for()

    assert session.scalars(select(Passkey)).all() == []
    assert "passkey-removed" in deeds(session)
    assert told(session) == [("passkey-added", "Laptop"), ("passkey-removed", "Telefon")]


@pytest.mark.parametrize("language", ["de", "fr", "en"])
def test_pages_with_passkeys_are_accessible(desk: Desk, language: str) -> None:
    desk.add()
    desk.page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/account/security", "/sign-in"):
        desk.open(f"{path}?lang={language}")
        desk.page.locator("form[data-passkey]").wait_for()
        assert Axe().run(desk.page).response["violations"] == []
