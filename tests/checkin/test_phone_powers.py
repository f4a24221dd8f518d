"""Lamp, waking screen and sound: powers of the phone's browser that may be there or refused.

Chromium on a desk has none of them, so each page gets a browser with stand-ins for its interfaces
(`navigator.wakeLock`, the camera's track, `AudioContext`); the scanner itself is the real one.
"""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from eventapp.badges.models import Badge
from eventapp.events.models import Event
from tests.checkin.test_doors import make_badge
from tests.conftest import LiveServer
from tests.factories.events import make_category, make_event_with_category
from tests.factories.registrations import make_registration
from tests.factories.scanners import WAIT, enrol, scan

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

BROWSER = """(() => {
  const heard = (window.heard = { torch: [], locks: 0, tones: [], resumed: 0 });
  const may = %s;
  const refuse = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = document.createElement("canvas");
    canvas.getContext("2d").fillRect(0, 0, 10, 10);
    const stream = canvas.captureStream(5);
    const [track] = stream.getVideoTracks();
    track.getCapabilities = () => (may.torch === null ? {} : { torch: true });
    track.applyConstraints = async ({ advanced: [{ torch }] }) => {
      heard.torch.push(torch);
      if (!may.torch) return refuse();
    };
    return stream;
  };
  const wakeLock = { request: async () => { heard.locks += 1; return may.lock ? {} : refuse(); } };
  Object.defineProperty(navigator, "wakeLock", { value: may.lock === null ? undefined : wakeLock });
  class Sound {
    constructor() {
      if (may.sound === null) throw new Error("no sound here");
      this.state = "suspended";
      this.currentTime = 0;
      this.destination = {};
    }
    async resume() {
      heard.resumed += 1;
      if (!may.sound) return refuse();
      this.state = "running";
    }
    createGain() { return { gain: {}, connect: (next) => next }; }
    createOscillator() {
      const frequency = {};
      const start = () => heard.tones.push(frequency.value);
      return { frequency, connect: (next) => next, start, stop() {} };
    }
  }
  window.AudioContext = Sound;
})()"""


@pytest.fixture
def badge(session: Session, app: Flask) -> Badge:
    """Return the badge of a confirmed participant of an event ahead of every clock."""
    event, _category = make_event_with_category(session)
    event.starts_at = event.ends_at = None
    category = make_category(session, event, key="members")
    badge = make_badge(session, app, event, make_registration(session, event, category))
    session.flush()
    return badge


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


def powers(page: Page, torch: str, lock: str, sound: str) -> None:
    """Give the page a browser whose powers are there (true), refused (false) or absent (null)."""
    page.add_init_script(BROWSER % f"{{ torch: {torch}, lock: {lock}, sound: {sound} }}")


def test_lamp_goes_on_and_off_and_the_button_tells_which(
    session: Session, live: LiveServer, badge: Badge, page: Page
) -> None:
    powers(page, "true", "true", "true")
    enrol(page, live.url, session, session.get_one(Event, badge.event_id))
    lamp = page.get_by_role("button", name="Licht")

    lamp.click(timeout=WAIT)
    expect(lamp).to_have_attribute("aria-pressed", "true")
    lamp.click()
    expect(lamp).to_have_attribute("aria-pressed", "false")

    assert page.evaluate("heard.torch") == [True, False]


def test_lamp_that_the_camera_refuses_is_not_said_to_shine(
    session: Session, live: LiveServer, badge: Badge, page: Page
) -> None:
    powers(page, "false", "true", "true")
    enrol(page, live.url, session, session.get_one(Event, badge.event_id))
    lamp = page.get_by_role("button", name="Licht")

    lamp.click(timeout=WAIT)

    expect(page.locator("#hint")).to_have_text(
        "Das Licht dieser Kamera lässt sich nicht einschalten"
    )
    expect(lamp).to_have_attribute("aria-pressed", "false")


def test_camera_without_a_lamp_offers_none(
    session: Session, live: LiveServer, badge: Badge, page: Page
) -> None:
    powers(page, "null", "true", "true")
    enrol(page, live.url, session, session.get_one(Event, badge.event_id))

    expect(page.locator("#hint")).to_have_text("Code in den Rahmen halten", timeout=WAIT)
    expect(page.locator("#torch")).to_be_hidden()


def test_screen_is_kept_awake_and_again_after_a_glance_away(
    session: Session, live: LiveServer, badge: Badge, page: Page
) -> None:
    powers(page, "true", "true", "true")
    enrol(page, live.url, session, session.get_one(Event, badge.event_id))
    page.wait_for_function("heard.locks > 0")
    before = page.evaluate("heard.locks")

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    page.wait_for_function(f"heard.locks > {before}")


@pytest.mark.parametrize("power", ["false", "null"])
def test_phone_without_these_powers_scans_all_the_same(
    session: Session, live: LiveServer, badge: Badge, page: Page, power: str
) -> None:
    token = badge.token
    powers(page, power, power, power)
    enrol(page, live.url, session, session.get_one(Event, badge.event_id))

    scan(page, token)

    expect(page.locator("#word")).to_have_text("Willkommen", timeout=WAIT)
    assert page.evaluate("heard.tones") == []


def test_first_touch_unlocks_the_sound_and_each_verdict_has_its_own(
    session: Session, live: LiveServer, badge: Badge, page: Page
) -> None:
    token = badge.token
    powers(page, "true", "true", "true")
    enrol(page, live.url, session, session.get_one(Event, badge.event_id))
    assert page.evaluate("heard.resumed") == 0

    page.locator("#gate").click()
    assert page.evaluate("heard.resumed") == 1
    scan(page, token)
    expect(page.locator("#word")).to_have_text("Willkommen", timeout=WAIT)
    welcome = page.evaluate("heard.tones")
    scan(page, "4006381333931")
    expect(page.locator("#word")).to_have_text("Bitte zum Tagungsbüro", timeout=WAIT)

    assert welcome == [880]
    assert page.evaluate("heard.tones") == [880, 220]
