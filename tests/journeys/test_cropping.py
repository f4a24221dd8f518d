"""Cropping a portrait in a real browser: by keyboard, slider and finger, and without script."""

import io
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users
from eventapp.media import queries
from eventapp.media.models import StoredFile
from eventapp.media.purposes import MOST_BYTES, FilePurpose
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.events import make_event
from tests.factories.people import make_person
from tests.factories.pictures import halves

pytestmark = [pytest.mark.browser, pytest.mark.on_sqlite, pytest.mark.timeout(120)]
PHONE: ViewportSize = {"width": 390, "height": 844}


def open_page(session: Session, live: LiveServer, browser: Browser, *, scripts: bool) -> Page:
    """Open the page of a portrait as an organiser has it on a phone, in English."""
    event = make_event(session)
    person = make_person(session, event, given_name="Ada", family_name="Lovelace")
    organiser = make_member(session, event)
    who = users.sign_in(session, organiser, browser="", strong=False, now=clock.now())
    session.commit()
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
    context.add_cookies([{"name": "who", "value": who, "url": live.url}])
    page = context.new_page()
    page.goto(f"{live.url}/spring/manage/contributors/{person.id}/portrait?lang=en")
    return page


def choose(page: Page, size: tuple[int, int] = (1000, 500)) -> None:
    """Choose a picture whose left half is red and whose right half is blue."""
    picture = FilePayload(name="ada.jpg", mimeType="image/jpeg", buffer=halves(size))
    page.locator("#file").set_input_files(picture)


def save(page: Page) -> None:
    """Save, and wait for the page that shows the picture."""
    page.get_by_role("button", name="Save the portrait").click()
    expect(page.get_by_role("heading", name="Current picture")).to_be_visible()


def colours(session: Session, folder: Path) -> list[str]:
    """Return the colours at the left and right edge of what is stored."""
    session.rollback()
    stored = session.scalars(select(StoredFile)).one()
    made = Image.open(io.BytesIO(queries.path_of(folder, stored).read_bytes())).convert("RGB")
    session.rollback()
    pixels = [made.getpixel((x, made.height // 2)) for x in (3, made.width - 4)]
    return [
        "red" if isinstance(pixel, tuple) and pixel[0] > pixel[2] else "blue" for pixel in pixels
    ]


def test_part_is_chosen_by_keyboard_and_slider_and_cut_by_the_server(
    live: LiveServer, session: Session, browser: Browser, tmp_path: Path
) -> None:
    page = open_page(session, live, browser, scripts=True)
    choose(page)
    stage = page.get_by_role("group", name="Part of the picture")
    expect(stage).to_be_visible()
    crop = page.locator("[name=crop]")
    expect(crop).to_have_value("0.30000 0.00000 0.40000 1.00000")

    stage.press("ArrowRight")
    expect(crop).to_have_value("0.29200 0.00000 0.40000 1.00000")
    page.get_by_label("Size").fill("200")
    expect(page.get_by_text("200 %")).to_be_visible()
    for _ in range(9):
        stage.press("Shift+ArrowRight")
    x, _y, width, height = map(float, crop.input_value().split())
    assert x + width < 0.5
    assert (width, height) == (0.2, 0.5)
    assert Axe().run(page).violations_count == 0
    save(page)

    assert colours(session, tmp_path / "media") == ["red", "red"]


def test_picture_follows_the_finger(live: LiveServer, session: Session, browser: Browser) -> None:
    page = open_page(session, live, browser, scripts=True)
    choose(page)
    box = page.get_by_role("group", name="Part of the picture").bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] - 60, middle[1], steps=4)
    page.mouse.up()

    left = float(page.locator("[name=crop]").input_value().split()[0])
    assert left == pytest.approx(0.3 + 0.4 * 60 / (box["width"] * 0.704), abs=0.01)


def test_without_script_the_middle_is_taken(
    live: LiveServer, session: Session, browser: Browser, tmp_path: Path
) -> None:
    page = open_page(session, live, browser, scripts=False)
    expect(page.get_by_text("The middle of the picture is used.")).to_be_visible()
    expect(page.get_by_role("group", name="Part of the picture")).to_be_hidden()
    choose(page)
    save(page)

    assert colours(session, tmp_path / "media") == ["red", "blue"]


def test_file_too_large_is_told_before_it_is_sent(
    live: LiveServer, session: Session, browser: Browser, tmp_path: Path
) -> None:
    page = open_page(session, live, browser, scripts=True)
    large = tmp_path / "large.jpg"
    large.write_bytes(b"\xff" * (MOST_BYTES[FilePurpose.PORTRAIT] + 1))

    page.locator("#file").set_input_files(large)

    expect(page.get_by_text("The file is too large: at most 10 MB are accepted.")).to_be_visible()
    assert page.locator("#file").input_value() == ""
