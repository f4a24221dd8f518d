"""Moving sessions in a real browser: by pointer, by keyboard, with a clash, stale, and undone."""

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users as accounts
from eventapp.agenda import queries as agenda
from eventapp.events.models import Event
from eventapp.registration.models import Registration, SessionPlace, State
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.agenda import edit_session
from tests.factories.demo import demo_event
from tests.factories.sessions import release, sign_up
from tests.journeys.measuring import too_wide

pytestmark = [
    pytest.mark.demo(participants=20),
    pytest.mark.on_sqlite,
    pytest.mark.browser,
    pytest.mark.timeout(120),
]
TALK = "Cross-Clustering"


@pytest.fixture
def cookie(session: Session, live: LiveServer) -> dict[str, str]:
    """Return the cookie of an organiser at the demo event."""
    event = demo_event(session)
    organiser = make_member(session, event)
    who = accounts.sign_in(session, organiser, browser="", strong=False, now=clock.now())
    session.commit()
    return {"name": "who", "value": who, "url": live.url}


def opened(browser: Browser, cookie: dict[str, str], width: int) -> Page:
    """Return the editor in German at that width."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="de-DE")
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(f"{cookie['url']}/go-cluster/manage/agenda?lang=de")
    page.locator(
        "#release :is(form, .status)"
    ).first.wait_for()  # what it adds above moves nothing later
    return page


def fill(session: Session, title: str, *, seats: int) -> None:
    """Sign two people up for a session, and leave the gallery so many seats."""
    event = session.scalars(select(Event)).one()
    draft = agenda.draft(session, event)
    item = next(row for row in draft if title in row.title.into("de"))
    edit_session(session, item, sign_up=True, places=None, categories=())
    release(session, event)
    busy = select(SessionPlace.registration_id)
    statement = select(Registration).where(
        Registration.state == State.CONFIRMED, Registration.id.not_in(busy)
    )
    for registration in session.scalars(statement.limit(2)).all():
        sign_up(session, registration, item)
    for room in agenda.rooms(session, event):
        if room.name.into("de") == "Galerie":
            room.seats = seats
    session.commit()


def toast(page: Page, words: str) -> None:
    """Wait until the toast says this."""
    page.locator(".toast", has_text=words).wait_for(timeout=10_000)


def test_session_is_dragged_moved_by_keyboard_clashes_and_comes_back(
    browser: Browser, cookie: dict[str, str]
) -> None:
    page = opened(browser, cookie, 1280)
    late = opened(browser, cookie, 1280)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    block = page.locator(f'[data-title*="{TALK}"]')

    block.scroll_into_view_if_needed()
    box = block.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 60 + box["width"] + 8, box["y"] + 30, steps=6)
    page.mouse.up()
    toast(page, "11:00 Uhr, Galerie")
    page.get_by_role("button", name="Rückgängig").click()
    toast(page, "11:00 Uhr, Eichensaal")

    live = page.locator("[data-live]")
    block.locator(".grip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    assert "11:15 bis 12:45, Eichensaal. Keine Überschneidungen." in live.inner_text()
    page.keyboard.press("Escape")
    assert "wieder an der bisherigen Stelle" in live.inner_text()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    assert "Überschneidung: Cluster als Innovationsmotoren" in live.inner_text()
    page.keyboard.press("Enter")
    toast(page, "11:00 Uhr, Aula")
    assert block.locator(".block-note").inner_text().startswith("Selber Raum zur selben Zeit")
    assert page.evaluate("document.activeElement.className") == "grip"

    late.locator(f'[data-title*="{TALK}"]').locator(".grip").focus()
    for key in ("Enter", "Delete", "Enter"):
        late.keyboard.press(key)
    late.get_by_text("Dieser Programmpunkt wurde inzwischen von jemand anderem geändert").wait_for(
        timeout=10_000
    )
    assert faults == []


def test_phone_shows_a_list_and_moves_by_form(browser: Browser, cookie: dict[str, str]) -> None:
    page = opened(browser, cookie, 390)

    assert not page.locator(".times").first.is_visible()
    page.locator(".day-list a", has_text=TALK).click()
    page.locator("#side select").select_option(label="Galerie")
    page.locator("#side").get_by_role("button", name="Verschieben").click()

    toast(page, "Galerie")
    assert too_wide(page) == 0


def test_smaller_room_is_asked_about_and_confirmed_by_keyboard(
    browser: Browser, session: Session, cookie: dict[str, str]
) -> None:
    fill(session, TALK, seats=1)
    page = opened(browser, cookie, 1280)
    block = page.locator(f'[data-title*="{TALK}"]')

    block.locator(".grip").focus()
    for key in ("Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)

    side = page.locator("#side")
    side.get_by_text("2 Personen haben gebucht, der Raum hat 1 Plätze.").last.wait_for()
    assert "Eichensaal" in side.inner_text()
    side.get_by_label("Trotzdem in den kleineren Raum").check()
    side.get_by_role("button", name="Verschieben").click()
    toast(page, "11:00 Uhr, Galerie")


def scrolled_to(page: Page, time: str) -> float:
    """Return where the row of that time stands, once it is in the middle of the window."""
    table = page.locator(".times", has=page.locator(f'[data-title*="{TALK}"]'))
    row = table.locator(f'tbody tr[data-at$="T{time}"]')
    for _frame in range(200):
        box = row.bounding_box()
        assert box is not None
        if 100 < box["y"] < 340:
            return box["y"]
        page.wait_for_timeout(20)
    raise AssertionError(f"{time} never came into sight")


def test_a_session_is_dragged_to_the_evening_while_the_page_scrolls_along(
    browser: Browser, cookie: dict[str, str]
) -> None:
    page = opened(browser, cookie, 820)
    page.set_viewport_size({"width": 820, "height": 520})
    block = page.locator(f'[data-title*="{TALK}"]')
    block.scroll_into_view_if_needed()
    box = block.bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + 60, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 30, steps=3)
    tray = page.locator("[data-tray-area]")
    placed = tray.bounding_box()
    assert placed is not None
    assert placed["y"] + placed["height"] == pytest.approx(520, abs=1)  # in reach at once
    page.mouse.move(box["x"] + 60, placed["y"] - 4, steps=5)
    scrolled_to(page, "18:00")
    page.mouse.move(box["x"] + 60, 220, steps=2)  # away from the edge: the page stands still
    page.mouse.move(box["x"] + 60, scrolled_to(page, "18:00") + 8, steps=2)
    page.mouse.up()

    toast(page, "18:00 Uhr")
    assert too_wide(page) == 0


def test_a_finger_drags_to_the_edge_and_into_the_tray(
    browser: Browser, cookie: dict[str, str]
) -> None:
    context = browser.new_context(
        viewport={"width": 820, "height": 520}, locale="de-DE", has_touch=True
    )
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(f"{cookie['url']}/go-cluster/manage/agenda?lang=de")
    grip = page.locator(f'[data-title*="{TALK}"] .grip')
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    assert box is not None
    x, y = box["x"] + 8, box["y"] + 8
    touch = context.new_cdp_session(page)

    def finger(kind: str, *points: tuple[float, float]) -> None:
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": left, "y": top} for left, top in points]},
        )

    before = page.evaluate("scrollY")
    finger("touchStart", (x, y))
    finger("touchMove", (x, y + 30))
    tray = page.locator("[data-tray-area]").bounding_box()
    assert tray is not None
    finger("touchMove", (x, tray["y"] - 4))
    page.wait_for_function("before => scrollY > before + 100", arg=before)
    finger("touchMove", (x, tray["y"] + 20))
    finger("touchEnd")

    toast(page, "keinen Termin")


def test_what_one_looks_at_stays_where_it_is_when_a_notice_appears(
    browser: Browser, cookie: dict[str, str]
) -> None:
    page = opened(browser, cookie, 1280)
    block = page.locator(f'[data-title*="{TALK}"]')
    block.scroll_into_view_if_needed()
    head = page.locator(".one-day > h2").first
    block.locator(".grip").focus()
    before = head.evaluate("heading => heading.getBoundingClientRect().top")

    for key in ("Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    toast(page, "Galerie")

    after = head.evaluate("heading => heading.getBoundingClientRect().top")
    assert after == pytest.approx(before, abs=2)
