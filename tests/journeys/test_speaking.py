"""A deputy director general and her assistant, on a phone, in French: from invitation to portrait."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users
from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.mail.links import make_token
from eventapp.mail.transports import SmtpTransport
from eventapp.media.models import StoredFile
from eventapp.people.models import Person
from eventapp.speakers.models import Contributor
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event
from tests.factories.pictures import PDF, halves
from tests.factories.post import Postman, drain
from tests.factories.speakers import make_contributor
from tests.journeys.emails import text_of
from tests.journeys.measuring import too_wide

pytestmark = [pytest.mark.browser, pytest.mark.on_sqlite, pytest.mark.timeout(120)]
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def contributor(session: Session) -> Contributor:
    """Return a deputy director general who has a part, and whom nobody has asked yet."""
    event = make_event(session)
    item = make_session(session, event, "Clusters", starts_at=event.starts_at or NOON)
    made = make_contributor(session, event, item=item, email="g@example.org")
    made.language = "fr"
    session.commit()
    return made


def invite(session: Session, live: LiveServer, browser: Browser, contributor: Contributor) -> None:
    """Let an organiser, in German, invite the person by the button on their page."""
    event = session.get_one(Event, contributor.event_id)
    who = users.sign_in(
        session, make_member(session, event), browser="", strong=False, now=clock.now()
    )
    path = f"/spring/manage/speakers/{contributor.person.public_id}"
    session.commit()
    context = browser.new_context(locale="de-DE")
    context.add_cookies([{"name": "who", "value": who, "url": live.url}])
    page = context.new_page()
    page.goto(live.url + path)
    page.get_by_role("link", name="Einladen").first.click()
    page.get_by_label("Antwort bis").fill("2027-02-13")
    page.get_by_label("Persönlicher Text").fill("Votre projet, nos clusters veulent l’entendre.")
    page.get_by_role("button", name="Einladung versenden").click()
    expect(page.get_by_text("Einladung versandt.")).to_be_visible()


def received(app: Flask, postman: tuple[Postman, SmtpTransport]) -> EmailMessage:
    """Let the worker send what waits, and return the one e-mail that came over the line."""
    handler, transport = postman
    assert drain(app, transport) == 1
    (message,) = handler.received
    email = message_from_bytes(message.as_bytes(), policy=default)
    assert isinstance(email, EmailMessage)
    return email


def test_organiser_invites_and_the_email_over_smtp_leads_to_the_answer(
    app: Flask,
    live: LiveServer,
    session: Session,
    browser: Browser,
    contributor: Contributor,
    postman: tuple[Postman, SmtpTransport],
) -> None:
    invite(session, live, browser, contributor)
    email = received(app, postman)
    assert email["To"] == "g@example.org"
    assert email["Subject"].startswith("Invitation à intervenir : votre réponse d’ici au samedi 13")
    text = text_of(email)
    for words in (
        "Clusters",
        "Quand\N{NO-BREAK SPACE}:",
        "Votre projet, nos clusters",
        "Acceptez ou déclinez ici",
    ):
        assert words in text
    html = email.get_body(("html",))
    assert html is not None
    (link,) = set(re.findall(r"/spring/speaking/i/[\w.-]+", text))
    assert set(re.findall(r'href="[^"]*(/spring/speaking/i/[\w.-]+)"', html.get_content())) == {
        link
    }

    page = browser.new_context(viewport=PHONE, locale="fr-FR").new_page()
    page.goto(live.url + link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Geneviève Le Goff")
    session.rollback()
    session.expire_all()
    assert session.scalars(select(SessionRole.state)).one() is ContributorState.INVITED
    assert contributor.answered_at is None
    session.rollback()

    page.get_by_label("Non, Geneviève Le Goff décline").check()
    page.locator("[name=reason]").fill("Déplacement au Japon")
    page.locator("[name=answered_as][value=self]").check()
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.get_by_text("Déclinée le")).to_be_visible()

    session.expire_all()
    assert session.scalars(select(SessionRole.state)).one() is ContributorState.DECLINED
    assert contributor.decline_reason == "Déplacement au Japon"
    session.rollback()


def opened(app: Flask, session: Session, contributor: Contributor) -> str:
    """Return the path of the person's own link, once they were invited."""
    role = session.scalars(select(SessionRole)).one()
    role.state, contributor.invited_at = ContributorState.INVITED, NOON
    session.commit()
    token = make_token(app.config["SECRET_KEY"], "speaking-consent", contributor.person.public_id)
    session.rollback()
    return f"/spring/speaking/i/{token}"


def fits(page: Page, path: str) -> None:
    """See that this page comes, is as wide as the phone, and that nobody is shut out."""
    page.wait_for_url(f"**/spring/speaking{path}")
    assert too_wide(page) <= 0
    assert Axe().run(page).violations_count == 0


def test_assistant_accepts_and_gives_texts_portrait_and_slides_but_no_consent(
    app: Flask, live: LiveServer, session: Session, browser: Browser, contributor: Contributor
) -> None:
    page = browser.new_context(viewport=PHONE, locale="fr-FR").new_page()
    page.goto(live.url + opened(app, session, contributor))
    page.get_by_label("Oui, Geneviève Le Goff accepte").check()
    page.get_by_label("Je réponds pour Geneviève Le Goff").check()
    page.locator("[name=assistant_name]").fill("Océane Buisson")
    page.locator("[name=assistant_email]").fill("o.buisson@example.org")
    page.get_by_role("button", name="Envoyer la réponse").click()
    page.locator("a[href='/spring/speaking']").first.click()

    expect(page.get_by_role("heading", level=2).first).to_contain_text("Il manque encore")
    fits(page, "")
    page.locator(".missing").get_by_role("link", name="Portrait").first.click()
    picture = FilePayload(name="glg.jpg", mimeType="image/jpeg", buffer=halves())
    page.locator("#file").set_input_files(picture)
    page.get_by_role("group", name="Cadrage de l’image").press("ArrowRight")
    page.locator("[name=portrait_alt-fr]").fill("Une femme aux cheveux courts")
    fits(page, "/portrait")
    page.get_by_role("button", name="Enregistrer le portrait").click()

    page.locator(".missing").get_by_role("link", name="Biographie en allemand").click()
    fits(page, "/texts*")
    page.locator("[name=biography-fr]").fill("Geneviève Le Goff dirige les coopérations.")
    page.locator("[name=function-fr]").fill("Directrice générale adjointe")
    for code in ("de", "en"):
        page.locator(f"[name=translate_into][value={code}]").check()
    page.get_by_role("button", name="Enregistrer").click()

    page.locator(".missing").get_by_role("link", name="Présentation").click()
    slides = FilePayload(name="De l’intention.pdf", mimeType="application/pdf", buffer=PDF)
    page.locator("#file").set_input_files(slides)
    fits(page, "/files*")
    page.get_by_role("button", name="Ajouter le fichier").click()
    expect(page.get_by_role("link", name="De l’intention.pdf")).to_be_visible()
    page.goto(f"{live.url}/spring/speaking/consents")
    expect(page.locator("form#typed")).to_have_count(0)
    fits(page, "/consents")

    session.expire_all()
    person = session.scalars(select(Person)).one()
    assert person.portrait is not None
    assert person.biography.into("fr").startswith("Geneviève")
    assert len(session.scalars(select(StoredFile)).all()) == 2
    assert session.scalars(select(SessionRole.state)).one() is ContributorState.ACCEPTED
    session.rollback()


def test_without_a_script_everything_is_answered_and_saved(
    app: Flask, live: LiveServer, session: Session, browser: Browser, contributor: Contributor
) -> None:
    context = browser.new_context(viewport=PHONE, locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    page.goto(live.url + opened(app, session, contributor))
    page.get_by_label("Oui, Geneviève Le Goff accepte").check()
    page.locator("[name=answered_as][value=self]").check()
    page.get_by_role("button", name="Envoyer la réponse").click()
    expect(page.get_by_text("Acceptée le")).to_be_visible()

    def save(path: str, button: str = "Enregistrer") -> None:
        """Press the button of a page and see that it was taken."""
        page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_url(f"**/spring/speaking{path}")

    def go(path: str) -> None:
        page.goto(f"{live.url}/spring/speaking/{path}")

    go("texts")
    for code in ("de", "fr", "en"):
        page.locator(f"[name=function-{code}]").fill("Directrice")
        page.locator(f"[name=biography-{code}]").fill("Elle dirige.")
    save("")
    go("portrait")
    picture = FilePayload(name="glg.jpg", mimeType="image/jpeg", buffer=halves())
    page.locator("#file").set_input_files(picture)
    save("", "Enregistrer le portrait")
    go("files")
    slides = FilePayload(name="plan.pdf", mimeType="application/pdf", buffer=PDF)
    page.locator("#file").set_input_files(slides)
    page.get_by_label("Tout le monde", exact=True).check()
    save("/files", "Ajouter le fichier")
    expect(page.get_by_role("link", name="plan.pdf")).to_be_visible()
    go("stage")
    page.locator("[name=technical_needs]").fill("Un micro-cravate")
    save("")
    go("availability")
    page.locator("[name$=begins]").first.fill("2027-04-15T11:00")
    page.locator("[name$=ends]").first.fill("2027-04-15T16:00")
    save("/availability")
    go("travel")
    page.locator("[name=travel]").fill("Train de 9 h")
    save("")
    go("consents")
    for name in ("recording", "photographs"):
        page.locator(f"[name={name}][value=no]").check()
    save("")

    expect(page.get_by_role("heading", level=2).first).to_have_text("Il ne manque rien")
    session.expire_all()
    assert contributor.technical_needs == "Un micro-cravate"
    assert (contributor.recording, contributor.photographs) == (False, False)
    assert contributor.person.portrait is not None
    session.rollback()
