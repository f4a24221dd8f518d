"""Scanners at a door: pages that were enrolled as helpers do it, by the code in the address."""

from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.checkin.models import Device, Entrance, Profile
from eventapp.checkin.services import devices
from eventapp.events.models import Event
from tests.factories.entrances import make_entrance

WAIT = 20_000


def enrol(
    page: Page,
    url: str,
    session: Session,
    event: Event,
    *,
    door: str = "Main door",
    profile: Profile = Profile.SCAN,
) -> None:
    """Enrol the page as a device of that door, which is made where it is not there, and let it in."""
    here = (Entrance.event_id == event.id, Entrance.name == door)
    entrance = session.scalars(select(Entrance).where(*here)).first()
    if entrance is None:
        entrance = make_entrance(session, event, door)
    offer = devices.offer_enrolment(
        session, event, entrance, label=door, profile=profile, now=clock.now()
    )
    session.commit()
    page.goto(f"{url}/door#e1.{offer.token}")
    expect(page.locator("#pending")).to_be_visible(timeout=WAIT)
    device = session.scalars(select(Device).order_by(Device.id.desc())).first()
    assert device is not None
    devices.let_in(session, device, by="test", now=clock.now())
    session.commit()
    expect(page.locator("#finder")).to_be_visible(timeout=WAIT)


def scan(page: Page, text: str) -> None:
    """Read a code with a hand scanner: keys, then Enter."""
    for letter in text:
        page.keyboard.press(f"Digit{letter}" if letter.isdigit() else f"Key{letter}")
    page.keyboard.press("Enter")
