"""The page after the sign-up form: where the e-mail goes, and the way back to correct it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import (
    APIRequestContext,
    APIResponse,
    Browser,
    Page,
    Playwright,
    expect,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users as accounts
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.registration.models import Registration, State
from tests.conftest import LiveServer
from tests.factories.events import make_category, make_event
from tests.factories.registrations import make_registration

pytestmark = [pytest.mark.on_sqlite, pytest.mark.timeout(120)]


@pytest.fixture(autouse=True)
def spring(session: Session) -> None:
    """Have an event with two groups, open for registration."""
    event = make_event(session, registration_closes_at=None)
    make_category(session, event, key="guests")
    make_category(session, event, key="press")
    session.commit()


@pytest.fixture
def visitor(live: LiveServer, playwright: Playwright) -> Iterator[APIRequestContext]:
    """Return a browser without a screen at the served program."""
    visitor = playwright.request.new_context(base_url=live.url)
    yield visitor
    visitor.dispose()


def send(visitor: APIRequestContext, address: str, **changes: str) -> APIResponse:
    """Send the form and return the page after it."""
    form = visitor.get("/spring/register?lang=en").text()
    hidden = dict(re.findall(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"', form))
    typed = {"family_name": 'Groß & "Söhne"', "category": "press", "language": "fr"}
    return visitor.post("/spring/register", form={**hidden, **typed, "email": address, **changes})


def value(page: str, name: str) -> str:
    """Return what a line of the form holds, as it is written in the page."""
    return str(re.findall(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)[0])


def way_back(page: APIResponse) -> str:
    """Return the link that leads back to the form."""
    links = re.findall(r'href="([^"]*\?again=[^"]*)"', page.text())
    return str(links[0]).replace("&amp;", "&")


def test_the_page_shows_the_address_alike_for_who_is_new_and_who_is_known(
    visitor: APIRequestContext,
) -> None:
    first, again = (send(visitor, "ada@example.org") for _turn in range(2))

    assert "on its way to <b>ada@example.org</b>" in first.text()
    for page in (first, again):
        assert "ada" not in page.url
    same = [
        re.sub(r"(of|again)=[\w-]+|csrf_token[^>]*", "", page.text()) for page in (first, again)
    ]
    assert same[0] == same[1]


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "E-Mail an <b>"), ("fr", "envoyé à <b>"), ("en", "on its way to <b>")],
)
def test_it_shows_it_in_each_language_and_when_reloaded(
    visitor: APIRequestContext, language: str, said: str
) -> None:
    page = send(visitor, "ada@example.org")

    for _turn in range(2):
        assert f"{said}ada@example.org" in visitor.get(f"{page.url}&lang={language}").text()


def test_two_tabs_each_show_their_own_and_nobody_elses(
    visitor: APIRequestContext, playwright: Playwright
) -> None:
    answer, two = send(visitor, "ada@example.org"), send(visitor, "bo@example.org")

    assert "ada@example.org" in visitor.get(answer.url).text()
    assert "ada@example.org" not in visitor.get(two.url).text()
    assert 'value="ada@example.org"' in visitor.get(way_back(answer)).text()
    other = playwright.request.new_context()
    stranger = other.get(f"{answer.url}&lang=en").text()
    other.dispose()
    assert "ada@example.org" not in stranger
    assert "to the address you gave" in stranger


def test_who_comes_without_a_sign_up_reads_no_address(visitor: APIRequestContext) -> None:
    send(visitor, "ada@example.org")

    for query in ("", "?of=", "?of=made-up"):
        page = visitor.get(f"/spring/register/mailbox{query}").text()
        assert "to the address you gave" in page
        assert "Correct the address" not in page


def test_the_way_back_has_everything_typed_and_registers_the_right_address(
    visitor: APIRequestContext, session: Session
) -> None:
    form = visitor.get(way_back(send(visitor, "ada@example.org"))).text()

    assert value(form, "family_name") == "Groß &amp; &#34;Söhne&#34;"
    assert value(form, "email") == "ada@example.org"
    assert re.search(r"<input[^>]*checked[^>]*value=\"press\"", form)
    assert re.search(r'<option selected value="fr"', form)
    assert "is-wrong" not in form
    send(visitor, "ada.l@example.org", sent_as=value(form, "sent_as"))
    registrations = session.scalars(select(Registration.email).order_by(Registration.id)).all()
    assert registrations == ["ada@example.org", "ada.l@example.org"]


def test_a_slip_in_a_well_known_domain_is_asked_about_and_mended_without_script(
    visitor: APIRequestContext,
) -> None:
    page = send(visitor, "ada@gmial.com")

    assert "Did you mean ada@gmail.com?" in page.text()
    form = visitor.get(way_back(page)).text()
    assert value(form, "email") == "ada@gmail.com"
    assert value(form, "family_name") == "Groß &amp; &#34;Söhne&#34;"
    assert "Did you mean" not in send(visitor, "ada@gmail.com").text()


def test_correcting_to_the_address_of_somebody_else_loses_nothing_and_tells_nothing(
    visitor: APIRequestContext, session: Session
) -> None:
    send(visitor, "bob@example.org", family_name="Martin")
    slip = way_back(send(visitor, "ada@gmial.com"))

    first = _corrected(visitor, slip, "bob@example.org")
    second = _corrected(visitor, way_back(first), "ada@gmail.com")

    assert "on its way to <b>bob@example.org</b>" in first.text()
    assert "on its way to <b>ada@gmail.com</b>" in second.text()
    row = session.execute(
        select(Registration.family_name, Registration.email, Registration.state).order_by(
            Registration.id
        )
    )
    assert [tuple(row) for row in row] == [
        ("Martin", "bob@example.org", State.CONFIRMED),
        ('Groß & "Söhne"', "ada@gmail.com", State.CONFIRMED),
    ]
    to_bob = select(Email.kind).where(Email.to_address == "bob@example.org").order_by(Email.id)
    assert session.scalars(to_bob).all() == ["ConfirmedEmail", "ReminderEmail"]


def _corrected(visitor: APIRequestContext, path: str, address: str) -> APIResponse:
    """Send the form of the way back again, with another address alone."""
    form = visitor.get(path).text()
    hidden = dict(re.findall(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"', form))
    typed = {"family_name": 'Groß & "Söhne"', "category": "press", "language": "fr"}
    return visitor.post(path.partition("#")[0], form={**hidden, **typed, "email": address})


def test_a_form_too_long_for_a_cookie_still_shows_the_address(visitor: APIRequestContext) -> None:
    page = send(visitor, "ada@example.org", more="".join(map(chr, range(0x4E00, 0x4E00 + 9_000))))

    assert "ada@example.org" in page.text()
    assert "again=" not in page.text()
    assert "bo@example.org" in send(visitor, "bo@example.org").text()


def opened(live: LiveServer, browser: Browser, language: str) -> Page:
    """Return the sign-up form in a real browser."""
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{live.url}/spring/register?lang={language}")
    return page


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "asked"),
    [("de", "Meinten Sie"), ("fr", "Vouliez-vous écrire"), ("en", "Did you mean")],
)
def test_the_form_itself_asks_on_leaving_the_field_and_one_press_mends_it(
    live: LiveServer, browser: Browser, language: str, asked: str
) -> None:
    page = opened(live, browser, language)
    address, hint = page.locator("[name=email]"), page.get_by_role("status")

    address.fill("ada@gmial.com")
    address.blur()
    expect(hint).to_contain_text(f"{asked} ada@gmail.com")
    hint.get_by_role("button").click()

    expect(address).to_have_value("ada@gmail.com")
    expect(address).to_be_focused()
    expect(hint).to_be_empty()
    address.fill("ada@wdb.de")
    with page.expect_response("**/register/meant*"):
        address.blur()
    expect(hint).to_be_empty()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("jürgen@example.org", "Umlauts and accents are not possible before the @"),
        ("ada.example.org", "This address has no @"),
        ("a@b@example.org", "contains more than one @"),
        ("ada lovelace@example.org", "contains a space"),
        ("ada@example,org", "a comma or a semicolon"),
        ("ada@example", "not a complete e-mail address"),
    ],
)
def test_the_form_says_before_sending_what_the_server_says_after(
    live: LiveServer, browser: Browser, typed: str, said: str
) -> None:
    page = opened(live, browser, "en")
    address = page.locator("[name=email]")

    address.fill(typed)
    address.blur()
    expect(address).to_have_accessible_description(re.compile(f"^Error: .*{said}"))
    page.locator("main").get_by_role("button", name="Register").click()

    expect(page.get_by_role("alert")).to_contain_text(said)


@pytest.mark.browser
@pytest.mark.parametrize("path", ["my/party", "my/address", "my/hand-over"])
def test_the_same_is_asked_wherever_else_an_address_is_typed(
    live: LiveServer, browser: Browser, session: Session, path: str
) -> None:
    event = session.scalars(select(Event)).one()
    leaders = make_category(session, event, key="leaders", colleagues=2)
    place = make_registration(session, event, leaders, "Ada")
    cookie = accounts.sign_in_participant(
        session, place.id, place.link_generation, browser="", now=clock.now()
    )
    session.commit()
    context = browser.new_context()
    context.add_cookies([{"name": "place", "value": cookie, "url": live.url}])
    page = context.new_page()
    page.goto(f"{live.url}/spring/{path}?lang=fr")
    address = page.locator("[name=email]")

    address.fill("bob@gmial.com")
    address.blur()
    question = page.locator("[data-meant]").get_by_role("status")
    expect(question).to_contain_text("Vouliez-vous écrire bob@gmail.com")
    question.get_by_role("button").click()

    expect(address).to_have_value("bob@gmail.com")
    context.close()
