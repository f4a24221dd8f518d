"""The assistant of a deputy director general, on a phone, in French: from a yes to a portrait."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.mail.links import make_token
from eventapp.media.models import StoredFile
from eventapp.people.models import Person
from tests.conftest import LiveServer
from tests.factories.events import NOON, make_event
from tests.factories.pictures import PDF, halves
from tests.factories.speakers import make_contributor
from tests.journeys.measuring import too_wide

pytestmark = [pytest.mark.browser, pytest.mark.on_sqlite, pytest.mark.timeout(120)]
PHONE: ViewportSize = {"width": 390, "height": 844}


def invited(app: Flask, session: Session) -> str:
    """Return the path of the link in the invitation of a deputy director general."""
    contributor = make_contributor(
        session, make_event(session), state=ContributorState.INVITED, email="g@example.org"
    )
    contributor.invited_at, contributor.language = NOON, "fr"
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
    app: Flask, live: LiveServer, session: Session, browser: Browser
) -> None:
    page = browser.new_context(viewport=PHONE, locale="fr-FR").new_page()
    page.goto(live.url + invited(app, session))
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

    session.rollback()
    person = session.scalars(select(Person)).one()
    assert person.portrait is not None
    assert person.biography.into("fr").startswith("Geneviève")
    assert len(session.scalars(select(StoredFile)).all()) == 2
    assert session.scalars(select(SessionRole.state)).one() is ContributorState.ACCEPTED
    session.rollback()
