"""The door without a network, in a real browser: it decides, keeps and sends, and starts by itself."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.badges.models import Badge
from eventapp.checkin import queries, sealing
from eventapp.checkin.models import Device, Scan, ScanQuarantine
from eventapp.checkin.services import devices
from eventapp.events.models import Event
from tests.checkin.test_doors import make_badge
from tests.conftest import LiveServer
from tests.door.network import Network
from tests.factories.events import make_category, make_event_with_category
from tests.factories.registrations import make_registration
from tests.factories.scanners import WAIT, enrol, scan

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180), pytest.mark.on_sqlite]


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event without dates."""
    event, _category = make_event_with_category(session)
    event.ends_at = event.starts_at = None
    return event


@pytest.fixture
def badges(session: Session, app: Flask, event: Event) -> list[Badge]:
    """Return the badges of three confirmed participants."""
    category = make_category(session, event, key="members")
    return [
        make_badge(
            session,
            app,
            event,
            make_registration(
                session, event, category, f"Guest{number}", email=f"guest{number}@example.org"
            ),
        )
        for number in range(3)
    ]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a telephone."""
    context = browser.new_context(locale="en-GB", viewport={"width": 390, "height": 844})
    yield context
    context.close()


KNOWN = """(name) => new Promise((done) => {
  const request = indexedDB.open("door");
  request.onsuccess = () => {
    const count = request.result.transaction(name).objectStore(name).count();
    count.onsuccess = () => { request.result.close(); done(count.result); };
  };
})"""
"""How many entries one of the telephone's stores has."""


def knows(page: Page, name: str, number: int) -> None:
    """Wait until the telephone has so many entries in that store."""
    for _turn in range(100):
        if page.evaluate(KNOWN, name) == number:
            return
        page.wait_for_timeout(100)
    raise AssertionError(name)


def at_the_door(
    context: BrowserContext, live: LiveServer, session: Session, event: Event
) -> tuple[Page, Network]:
    """Return a telephone that has the list, and what stands between it and the server."""
    page = context.new_page()
    network = Network(context)
    sealing.reseal(session, event.id, now=clock.now())
    enrol(page, live.url, session, event)
    page.wait_for_function("() => navigator.serviceWorker.ready.then(() => true)")
    expect(page.locator("#sent")).to_have_text("all sent", timeout=WAIT)
    knows(page, "rec", 3)
    return page, network


def test_scans_are_decided_kept_and_sent_once_the_network_is_back(
    context: BrowserContext, live: LiveServer, session: Session, event: Event, badges: list[Badge]
) -> None:
    tokens = [badge.token for badge in badges]
    page, network = at_the_door(context, live, session, event)

    network.set_offline(offline=True)
    scan(page, tokens[0])
    expect(page.locator("#word")).to_have_text("Welcome", timeout=5_000)
    expect(page.locator("#name")).to_have_text("Ada Guest0")
    expect(page.locator("#note")).to_contain_text("Saved. Decided by the list of")
    scan(page, tokens[1])
    expect(page.locator("#name")).to_have_text("Ada Guest1", timeout=1_000)
    scan(page, "4006381333931")
    expect(page.locator("#why")).to_contain_text("not a badge", timeout=1_000)
    expect(page.locator("#gone")).to_contain_text("No connection since")
    expect(page.locator("#to-send")).to_contain_text("3 to send")
    network.set_offline(offline=False)

    expect(page.locator("#sent")).to_have_text("all sent", timeout=WAIT)
    assert [(kept["seq"], kept["dec"], kept["mode"]) for kept in network.scans] == [
        (1, "admit", "off"),
        (2, "admit", "off"),
        (3, "refuse", "off"),
    ]
    assert [kept["why"] for kept in network.scans] == [None, None, "not_a_badge"]
    session.rollback()
    stored = session.scalars(select(Scan).order_by(Scan.seq)).all()
    assert [(row.seq, row.decision, row.mode) for row in stored] == [
        (1, "admit", "off"),
        (2, "admit", "off"),
        (3, "refuse", "off"),
    ]
    assert queries.counts(session, event, now_ms=0).inside == 2


def test_scanner_starts_without_a_network_and_remembers_whom_it_let_in(
    context: BrowserContext, live: LiveServer, session: Session, event: Event, badges: list[Badge]
) -> None:
    token = badges[0].token
    page, network = at_the_door(context, live, session, event)
    network.set_offline(offline=True)
    scan(page, token)
    expect(page.locator("#word")).to_have_text("Welcome", timeout=5_000)

    page.close()
    page = context.new_page()
    page.goto(f"{live.url}/door")
    expect(page.locator("#finder")).to_be_visible(timeout=WAIT)
    expect(page.locator("#gate")).to_have_text("Main door")
    page.wait_for_timeout(10_500)  # sooner it would be the camera reading twice
    scan(page, token)

    expect(page.locator("#word")).to_have_text("Already checked in", timeout=5_000)
    expect(page.locator("#note")).to_contain_text("Main door")


def test_late_answer_is_ignored_and_the_scan_sent_by_the_same_number(
    context: BrowserContext, live: LiveServer, session: Session, event: Event, badges: list[Badge]
) -> None:
    token = badges[0].token
    page, network = at_the_door(context, live, session, event)
    network.mute = True  # the server decides, its answer is lost

    scan(page, token)
    expect(page.locator("#word")).to_have_text("Welcome", timeout=5_000)
    network.mute = False

    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    expect(page.locator("#sent")).to_have_text("all sent", timeout=WAIT)
    (online,) = network.asked
    (offline,) = network.scans
    assert (online["id"], online["seq"], online["t"]) == (
        offline["id"],
        offline["seq"],
        offline["t"],
    )


def test_badge_made_since_the_list_is_welcomed_by_its_signature_and_a_stopped_one_is_not(
    context: BrowserContext,
    app: Flask,
    live: LiveServer,
    session: Session,
    event: Event,
    badges: list[Badge],
) -> None:
    stopped = badges[1].token
    page, network = at_the_door(context, live, session, event)
    badges[1].replaced_at = clock.now()
    session.commit()
    sealing.reseal(session, event.id, now=clock.now())
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    knows(page, "revoked", 1)
    network.set_offline(offline=True)
    category = make_category(session, event, key="late")
    guest = make_registration(session, event, category, "Late", email="late@example.org")
    late = make_badge(session, app, event, guest).token
    session.commit()

    scan(page, late)
    expect(page.locator("#word")).to_have_text("Welcome", timeout=5_000)
    expect(page.locator("#why")).to_have_text("Genuine, not yet on the list")
    scan(page, stopped)

    expect(page.locator("#word")).to_have_text("Help desk", timeout=5_000)
    expect(page.locator("#why")).to_contain_text("Replaced since")


def test_nothing_is_green_that_could_not_be_kept(
    context: BrowserContext, live: LiveServer, session: Session, event: Event, badges: list[Badge]
) -> None:
    token = badges[0].token
    page, network = at_the_door(context, live, session, event)
    network.set_offline(offline=True)
    page.evaluate(
        """() => {
          const transaction = IDBDatabase.prototype.transaction;
          IDBDatabase.prototype.transaction = function (names, mode, options) {
            const made = transaction.call(this, names, mode, options);
            if (mode === "readwrite") queueMicrotask(() => made.abort());
            return made;
          };
        }"""
    )

    scan(page, token)

    expect(page.locator("#word")).to_have_text("Not saved", timeout=5_000)
    expect(page.locator("#why")).to_have_text("Take another device.")
    assert "is-help" in (page.locator("body").get_attribute("class") or "")


def test_device_that_was_shut_out_hands_over_what_is_left_and_keeps_nothing(
    context: BrowserContext, live: LiveServer, session: Session, event: Event, badges: list[Badge]
) -> None:
    token = badges[0].token
    page, network = at_the_door(context, live, session, event)
    network.set_offline(offline=True)
    scan(page, token)
    expect(page.locator("#word")).to_have_text("Welcome", timeout=5_000)
    device = session.scalars(select(Device)).one()
    devices.revoke(session, device, by="test", now=clock.now())
    session.commit()
    network.set_offline(offline=False)

    expect(page.locator("#enrol-error")).to_contain_text("blocked", timeout=WAIT)
    assert [kept["seq"] for kept in network.scans] == [1]
    session.rollback()
    assert [row.why for row in session.scalars(select(ScanQuarantine))] == ["shut-out"]
    left = page.evaluate(
        """async () => {
          const request = indexedDB.open("door");
          const database = await new Promise((done) => { request.onsuccess = () => done(request.result); });
          const counts = [];
          for (const name of database.objectStoreNames) {
            const all = database.transaction(name).objectStore(name).count();
            counts.push(await new Promise((done) => { all.onsuccess = () => done(all.result); }));
          }
          return [...counts, (await caches.keys()).length];
        }"""
    )
    assert set(left) == {0}
