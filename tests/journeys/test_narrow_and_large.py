"""The head of every page at 320 px and with text of twice the size: WCAG 1.4.4 and 1.4.10."""

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users
from eventapp.registration.models import Registration, State
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.demo import demo_event

pytestmark = [
    pytest.mark.demo(participants=20),
    pytest.mark.browser,
    pytest.mark.on_sqlite,
    pytest.mark.timeout(200),
]

Box = tuple[str, float, float, float, float]
PUBLIC = ("", "agenda", "register", "register/mailbox", "hosts", "no-such-page", "register/code")
PERSONAL = ("my", "my/edit")
TEAM = ("manage", "manage/registrations", "manage/settings", "manage/people", "manage/agenda")
WIDTHS = (320, 390, 1280)
SIZES = ("100%", "200%")
OUTSIDE = ("/door", "/sign-in", "/imprint", "/account")
MEASURE = """size => {
  document.documentElement.style.fontSize = size;
  const boxes = [];
  for (const part of document.querySelectorAll(
      '.top .brand > *, .top .nav > *, .top .langs > *, .rail .brand > *, .desk-foot .langs > *')) {
    const range = document.createRange();
    range.selectNodeContents(part);
    const inside = part.parentElement.getBoundingClientRect();
    for (const box of part.tagName === 'svg' ? [part.getBoundingClientRect()] : range.getClientRects())
      if (box.width > 1 && box.height > 1 && box.left < inside.right)
        boxes.push([part.textContent.trim() || 'mark', box.left, box.top, box.right, box.bottom]);
  }
  return [document.scrollingElement.scrollWidth - window.innerWidth, boxes];
}"""
"""Set letters in a size; return how far the page reaches over its edge, and the words of its head.

Nothing is drawn between two sizes that are measured in one go.
"""
MEASURE_ALL = f"sizes => sizes.map({MEASURE})"
WIDEST = """() => [...document.querySelectorAll('body *')].filter(part => {
  const box = part.getBoundingClientRect();
  for (let above = part.parentElement; above && above !== document.body; above = above.parentElement)
    if (getComputedStyle(above).overflowX !== 'visible') return false;
  return box.width && box.right > window.innerWidth + 1;
}).slice(0, 3).map(part => `${part.tagName}.${part.className} ${part.textContent.trim().slice(0, 30)}`).join(' | ')"""
"""Return what reaches over the edge of the page."""


def faults(page: Page, size: str, over: float, boxes: list[Box]) -> list[str]:
    """Return what overlaps in the head of the page, and what lies beside the window."""
    overlaps = []
    if over > 0:
        page.evaluate(MEASURE, size)
        overlaps.append(f"{over} px to scroll sideways: {page.evaluate(WIDEST)}")
    for number, (box, left, top, right, bottom) in enumerate(boxes):
        for other, left2, top2, right2, bottom2 in boxes[number + 1 :]:
            wide, high = (
                min(right, right2) - max(left, left2),
                min(bottom, bottom2) - max(top, top2),
            )
            if box != other and wide > 1 and high > 1:
                overlaps.append(f"{box} over {other}")
    return overlaps


def test_brand_and_languages_never_overlap_and_no_page_scrolls_sideways(
    live: LiveServer, session: Session, browser: Browser
) -> None:
    event = demo_event(session)
    mine = session.scalars(
        select(Registration).where(Registration.state == State.CONFIRMED).limit(1)
    ).one()
    user, now = make_member(session, event), clock.now()
    cookies = {
        "who": users.sign_in(session, user, browser="test", strong=True, now=now),
        "place": users.sign_in_participant(
            session, mine.id, mine.link_generation, browser="", now=now
        ),
    }
    session.commit()
    context = browser.new_context(service_workers="block")
    context.add_cookies([{"name": k, "value": v, "url": live.url} for k, v in cookies.items()])
    page, wrong = context.new_page(), []

    for language in ("de", "fr", "en"):
        for path in (
            *(f"/{event.slug}/{address}" for address in PUBLIC + PERSONAL + TEAM),
            *OUTSIDE,
        ):
            page.goto(f"{live.url}{path}?lang={language}")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                measured = page.evaluate(MEASURE_ALL, SIZES)
                for size, (over, boxes) in zip(SIZES, measured, strict=True):
                    text = f"{language} {path} at {width}, {size}"
                    wrong += [f"{text}: {fault}" for fault in faults(page, size, over, boxes)]

    assert "\n".join(wrong) == ""
