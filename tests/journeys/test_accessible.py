"""Every page examined by axe at 390 pixels, and samples in every language, theme and width."""

from collections.abc import Iterable, Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.models import SubjectKind
from eventapp.accounts.services import users as accounts
from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event, Role
from eventapp.people.models import Person
from eventapp.registration.models import Registration, State
from tests.conftest import LiveServer
from tests.factories.accounts import make_member
from tests.factories.demo import demo_event
from tests.factories.furnished import furnish
from tests.factories.routes import addresses, views
from tests.journeys.measuring import too_wide

pytestmark = [
    pytest.mark.demo(participants=60),
    pytest.mark.on_sqlite,
    pytest.mark.browser,
    pytest.mark.timeout(240),
]
RULES = {
    "resultTypes": ["violations"],  # what is well is not listed node by node
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}
PUBLIC = (
    "/go-cluster/", "/go-cluster/agenda", "/go-cluster/agenda?l=en", "/go-cluster/agenda?by=room",
    "/go-cluster/agenda?by=list", "/go-cluster/agenda?q=nothing-of-it", "/go-cluster/speakers",
    "/go-cluster/hosts", "/go-cluster/desks", "/go-cluster/register",
    "/go-cluster/register/mailbox", "/go-cluster/register/code",
    "/sign-in", "/sign-in/mailbox", "/imprint", "/privacy", "/accessibility", "/help", "/door",
    "/dev/emails", "/api/v1/docs", "/go-cluster/no-such-page",
)  # fmt: skip
OWN = ("/go-cluster/my", "/go-cluster/my/edit", "/go-cluster/my/cancel", "/go-cluster/my/hand-over",
       "/go-cluster/my/address", "/go-cluster/my/party", "/go-cluster/my/sessions",
       "/go-cluster/my/questions", "/go-cluster/my/data", "/go-cluster/my/data/erase")  # fmt: skip
DESK = (
    "/account", "/account/security", "/account/security/second-factor", "/go-cluster/manage/",
    "/go-cluster/manage/registrations", "/go-cluster/manage/registrations?q=nobody-has-this",
    "/go-cluster/manage/registrations/add", "/go-cluster/manage/agenda",
    "/go-cluster/manage/agenda/add", "/go-cluster/manage/agenda/import",
    "/go-cluster/manage/people", "/go-cluster/manage/activity-log", "/go-cluster/manage/emails", "/go-cluster/manage/badges",
    "/go-cluster/manage/checkin", "/go-cluster/manage/settings", "/go-cluster/manage/categories/",
    "/go-cluster/manage/categories/add", "/go-cluster/manage/contingents/",
    "/go-cluster/manage/contingents/add", "/go-cluster/manage/contingents-to-open",
    "/go-cluster/manage/invitations", "/go-cluster/manage/access-codes", "/go-cluster/manage/rooms/", "/go-cluster/manage/rooms/add",
    "/go-cluster/manage/hosts/", "/go-cluster/manage/hosts/add", "/go-cluster/manage/contributors/add",
    "/go-cluster/manage/organisations/", "/go-cluster/manage/information-desks/add",
)  # fmt: skip
SAMPLE = ("/go-cluster/", "/go-cluster/register", "/go-cluster/my", "/go-cluster/manage/")
EACH_WITH_EACH: tuple[tuple[int, str, Literal["light", "dark"]], ...] = (
    (320, "de", "light"), (320, "fr", "dark"), (320, "en", "light"),
    (1280, "de", "dark"), (1280, "fr", "light"), (1280, "en", "dark"),
)  # fmt: skip
"""Every language at every width and in every theme, every theme at every width."""


@pytest.fixture
def cookies(app: Flask, session: Session, live: LiveServer) -> list[dict[str, str]]:
    """Return the cookies of an organiser who also takes part, at the demo event."""
    assert app
    event = demo_event(session)
    organiser = make_member(session, event, Role.ORGANISER)
    now = clock.now()
    who = accounts.sign_in(session, organiser, browser="", strong=False, now=now)
    mine = session.scalars(
        select(Registration).where(Registration.state == State.CONFIRMED)
    ).first()
    assert mine is not None
    assert SubjectKind.REGISTRATION
    place = accounts.sign_in_participant(session, mine.id, 1, browser="", now=now)
    session.commit()
    return [
        {"name": name, "value": value, "url": live.url}
        for name, value in (("who", who), ("place", place))
    ]


def faults(page: Page, address: str) -> Iterator[str]:
    """Yield a sentence for each thing axe finds on the page, and for sideways scrolling."""
    page.goto(address)
    page.locator("h1:visible").first.wait_for()  # a script shows which part of /door is meant
    for violation in Axe().run(page, options=RULES).response["violations"]:
        where = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
        yield f"{address}: {violation['id']}: {violation['help']}: {where}"
    if too_wide(page) > 1:
        yield f"{address}: scrolls sideways"


def test_axe_finds_nothing_on_any_page(
    live: LiveServer, session: Session, browser: Browser, cookies: list[dict[str, str]]
) -> None:
    item = session.scalars(select(AgendaSession).where(AgendaSession.sign_up)).first()
    person = session.scalars(select(Person)).first()
    registration = session.scalars(select(Registration)).first()
    assert item is not None
    assert person is not None
    assert registration is not None
    more = (
        f"/go-cluster/agenda/{item.public_id}",
        f"/go-cluster/speakers/{person.public_id}",
        f"/go-cluster/manage/agenda/{item.public_id}",
        f"/go-cluster/manage/agenda/{item.public_id}/places",
        f"/go-cluster/manage/registrations/{registration.reference}",
        f"/go-cluster/manage/registrations/{registration.reference}/edit",
    )
    session.rollback()  # a test that reads holds SQLite's write lock, too
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="de-DE", service_workers="block"
    )
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()

    violations = [
        fault for path in (*PUBLIC, *OWN, *DESK, *more) for fault in faults(page, live.url + path)
    ]

    assert violations == []


def test_axe_finds_nothing_on_the_pages_that_no_list_above_names(
    app: Flask, live: LiveServer, session: Session, browser: Browser
) -> None:
    """Whatever the application answers to GET with a page is examined, today's and to come."""
    values = furnish(session, "spring")
    now = clock.now()
    event = session.scalars(select(Event).where(Event.slug == "spring")).one()
    mine = session.scalars(
        select(Registration).where(Registration.reference == values["reference"])
    ).one()
    organiser = make_member(session, event, Role.ORGANISER)
    who = accounts.sign_in(session, organiser, browser="", strong=False, now=now)
    place = accounts.sign_in_participant(session, mine.id, 1, browser="", now=now)
    session.commit()
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="fr-FR", service_workers="block"
    )
    context.add_cookies(
        [
            {"name": "who", "value": who, "url": live.url},
            {"name": "place", "value": place, "url": live.url},
        ]
    )
    page = context.new_page()
    named = examined(app, (*PUBLIC, *OWN, *DESK))
    rest = [
        address
        for rule, method, _admission in views(app)
        if method == "GET" and rule.endpoint not in named
        for address in addresses(rule, values)
    ]

    violations, seen = [], []
    for address in rest:
        answer = context.request.get(live.url + address, max_redirects=0)
        if answer.status == 200 and "<!doctype html>" in answer.text()[:200]:  # no file, no part
            seen.append(address)
            violations += list(faults(page, live.url + address))

    assert violations == []
    assert f"/spring/manage/registrations/{mine.reference}" in seen


def examined(app: Flask, paths: Iterable[str]) -> set[str]:
    """Return the endpoints that answer at these addresses."""
    ends = set()
    for path in paths:
        with app.test_request_context(path) as at:
            if at.request.url_rule is not None:
                ends.add(at.request.url_rule.endpoint)
    return ends


def test_axe_finds_nothing_in_any_language_width_and_theme(
    live: LiveServer, browser: Browser, cookies: list[dict[str, str]]
) -> None:
    violations = []
    for width, language, theme in EACH_WITH_EACH:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=theme,
            service_workers="block",
        )
        context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        for path in SAMPLE:
            violations += list(faults(page, f"{live.url}{path}?lang={language}"))
        context.close()

    assert violations == []


def test_form_with_mistakes_is_accessible_and_leads_to_them(
    live: LiveServer, browser: Browser, cookies: list[dict[str, str]]
) -> None:
    assert cookies
    page = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB").new_page()
    page.goto(f"{live.url}/go-cluster/register")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("alert")).to_be_focused()
    violations = Axe().run(page, options=RULES).response["violations"]
    page.get_by_role("alert").get_by_role("link").nth(1).click()

    assert [violation["id"] for violation in violations] == []
    expect(page.locator("#family_name")).to_be_focused()


def test_text_twice_as_large_makes_no_page_scroll_sideways(
    live: LiveServer, browser: Browser, cookies: list[dict[str, str]]
) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="fr-FR", service_workers="block"
    )
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.new_page()
    wide = []
    for path in (*SAMPLE, *OWN, "/go-cluster/manage/", "/go-cluster/manage/settings"):
        page.goto(live.url + path)
        page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        if too_wide(page) > 1:
            wide.append(path)

    assert wide == []
