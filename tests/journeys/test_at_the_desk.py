"""An organiser and a door helper at work in a real browser."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users as accounts
from eventapp.badges import services as badges
from eventapp.badges.models import Badge
from eventapp.events.models import Event, Role
from eventapp.registration.models import Registration, State
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.demo import demo_event
from tests.factories.scanners import enrol, scan

pytestmark = [
    pytest.mark.demo,
    pytest.mark.browser,
    pytest.mark.timeout(120),
    pytest.mark.on_sqlite,
]
"""The pages are the same whatever the database’s kind; the services are tested on both."""


@pytest.fixture
def event(session: Session) -> Event:
    """Return the demo event with some of its participants."""
    return demo_event(session)


@pytest.fixture
def desk(session: Session, live: LiveServer, browser: Browser, event: Event) -> Page:
    """Return the browser of an organiser who is signed in."""
    organiser = make_member(session, event, Role.ORGANISER)
    value = accounts.sign_in(session, organiser, browser="", strong=False, now=clock.now())
    session.commit()
    context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "who", "value": value, "url": live.url}])
    return context.new_page()


def test_search_narrows_the_table_while_typing(desk: Page, live: LiveServer) -> None:
    problems: list[str] = []
    desk.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    desk.goto(f"{live.url}/go-cluster/manage/registrations")

    desk.get_by_role("searchbox").press_sequentially("Schaefer", delay=20)

    expect(desk.locator("#table")).to_contain_text("Schäfer")
    expect(desk).to_have_url(re.compile("q=Schaefer"))
    desk.get_by_label("Pôles de compétitivité").check(force=True)
    expect(desk.get_by_role("heading", name="Niemand entspricht dieser Suche")).to_be_visible()
    assert problems == []


def test_more_places_are_handed_on_and_a_moved_session_clashes_until_it_is_released(
    desk: Page, live: LiveServer
) -> None:
    desk.goto(f"{live.url}/go-cluster/manage/")
    expect(desk.locator(".figures")).to_contain_text("Wartend\n9", use_inner_text=True)
    desk.goto(f"{live.url}/go-cluster/manage/categories/")
    desk.get_by_role("link", name="Gäste", exact=True).click()
    desk.get_by_label("Plätze dieser Kategorie").fill("30")
    desk.get_by_role("button", name="Speichern").click()
    desk.goto(f"{live.url}/go-cluster/manage/")
    expect(desk.locator(".figures")).to_contain_text("Wartend\n4", use_inner_text=True)

    desk.goto(f"{live.url}/go-cluster/manage/agenda")
    desk.get_by_role("link", name="Erfolgreiche Clusterkooperationen dank Cross-Clustering").click()
    panel = desk.get_by_role("complementary", name="Erfolgreiche Clusterkooperationen")
    expect(panel.get_by_label("Raum")).not_to_have_value("")
    panel.get_by_label("Raum").select_option(label="Aula")
    panel.get_by_role("button", name="Verschieben").click()
    expect(desk.locator(".editor-clash")).to_contain_text("zur gleichen Zeit im selben Raum")
    desk.get_by_role("button", name="Eine Änderung veröffentlichen").click()
    expect(desk.get_by_role("status").first).to_contain_text("Als Version 4 veröffentlicht.")


def test_hand_scanner_is_read_by_its_keys_on_every_keyboard(
    app: Flask, session: Session, live: LiveServer, browser: Browser, event: Event
) -> None:
    folder = app.config["EVENTAPP"].data_dir / "keys"
    badges.issue_missing(session, event, folder, now=clock.now())
    face = badges.faces(session, event, chosen="all")[0]
    event.starts_at = event.ends_at = None  # any day is one of its days
    context = browser.new_context(locale="de-DE", viewport={"width": 390, "height": 844})
    page = context.new_page()
    enrol(page, live.url, session, event)
    page.evaluate("() => document.activeElement.blur()")

    scan(page, face.token)

    expect(page.locator("#word")).to_have_text("Willkommen")
    expect(page.locator("#name")).to_contain_text(face.family_name)
    expect(page.locator("#inside")).to_contain_text("1 von", timeout=20_000)


def test_printing_a_few_badges_tells_what_became_of_it_each_time(
    desk: Page, live: LiveServer, session: Session, event: Event
) -> None:
    confirmed = Registration.event_id == event.id, Registration.state == State.CONFIRMED
    three = select(Registration.id).where(*confirmed).limit(3)
    others = update(Registration).where(
        *confirmed, Registration.id.not_in(list(session.scalars(three)))
    )
    session.execute(others.values(state=State.CANCELLED))
    session.execute(update(Badge).values(printed_at=None))
    session.commit()
    desk.goto(f"{live.url}/go-cluster/manage/badges")
    desk.get_by_text("Nur noch nie gedruckte").click()

    with desk.expect_download() as file:
        desk.get_by_role("button", name="PDF erstellen").click()
    expect(desk.get_by_role("status").first).to_contain_text("als gedruckt")
    expect(desk.locator(".figures")).to_contain_text("Noch nie gedruckt\n0", use_inner_text=True)
    desk.get_by_text("Nur noch nie gedruckte").click()
    desk.get_by_role("button", name="PDF erstellen").click()

    assert file.value.path().read_bytes().startswith(b"%PDF")
    expect(desk.get_by_role("status").first).to_contain_text("bereits gedruckt")
