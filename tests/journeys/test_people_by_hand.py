"""Ordering a session's people in a real browser: by mouse, by finger and by keyboard."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users as accounts
from eventapp.agenda.services import RoleChange
from eventapp.events.models import Role
from tests.agenda.test_programme import make_item, make_room
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.agenda import edit_session
from tests.factories.events import make_event
from tests.factories.people import make_person

pytestmark = [pytest.mark.on_sqlite, pytest.mark.browser, pytest.mark.timeout(120)]
NAMES = ["Ada", "Bob", "Cleo", "Dan", "Eva"]


@pytest.fixture
def address(session: Session, live: LiveServer) -> tuple[str, str]:
    """Return the page of a session in which five people speak, and an editor's cookie."""
    event = make_event(session)
    item = make_item(session, event, make_room(session, event), "Looms")
    people = [make_person(session, event, given_name=name) for name in NAMES]
    edit_session(session, item, people=[RoleChange(person=person) for person in people])
    editor = make_member(session, event, Role.AGENDA)
    who = accounts.sign_in(session, editor, browser="", strong=False, now=clock.now())
    session.commit()
    return f"{live.url}/spring/manage/agenda/{item.public_id}/people?lang=en", who


def opened(context: BrowserContext, address: tuple[str, str]) -> Page:
    """Return the page as that editor sees it."""
    page_address, who = address
    context.add_cookies([{"name": "who", "value": who, "url": page_address}])
    page = context.new_page()
    page.goto(page_address)
    page.locator(".seats .grip").last.wait_for()
    return page


def order(page: Page) -> list[str]:
    """Return the given names as the rows stand, each sure that its number is its place."""
    rows = page.locator(".seats > li")
    fields = rows.evaluate_all(
        "rows => rows.map(row => row.querySelector('[name^=people-]').name.match(/\\d+/)[0])"
    )
    assert fields == [str(place) for place in range(len(fields))]
    return [name.split()[0] for name in rows.locator("b").all_inner_texts()]


def middle(page: Page, place: int) -> tuple[float, float]:
    """Return where the grip of a row is."""
    box = page.locator(".seats .grip").nth(place).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def saved(page: Page) -> list[str]:
    """Save, and return the order as the page shows it anew."""
    page.get_by_role("button", name="Save in the draft").last.click()
    page.wait_for_load_state()
    page.reload()
    page.locator(".seats .grip").last.wait_for()
    return order(page)


def test_row_is_dragged_over_several_others_there_and_back(
    browser: Browser, address: tuple[str, str]
) -> None:
    page = opened(browser.new_context(viewport={"width": 1280, "height": 1400}), address)

    x, top = middle(page, 0)
    _, bottom = middle(page, 4)
    page.mouse.move(x, top)
    page.mouse.down()
    page.mouse.move(x, bottom + 40, steps=30)
    assert order(page) == ["Bob", "Cleo", "Dan", "Eva", "Ada"]
    page.mouse.move(x, middle(page, 2)[1], steps=30)
    page.mouse.up()

    assert order(page) == ["Bob", "Cleo", "Ada", "Dan", "Eva"]
    assert page.locator(".is-lifted").count() == 0
    assert saved(page) == ["Bob", "Cleo", "Ada", "Dan", "Eva"]


def test_row_is_dragged_by_a_finger(browser: Browser, address: tuple[str, str]) -> None:
    context = browser.new_context(viewport={"width": 820, "height": 1400}, has_touch=True)
    page = opened(context, address)
    touch = context.new_cdp_session(page)
    x, bottom = middle(page, 4)
    _, top = middle(page, 1)

    def send(what: str, *points: dict[str, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": list(points)})

    send("touchStart", {"x": x, "y": bottom})
    for step in range(1, 21):
        send("touchMove", {"x": x, "y": bottom + (top - 20 - bottom) * step / 20})
    send("touchEnd")

    assert order(page) == ["Ada", "Eva", "Bob", "Cleo", "Dan"]
    assert page.locator(".is-lifted").count() == 0


def test_arrows_move_the_row_and_its_grip_keeps_the_focus(
    browser: Browser, address: tuple[str, str]
) -> None:
    page = opened(browser.new_context(viewport={"width": 1280, "height": 1400}), address)

    page.locator(".seats .grip").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")

    assert order(page) == ["Bob", "Cleo", "Dan", "Ada", "Eva"]
    assert "Ada" in (page.evaluate("document.activeElement.getAttribute('aria-label')") or "")
    first, last = page.locator(".seats > li").first, page.locator(".seats > li").last
    assert not first.get_by_role("button", name="move up").is_visible()
    assert not last.get_by_role("button", name="move down").is_visible()
    assert page.get_by_role("button", name="move up").count() == len(NAMES) - 1
