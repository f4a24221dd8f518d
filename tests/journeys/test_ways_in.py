"""Journeys of places, in a real browser on a telephone: three people, three languages."""

from datetime import timedelta

import pytest
from babel import dates
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users as accounts
from eventapp.events.models import Category, Event, Role, WaitingList
from eventapp.registration import jobs
from eventapp.registration.models import Registration, State
from eventapp.registration.services import changes, invitations
from eventapp.registration.services.invitations import InvitationChange
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.demo import demo_event
from tests.factories.registrations import SOMEBODY, make_registration
from tests.journeys.emails import email_to, emails_to, link_to, post_round, text_of

pytestmark = [
    pytest.mark.demo,
    pytest.mark.browser,
    pytest.mark.timeout(180),
    pytest.mark.on_sqlite,
]
LATE = "joerg.spaetling@example.org"
PHONE: ViewportSize = {"width": 390, "height": 844}


def test_an_invited_french_manager_brings_two_colleagues(
    app: Flask, live: LiveServer, session: Session, browser: Browser
) -> None:
    event = demo_event(session)
    invite_to_the_poles(session, event)
    folder = post_round(app)
    context = browser.new_context(locale="fr-FR", viewport=PHONE)
    page = context.new_page()

    page.goto(live.url + link_to(folder, "c.lenoir@minalogic.example.org", "i"))
    page.get_by_label("J’ai pris connaissance").check()
    page.get_by_role("button", name="Oui, je viens").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Consultez votre messagerie")
    post_round(app)
    page.goto(live.url + link_to(folder, "c.lenoir@minalogic.example.org", "r"))
    page.get_by_role("button").first.click()
    page.get_by_role("link", name="Inscrire quelqu’un").click()
    brings(page, "Aïcha", "Ben Salah", "a.bensalah@minalogic.example.org")
    brings(page, "Théo", "Le Bihan", "")
    expect(page.get_by_text("a reçu un courriel et ne l’a pas encore ouvert")).to_be_visible()
    expect(page.locator(".rows > li").nth(1)).to_contain_text("a une place")

    post_round(app)
    email = email_to(folder, "a.bensalah@minalogic.example.org")
    assert "Claire Lenoir a procédé à votre inscription" in text_of(email)
    own = browser.new_context(locale="fr-FR", viewport=PHONE).new_page()
    own.goto(live.url + link_to(folder, "a.bensalah@minalogic.example.org", "r"))
    own.get_by_role("button").first.click()
    expect(own.get_by_role("heading", level=1)).to_have_text("Aïcha Ben Salah")
    page.reload()
    expect(page.locator(".rows > li").nth(0)).to_contain_text("a une place")

    page.locator(".rows > li").nth(1).get_by_role("link").click()
    page.get_by_label("Adresse électronique de la personne").fill("theo@minalogic.example.org")
    page.get_by_role("button", name="Rendre l’inscription indépendante").click()
    expect(page.get_by_role("status").first).to_contain_text(
        "L’inscription est désormais indépendante"
    )
    post_round(app)
    assert link_to(folder, "theo@minalogic.example.org", "r")
    session.rollback()
    three = Registration.family_name.in_(["Lenoir", "Ben Salah", "Le Bihan"])
    held = session.scalars(select(Registration.state).where(three))
    assert list(held) == [State.CONFIRMED] * 3


def test_a_late_comer_gets_and_loses_and_gets_an_offer(
    app: Flask, live: LiveServer, session: Session, browser: Browser
) -> None:
    event = demo_event(session)
    event.waiting_list = WaitingList.OFFER
    for registration in session.scalars(
        select(Registration).where(Registration.state == State.WAITING)
    ):
        changes.cancel(session, registration, event, by=SOMEBODY, now=clock.now())
    session.commit()
    page = browser.new_context(locale="de-DE", viewport=PHONE).new_page()

    comes_late(page, live.url)
    folder = post_round(app)
    page.goto(live.url + link_to(folder, LATE, "r"))
    page.get_by_role("button", name="Meine Anmeldung öffnen").click()
    expect(page.get_by_text("Warteliste, Nummer 1")).to_be_visible()

    guest_gives_up(session, event)
    waits_behind(session, event)
    post_round(app)
    page.reload()
    expect(page.get_by_text("Ihnen wird ein Platz angeboten")).to_be_visible()
    time_runs_out(session)
    page.get_by_role("button", name="Platz annehmen").click()
    expect(page.get_by_text("Die Frist für dieses Angebot ist abgelaufen")).to_be_visible()
    page.goto(f"{live.url}/go-cluster/my")
    expect(page.get_by_text("Warteliste, Nummer 1")).to_be_visible()

    guest_gives_up(session, event)
    post_round(app)
    page.reload()
    page.get_by_role("button", name="Platz annehmen").click()
    expect(page.get_by_role("status").first).to_contain_text("Ihr Platz ist bestätigt")
    expect(page.get_by_role("img", name="Ihr Code für den Eingang")).to_be_visible()
    post_round(app)
    assert [email["Subject"].split(" – ")[0] for email in emails_to(folder, LATE)] == [
        "Sie stehen auf der Warteliste",
        "Ein Platz ist für Sie reserviert",
        "Ein Platz ist für Sie reserviert",
        f"Ihr Platz am {dates.format_date(event.starts_at, 'd. MMMM yyyy', 'de')} ist bestätigt",
    ]


def test_an_organiser_on_the_day_of_the_deadline(
    live: LiveServer, session: Session, browser: Browser
) -> None:
    event = demo_event(session)
    organiser = make_member(session, event, Role.ORGANISER)
    organiser.language = "en"
    value = accounts.sign_in(session, organiser, browser="", strong=False, now=clock.now())
    session.commit()
    context = browser.new_context(locale="en-GB", viewport=PHONE)
    context.add_cookies([{"name": "who", "value": value, "url": live.url}])
    page = context.new_page()
    desk = f"{live.url}/go-cluster/manage"

    page.goto(f"{desk}/groups/")
    page.get_by_role("link", name="Guests", exact=True).click()
    page.get_by_label("Places of this category").fill("27")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{desk}/registrations?state=waiting")
    expect(page.get_by_text("7 registrations")).to_be_visible()

    boxes = page.locator("tbody input[type=checkbox]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="Confirm 2").click()
    done = page.get_by_role("region", name="Result")
    expect(done).to_contain_text("2 remained unchanged")
    expect(done.get_by_role("listitem").first).to_contain_text("the category has no place left")
    page.goto(f"{desk}/registrations?state=waiting")
    expect(page.get_by_text("7 registrations")).to_be_visible()

    person = page.locator("tbody a").first.get_attribute("href")
    page.goto(f"{live.url}{person}")
    page.locator("summary", has_text="Confirm").click()
    page.locator("details[open]").get_by_role("button").click()
    expect(page.get_by_text("No place is free.").first).to_be_visible()
    page.locator("#confirm_reason").fill("The minister asked for it")
    page.locator("details[open]").get_by_role("button").click()
    expect(page.get_by_text("confirmed").first).to_be_visible()

    page.goto(f"{desk}/settings")
    an_hour_ago = clock.now().astimezone(event.tzinfo) - timedelta(hours=1)
    page.get_by_label("Registration closes").fill(an_hour_ago.strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Save").first.click()
    visitor = browser.new_context(locale="en-GB", viewport=PHONE).new_page()
    visitor.goto(f"{live.url}/go-cluster/register")
    expect(visitor.get_by_text("Registration is closed").first).to_be_visible()


def comes_late(page: Page, url: str) -> None:
    """Register as a guest when every guest's place is taken."""
    page.goto(f"{url}/go-cluster/register")
    page.get_by_label("Gäste").check()
    expect(page.get_by_text("Ausgebucht; Sie kommen auf die Warteliste.")).to_be_visible()
    page.get_by_label("Vorname").fill("Jörg")
    page.get_by_label("Nachname").fill("Spätling")
    page.get_by_label("E-Mail-Adresse").fill(LATE)
    page.get_by_label("Ich habe die Datenschutzhinweise").check()
    page.get_by_role("button", name="Jetzt anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte prüfen Sie Ihr Postfach")


def guest_gives_up(session: Session, event: Event) -> None:
    """Let a guest who holds a place give it up."""
    statement = (
        select(Registration)
        .join(Category)
        .where(
            Category.key == "guests",
            Registration.state == State.CONFIRMED,
            Registration.family_name != "Spätling",
        )
    )
    guest = session.scalars(statement.order_by(Registration.id)).first()
    assert guest is not None
    changes.cancel(session, guest, event, by=SOMEBODY, now=clock.now())
    session.commit()


def waits_behind(session: Session, event: Event) -> None:
    """Let somebody else join the waiting list of the guests."""
    guests = session.scalars(select(Category).where(Category.key == "guests")).one()
    make_registration(session, event, guests, "Hinterher", consents=frozenset({"privacy"}))
    session.commit()


def time_runs_out(session: Session) -> None:
    """Let a week pass for the offers, and the clock do its work."""
    jobs.tend(session, now=clock.now() + timedelta(days=7))
    session.commit()


def invite_to_the_poles(session: Session, event: Event) -> None:
    """Invite the manager of a pôle in French."""
    poles = session.scalars(select(Category).where(Category.key == "poles")).one()
    guest = InvitationChange(
        email="c.lenoir@minalogic.example.org",
        given_name="Claire",
        family_name="Lenoir",
        organisation="Minalogic",
        language="fr",
    )
    invitations.invite(session, event, poles, guest, by=SOMEBODY, now=clock.now())
    session.commit()


def brings(page: Page, given_name: str, family_name: str, address: str) -> None:
    """Register one person from the page of one's party."""
    page.get_by_label("Prénom").fill(given_name)
    page.get_by_label("Nom", exact=True).fill(family_name)
    page.get_by_label("Adresse électronique de la personne").fill(address)
    page.get_by_role("button", name="Inscrire cette personne").click()
    expect(page.get_by_role("status").first).to_contain_text(f"{given_name} {family_name}")
