"""From the call to a session: proposed on a phone, scored by two, accepted, answered by e-mail."""

import re
from collections.abc import Iterator
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users
from eventapp.events.models import Event, Role
from eventapp.languages import Translated
from eventapp.mail.transports import SmtpTransport
from tests.conftest import LiveServer, free_port
from tests.factories.accounts import make_member
from tests.factories.events import make_event
from tests.factories.pictures import PDF
from tests.factories.post import Postman, drain
from tests.factories.proposals import make_call
from tests.journeys.measuring import too_wide

pytestmark = [pytest.mark.browser, pytest.mark.on_sqlite, pytest.mark.timeout(120)]
PHONE: ViewportSize = {"width": 390, "height": 844}
LIST = "/spring/manage/proposals"
TITLE = "Un doctorat, deux <b>laboratoires</b>"


class Mailbox:
    """A real mail server, and one round of ours at a time."""

    def __init__(self, app: Flask) -> None:
        self.app, self.postman = app, Postman()
        self.controller = Controller(self.postman, hostname="127.0.0.1", port=free_port())
        self.controller.start()

    def arrived(self) -> list[Message]:
        """Let what waits be sent; return what this brought."""
        before = len(self.postman.received)
        drain(self.app, SmtpTransport(f"smtp://127.0.0.1:{self.controller.port}"))
        return list(self.postman.received[before:])


@pytest.fixture
def mailbox(app: Flask) -> Iterator[Mailbox]:
    """Return the mailbox of everybody."""
    made = Mailbox(app)
    yield made
    made.controller.stop()


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event that calls for contributions."""
    event = make_event(session, starts_at=None, ends_at=None)
    make_call(session, event, text=Translated.same("Exemples francs"))
    session.commit()
    return event


def member(session: Session, browser: Browser, live: LiveServer, event: Event, role: Role) -> Page:
    """Return the browser of somebody of the team, signed in."""
    user = make_member(session, event, role)
    value = users.sign_in(session, user, browser="test", strong=False, now=clock.now())
    session.commit()
    context = browser.new_context(locale="de-DE")
    context.add_cookies([{"name": "who", "value": value, "url": live.url}])
    return context.new_page()


def fine(page: Page) -> None:
    """See that the page is as wide as its window and shuts nobody out."""
    assert too_wide(page) <= 0
    assert Axe().run(page).violations_count == 0


def propose(page: Page, url: str) -> None:
    """Propose a session from the event's page."""
    page.goto(f"{url}/spring/")
    page.get_by_role("link", name="Proposer une session").click()
    expect(page.get_by_text("Exemples francs")).to_be_visible()
    fine(page)
    page.locator("[name=headline]").fill(TITLE)
    page.locator("[name=abstract]").fill("Une thèse en cotutelle.")
    page.locator("[name=family_name]").fill("Guivarc’h")
    page.locator("[name=email]").fill("s.guivarch@example.org")
    page.locator("#file").set_input_files(
        FilePayload(name="Plan.pdf", mimeType="application/pdf", buffer=PDF)
    )
    page.get_by_role("button", name="Soumettre la proposition").click()
    page.wait_for_url("**/propose/sent*")


def add_file(page: Page, url: str, email: Message) -> None:
    """Come back by the link in the e-mail and add a document."""
    text = next(part for part in email.walk() if part.get_content_type() == "text/plain")
    content = text.get_payload(decode=True)
    assert isinstance(content, bytes)
    link = re.search(r"/spring/propose/\S+", content.decode())
    assert link is not None
    page.goto(url + link.group())
    fine(page)
    expect(page.locator("#files").get_by_text("Plan.pdf")).to_be_visible()
    document = FilePayload(name="Thèse.pdf", mimeType="application/pdf", buffer=PDF)
    page.locator("#file").set_input_files(document)
    page.get_by_role("button", name="Ajouter le fichier").click()
    expect(page.locator("#files").get_by_text("Thèse.pdf")).to_be_visible()


def score(page: Page, url: str, number: str) -> None:
    """Read the only proposal and score it."""
    page.goto(url + LIST)
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("link", name="Thèse.pdf")).to_be_visible()
    page.get_by_label("Bewertung").select_option(number)
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Gespeichert")).to_be_visible()


def test_a_proposal_becomes_a_session_once_the_held_e_mail_is_sent(
    live: LiveServer,
    session: Session,
    browser: Browser,
    event: Event,
    mailbox: Mailbox,
) -> None:
    author = browser.new_context(viewport=PHONE, locale="fr-FR").new_page()
    propose(author, live.url)
    (received,) = mailbox.arrived()
    add_file(author, live.url, received)
    organiser = member(session, browser, live, event, Role.ORGANISER)
    score(member(session, browser, live, event, Role.AGENDA), live.url, "2")
    score(organiser, live.url, "5")

    organiser.goto(live.url + LIST)
    expect(organiser.get_by_text("von 2 bis 5, 2 Bewertungen")).to_be_visible()
    organiser.get_by_label(f"{TITLE} auswählen").check()
    organiser.locator("button[value=accept]").click()
    expect(organiser.get_by_text("Eine Entscheidung ist noch nicht versandt")).to_be_visible()
    fine(organiser)
    assert mailbox.arrived() == []
    author.reload()
    expect(author.get_by_text("soumise", exact=True)).to_be_visible()

    organiser.get_by_role("button", name="Eine E-Mail versenden").click()
    expect(organiser.get_by_text("Eine E-Mail ist unterwegs.")).to_be_visible()
    (answer,) = mailbox.arrived()
    assert answer["To"] == "s.guivarch@example.org"
    author.reload()
    expect(author.get_by_text("acceptée", exact=True)).to_be_visible()
    organiser.get_by_role("link", name=TITLE).click()
    organiser.get_by_role("link", name="Zum Programmpunkt").click()
    expect(organiser.get_by_role("heading", level=1)).to_contain_text(TITLE)
    expect(organiser.locator("main")).to_contain_text("Guivarc’h")
    organiser.get_by_role("link", name="Materialien").click()
    expect(organiser.get_by_role("link", name="Thèse.pdf")).to_be_visible()
