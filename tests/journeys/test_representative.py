"""A co-host's representative, in French, on a desktop: ten places to fill by Friday."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FilePayload, Page, expect
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users as accounts
from eventapp.agenda.models import ContributorState
from eventapp.documents import tables
from eventapp.mail.models import Email, EmailState
from eventapp.people.services import PersonChange, change_person
from eventapp.registration.models import Invitation, InvitationState, Registration, State
from eventapp.registration.services import invitations
from eventapp.registration.services.invitations import InvitationChange
from tests.conftest import LiveServer
from tests.factories.events import make_event_with_category
from tests.factories.people import make_host, make_organisation, make_representative
from tests.factories.registrations import SOMEBODY, make_contingent, make_registration
from tests.factories.speakers import make_contributor
from tests.journeys.measuring import too_wide

pytestmark = [pytest.mark.browser, pytest.mark.on_sqlite, pytest.mark.timeout(120)]

ASKED = (("Laporte", "laporte@ceramique.example"), ("Marty", "marty@xylofutur.exampl"))


def build(session: Session) -> str:
    """Store a host with 7 of 10 places filled, 2 people asked; return its sign-in."""
    now = clock.now()
    event, category = make_event_with_category(session, places=100)
    host = make_host(session, event, make_organisation(session, event, "AFPC"))
    make_contingent(session, event, name="AFPC", places=10, organisation="AFPC")
    for number in range(7):
        make_registration(session, event, category, f"Nom{number}", organisation="AFPC")
    guests = [InvitationChange(email=to, family_name=name, language="fr") for name, to in ASKED]
    sent = now - timedelta(days=5)
    written = invitations.written_to(event, category, guests, host.organisation, now=sent)
    invitations.invite_all(session, event, written, by=SOMEBODY, now=sent)
    returned = update(Email).where(Email.to_address == ASKED[1][1])
    session.execute(returned.values(state=EmailState.BOUNCED))
    speaker = make_contributor(
        session, event, state=ContributorState.ACCEPTED, email="hugues@x.example"
    ).person
    of_host = replace(PersonChange.of(speaker), organisation="AFPC")
    change_person(session, speaker, of_host, by=SOMEBODY, now=now)
    who = make_representative(session, event, host, "rep@x.example", language="fr")
    cookie = accounts.sign_in(session, who, browser="", strong=False, now=now)
    session.commit()
    return cookie


def sound(page: Page) -> None:
    """See that a page shuts nobody out and does not scroll sideways."""
    assert too_wide(page) <= 0
    assert Axe().run(page).violations_count == 0


def row(page: Page, name: str) -> str:
    """Return what stands in the row of somebody."""
    return page.get_by_role("row").filter(has_text=name).first.inner_text()


def edit(page: Page, name: str) -> None:
    """Open the row of somebody."""
    page.get_by_role("row").filter(has_text=name).get_by_role("link").click()
    expect(page.locator("#correction")).to_be_visible()


def test_ten_places_are_filled_by_friday(
    live: LiveServer, session: Session, browser: Browser, tmp_path: Path
) -> None:
    cookie = build(session)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    context.add_cookies([{"name": "who", "value": cookie, "url": live.url}])
    page = context.new_page()
    page.set_default_timeout(6000)
    page.goto(f"{live.url}/spring/manage/?lang=fr")

    expect(page.locator("main")).to_contain_text("7 places attribuées sur 10")
    expect(page.locator("main")).to_contain_text("2 invitations sans réponse, 1 place libre")
    expect(page.locator(".due")).to_contain_text("Marty n’a pas reçu le courriel")
    expect(page.locator(".due")).to_contain_text("Laporte n’a pas répondu")
    expect(page.locator(".due")).to_contain_text("Biographie")
    sound(page)
    page.get_by_role("button", name="Relancer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Délégation")

    correct_and_resend(page)
    invite_and_register(page)
    bring_a_table(page)
    cancel_and_remind(page)
    take_the_list_home(page, tmp_path)

    session.rollback()
    asked = select(Invitation.family_name, Invitation.language).where(
        Invitation.state == InvitationState.OPEN
    )
    assert {(name, language) for name, language in session.execute(asked)} == {
        ("Laporte", "fr"), ("Marty", "fr"), ("Vidal", "fr"), ("Weber", "de"), ("Petit", "fr"),
    }  # fmt: skip
    gone = select(Registration.family_name).where(Registration.state == State.CANCELLED)
    assert session.scalars(gone).all() == ["Nom0"]
    who = select(Email.to_address).where(Email.kind == "PersonalInvitation")
    assert session.scalars(who).all().count("marty@xylofutur.example") == 1


def correct_and_resend(page: Page) -> None:
    """Mend the address that was returned, in its row."""
    edit(page, "Marty")
    page.locator("#correction [name=email]").fill("marty@xylofutur.example")
    page.get_by_role("button", name="Corriger et renvoyer").click()
    expect(page.get_by_role("status").first).to_contain_text("corrigé")
    assert "Pas encore de réponse" in row(page, "Marty")


def invite_and_register(page: Page) -> None:
    """Invite somebody for the last place; nobody can be registered beyond it."""
    page.locator("#typed [name=family_name]").fill("Vidal")
    page.locator("#typed [name=email]").fill("vidal@x.example")
    page.get_by_role("button", name="Inviter, 1 place libre").click()
    expect(page.get_by_role("button", name="Inviter, 0 place libre")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="Inscrire quelqu’un").click()
    page.get_by_label("Nom", exact=True).fill("Seguin")
    page.locator("[name=email]").fill("seguin@x.example")
    sound(page)
    page.get_by_role("button", name="Inscrire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Délégation")
    assert "Inscription confirmée" in row(page, "Seguin")


def bring_a_table(page: Page) -> None:
    """Bring a table without telling heads: its columns are assigned before anybody is invited."""
    page.get_by_role("link", name="Importer une liste").click()
    table = "Qui;Contact;Langue\nAnke Weber;weber@x.example;allemand\nLuc Petit;petit@x.example;\n"
    file = FilePayload(name="adherents.csv", mimeType="text/csv", buffer=table.encode())
    page.locator("#file").set_input_files(file)
    sound(page)
    page.get_by_role("button", name="Aperçu").click()
    expect(page.locator("#would")).to_have_text("0 personne serait invitée")
    page.get_by_label("Qui").select_option("name")
    page.get_by_label("Contact").select_option("email")
    page.get_by_role("button", name="Aperçu avec ces colonnes").click()
    expect(page.locator("#would")).to_have_text("2 personnes seraient invitées")
    assert "Deutsch" in row(page, "Weber")
    sound(page)
    page.get_by_role("button", name="Envoyer 2 invitations").click()
    expect(page.get_by_role("status").first).to_contain_text("2 invitations")


def cancel_and_remind(page: Page) -> None:
    """Cancel the registration of one; remind who was not reminded today."""
    edit(page, "Nom0")
    page.get_by_text("Annuler l’inscription").click()
    page.get_by_role("button", name="Annuler définitivement").click()
    expect(page.get_by_role("row").filter(has_text="Nom0")).to_contain_text("Annulée")
    page.get_by_role("button", name="Relancer toutes les personnes sans réponse").click()
    expect(page.get_by_role("status").first).to_be_visible()


def take_the_list_home(page: Page, folder: Path) -> None:
    """Download the list as a workbook and as CSV: both hold everybody, whatever their state."""
    for form in ("XLSX", "CSV"):
        with page.expect_download() as coming:
            page.get_by_role("link", name=form, exact=True).click()
        coming.value.save_as(folder / form)
        heads, *people = tables.read((folder / form).read_bytes())
        names = {line[heads.index("family_name")] for line in people}
        assert {"Nom0", "Nom6", "Seguin", "Vidal", "Marty", "Weber"} <= names
