"""The scanner's page in a real browser, fed by a hand scanner's keys."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.badges.codes import shown
from eventapp.badges.models import Badge
from eventapp.checkin.models import Device, Profile, Scan
from eventapp.checkin.services import devices
from eventapp.events.models import Event
from tests.checkin.test_doors import make_badge
from tests.conftest import LiveServer
from tests.factories.entrances import make_entrance
from tests.factories.events import make_category, make_event_with_category
from tests.factories.registrations import make_registration
from tests.factories.scanners import WAIT, enrol, scan

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(120),
    pytest.mark.on_sqlite,
]
"""The page is the same whatever the database’s kind; the races at the door walk both."""


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose end is ahead of every clock."""
    event, _category = make_event_with_category(session)
    event.starts_at = event.ends_at = None
    return event


@pytest.fixture
def badge(session: Session, app: Flask, event: Event) -> Badge:
    """Return the badge of a confirmed participant."""
    category = make_category(session, event, key="members")
    return make_badge(session, app, event, make_registration(session, event, category))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a telephone's page; a failing script fails the test."""
    context = browser.new_context(locale="de-DE", viewport={"width": 390, "height": 844})
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    yield page
    context.close()
    assert problems == []


def test_phone_enrols_by_the_code_in_the_address_and_forgets_all_when_shut_out(
    session: Session, live: LiveServer, event: Event, page: Page
) -> None:
    door = make_entrance(session, event, "Haupteingang")
    session.flush()
    offer = devices.offer_enrolment(
        session, event, door, label="Per", profile=Profile.SCAN, now=clock.now()
    )
    session.commit()

    page.goto(f"{live.url}/door#e1.{offer.token}")
    expect(page.get_by_role("heading", name="Fast fertig")).to_be_visible(timeout=WAIT)
    assert offer.token not in page.url
    device = session.scalars(select(Device)).one()
    devices.let_in(session, device, by="test", now=clock.now())
    session.commit()
    expect(page.locator("#finder")).to_be_visible(timeout=WAIT)
    expect(page.locator("#gate")).to_have_text("Haupteingang")

    device = session.scalars(select(Device)).one()
    devices.revoke(session, device, by="test", now=clock.now())
    session.commit()
    scan(page, "HELLO1")

    expect(page.locator("#enrol-error")).to_contain_text("gesperrt", timeout=WAIT)
    assert page.evaluate("() => localStorage.length") == 0
    assert page.context.cookies() == []


def test_helper_lets_in_again_takes_back_and_goes_on_after_a_foreign_code(
    session: Session, live: LiveServer, event: Event, badge: Badge, page: Page
) -> None:
    token = badge.token
    enrol(page, live.url, session, event, door="Nordtür")
    scan(page, token)
    expect(page.locator("#word")).to_have_text("Willkommen", timeout=WAIT)
    expect(page.locator("#name")).to_have_text("Ada Müller")
    expect(page.locator("#sentence")).to_have_text("Herzlich willkommen, einen guten Tag!")

    page.context.clear_cookies()
    enrol(page, live.url, session, event, door="Südtür")
    scan(page, "4006381333931")
    expect(page.locator("#word")).to_have_text("Bitte zum Tagungsbüro", timeout=WAIT)
    expect(page.locator("#why")).to_have_text("Das ist kein Namensschild aus diesem System")
    expect(page.locator("#note")).to_have_text("Scannen Sie ein Namensschild dieser Veranstaltung")
    scan(page, token)  # nobody waits for the refusal to go
    expect(page.locator("#word")).to_have_text("Bereits eingelassen", timeout=WAIT)
    expect(page.locator("#note")).to_contain_text("Nordtür")
    expect(page.locator("#trail li")).to_have_count(0)  # a poster is nobody
    page.get_by_role("button", name="Trotzdem einlassen …").click()
    expect(page.locator("#anyway-who")).to_have_text("Ada Müller")
    page.get_by_role("button", name="War nur kurz draußen").click()
    expect(page.locator("#word")).to_have_text("Willkommen", timeout=WAIT)
    expect(page.locator("#inside")).to_have_text("1 von 1 vor Ort")
    page.get_by_role("button", name="Zurücknehmen …").click()
    expect(page.locator("#word")).to_have_text("Willkommen")  # nothing happens at once
    page.locator("#undo-rows").get_by_role("button", name="Ada Müller").click()
    expect(page.locator("#inside")).to_have_text("0 von 1 vor Ort", timeout=WAIT)
    expect(page.locator("#hint")).to_contain_text("Zurückgenommen. Die Kamera ist aus")

    session.rollback()
    kept = session.execute(select(Scan.seq, Scan.decision, Scan.why).order_by(Scan.id)).all()
    assert [tuple(row) for row in kept] == [
        (1, "admit", None),
        (1, "refuse", "not_a_badge"),
        (2, "refuse", "already_in"),
        (3, "admit", "was_outside"),
        (4, "admit", "undo"),
    ]


def test_typed_code_with_a_slip_is_said_to_be_mistyped(
    session: Session, live: LiveServer, event: Event, badge: Badge, page: Page
) -> None:
    wrong = ("2" if badge.fallback[0] == "3" else "3") + badge.fallback[1:]
    enrol(page, live.url, session, event, profile=Profile.DESK)

    page.get_by_label("Code aus neun Zeichen").fill(wrong)
    page.get_by_role("button", name="Prüfen").click()

    expect(page.locator("#code-error")).to_contain_text("Vertippt")
    assert page.get_by_label("Code aus neun Zeichen").input_value() == wrong


def test_names_go_when_the_phone_is_locked(
    session: Session, live: LiveServer, event: Event, badge: Badge, page: Page
) -> None:
    token = badge.token
    enrol(page, live.url, session, event)
    scan(page, token)
    expect(page.locator("#name")).to_have_text("Ada Müller", timeout=WAIT)

    page.evaluate(
        """() => {
          Object.defineProperty(document, "visibilityState", { value: "hidden" });
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )

    expect(page.locator("#answer")).to_be_hidden()
    assert "Müller" not in page.content()


def test_next_badge_replaces_the_result_and_the_last_three_stay_for_a_minute(
    session: Session, app: Flask, live: LiveServer, event: Event, page: Page
) -> None:
    category = make_category(session, event, key="members")
    tokens = []
    for number in range(5):
        person = make_registration(
            session, event, category, f"Gast{number}", email=f"guest{number}@example.org"
        )
        tokens.append(make_badge(session, app, event, person).token)
    enrol(page, live.url, session, event)
    page.clock.install()
    page.reload()
    expect(page.locator("#finder")).to_be_visible(timeout=WAIT)

    for token in tokens:
        scan(page, token)
    expect(page.locator("#name")).to_have_text("Ada Gast4", timeout=WAIT)
    names = page.locator("#trail b").all_inner_texts()
    page.clock.fast_forward(61_000)

    assert names == ["Ada Gast3", "Ada Gast2"]
    expect(page.locator("#trail b").first).to_have_text("Zuletzt eingelassen")
    assert "Gast3" not in page.content()


def test_phone_of_the_desk_takes_the_typed_code(
    session: Session, live: LiveServer, event: Event, badge: Badge, page: Page
) -> None:
    typed = shown(badge.fallback).lower()
    enrol(page, live.url, session, event, profile=Profile.DESK)

    page.get_by_label("Code aus neun Zeichen").fill(typed)
    page.get_by_role("button", name="Prüfen").click()

    expect(page.locator("#word")).to_have_text("Willkommen", timeout=WAIT)
    expect(page.locator("#name")).to_have_text("Ada Müller")
