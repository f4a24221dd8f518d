"""The whole main job in a real browser: sign-up, e-mail, badge, door, dashboard."""

import contextlib
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users as accounts
from eventapp.composition import mailing
from eventapp.events.models import Role
from eventapp.extensions import db
from eventapp.mail import sending
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.demo import demo_event
from tests.factories.entrances import make_entrance
from tests.factories.films import held, write_film
from tests.factories.machine import launch
from tests.journeys.emails import email_to, link_to

pytestmark = [
    pytest.mark.demo(participants=20),
    pytest.mark.browser,
    pytest.mark.timeout(180),
    pytest.mark.on_sqlite,
]
"""The way is the same whatever the database’s kind; each of its steps is tested on both."""


def registers_in_french(page: Page, url: str) -> None:
    """Take a place as a French visitor with a telephone; one mistake on the way."""
    page.goto(f"{url}/go-cluster/")
    page.get_by_role("link", name="S’inscrire").first.click()
    page.get_by_label("Pôles de compétitivité").check()
    page.get_by_label("Prénom").fill("Anne-Sophie")
    page.get_by_label("Nom", exact=True).fill("d’Ormesson-Le Goff")
    page.get_by_role("combobox", name="Organisation").fill("Pôle Véhicule du Futur")
    page.get_by_label("Adresse électronique").fill("as.dormesson@vehiculedufutur")
    page.get_by_label("J’ai pris connaissance").check()
    page.get_by_role("button", name="S’inscrire").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "Ce n’est pas une adresse électronique complète"
    )
    expect(page.get_by_label("Nom", exact=True)).to_have_value("d’Ormesson-Le Goff")
    page.get_by_label("Adresse électronique").fill("as.dormesson@vehiculedufutur.example.org")
    page.get_by_role("button", name="S’inscrire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Consultez votre messagerie")


def camera_film(picture: Image.Image, target: Path) -> None:
    """Write a film in which somebody holds the badge's code before the camera, leaves, returns."""
    write_film(target, [(held(picture), 15), (held(None), 12)])


def test_visitor_registers_and_is_let_in_once(
    app: Flask,
    live: LiveServer,
    session: Session,
    browser: Browser,
    playwright: Playwright,
    tmp_path: Path,
) -> None:
    event = demo_event(session)
    make_entrance(session, event, "Eingang")
    organiser = make_member(session, event, Role.ORGANISER)
    cookie = accounts.sign_in(session, organiser, browser="", strong=False, now=clock.now())
    session.commit()

    phone = browser.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR").new_page()
    registers_in_french(phone, live.url)
    with app.app_context():
        assert sending.drain(db.engine, mailing()) == 1
    folder = app.config["EVENTAPP"].data_dir / "outbox"
    address = "as.dormesson@vehiculedufutur.example.org"
    subject = email_to(folder, address)["Subject"]
    assert subject.startswith("Votre place est confirmée")
    phone.goto(live.url + link_to(folder, address, "r"))
    phone.get_by_role("button", name="Ouvrir mon inscription").click()
    expect(phone.get_by_text("Place confirmée")).to_be_visible()
    expect(phone.get_by_role("img", name="Votre code d’entrée")).to_be_visible()

    desk = browser.new_context(locale="de-DE", accept_downloads=True).new_page()
    desk.context.add_cookies([{"name": "who", "value": cookie, "url": live.url}])
    desk.goto(f"{live.url}/go-cluster/manage/registrations?q=dormesson")
    expect(desk.get_by_role("rowheader")).to_contain_text("d’Ormesson-Le Goff")
    desk.goto(f"{live.url}/go-cluster/manage/badges")
    with desk.expect_download() as waiting:
        desk.get_by_role("button", name="PDF erstellen").click()
    document = pypdfium2.PdfDocument(waiting.value.path())
    number = next(
        place
        for place, sheet in enumerate(document)
        if "Ormesson" in sheet.get_textpage().get_text_range()
    )
    sheet = document[number].render(scale=300 / 72).to_pil()
    mm = 300 / 25.4
    code = sheet.crop((int(67 * mm), int(86 * mm), int(101 * mm), int(120 * mm)))
    camera_film(code, tmp_path / "badge.mjpeg")

    desk.goto(f"{live.url}/go-cluster/manage/checkin")
    desk.get_by_label("Wer das Gerät benutzt").fill("Per")
    desk.get_by_role("button", name="Code anzeigen").click()
    typed = desk.locator(".pass-code").inner_text()

    session.rollback()
    event.starts_at = event.ends_at = None  # the day has come: any day is one of the event's
    session.commit()
    door_goes_green_once(playwright, live.url, desk, typed, tmp_path / "badge.mjpeg")

    desk.goto(f"{live.url}/go-cluster/manage/")
    expect(desk.locator(".figures")).to_contain_text("insgesamt 1 eingelassen")


def door_goes_green_once(
    playwright: Playwright, url: str, desk: Page, typed: str, film: Path
) -> None:
    """Enrol a telephone with that camera, let it in, and read the badge twice."""
    chromium = launch(
        playwright,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    with contextlib.closing(chromium):
        context = chromium.new_context(
            viewport={"width": 390, "height": 844}, locale="fr-FR", permissions=["camera"]
        )
        door = context.new_page()
        refused: list[str] = []
        door.on(
            "console",
            lambda said: refused.append(said.text) if "Content Security" in said.text else None,
        )
        door.goto(f"{url}/door")
        door.get_by_label("Code de dix caractères").fill(typed)
        door.get_by_role("button", name="Enregistrer").click()
        expect(door.get_by_role("heading", name="Presque terminé")).to_be_visible()
        desk.goto(f"{url}/go-cluster/manage/checkin")
        desk.get_by_role("button", name="Dieses Gerät freischalten").click()
        word = door.locator("#word")
        expect(word).to_have_text("Bienvenue", timeout=30_000)
        expect(door.locator("#name")).to_have_text("Anne-Sophie d’Ormesson-Le Goff")
        # Held before the camera it is silent; gone and shown again it is inside already.
        expect(word).to_have_text("Entrée déjà enregistrée", timeout=60_000)
        expect(door.locator("#note")).to_contain_text("Haupteingang")
        assert refused == []
