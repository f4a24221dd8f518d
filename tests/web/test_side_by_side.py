"""Presses, tabs and browsers beside each other, at a served program of several processes."""

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users
from eventapp.bench.clients import FORM, HIDDEN, Client, Reply
from eventapp.events.models import Event
from eventapp.orm import make_engine
from eventapp.registration.models import Bond, Registration, State
from eventapp.registration.services import parties
from tests.conftest import free_port
from tests.factories.accounts import make_member
from tests.factories.events import make_event_with_category
from tests.factories.registrations import SOMEBODY, make_details, make_registration
from tests.factories.served import served

pytestmark = pytest.mark.on_sqlite
SIGN_UP, EDIT = "/spring/register?lang=en", "/spring/my/edit?lang=en"
SEE_OTHER = 303


class Place:
    """A served event, the database behind it, and whom it knows."""

    def __init__(self, session: Session, address: str) -> None:
        self.session, self.address = session, address
        event, category = make_event_with_category(session, places=50)
        event.registration_closes_at = event.starts_at = event.ends_at = None
        category.colleagues = 3
        self.event: Event = event
        self.host = make_registration(session, event, category, "Ada")
        self.organiser = make_member(session, event)
        session.commit()

    def browser(self, **cookies: str) -> Client:
        """Return a browser with these cookies."""
        made = Client(self.address)
        made.cookies |= cookies
        return made

    def participant(self) -> Client:
        """Return a browser in which the participant opened the own page."""
        host, now = self.host, clock.now()
        value = users.sign_in_participant(
            self.session, host.id, host.link_generation, browser="", now=now
        )
        self.session.commit()
        return self.browser(place=value)

    def live(self) -> list[str | None]:
        """Return the addresses of all registrations that hold a place."""
        self.session.rollback()
        statement = select(Registration.email).where(Registration.state == State.CONFIRMED)
        return sorted(self.session.scalars(statement), key=str)


@pytest.fixture
def place(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Place]:
    """Return an event served by two processes for pages."""
    shutil.copy(migrated_sqlite, tmp_path / "eventapp.db")
    engine, port = make_engine(f"sqlite:///{tmp_path / 'eventapp.db'}"), free_port()
    address = f"127.0.0.1:{port}"
    environ = {"EVENTAPP_PAGE_PROCESSES": "2", "EVENTAPP_BASE_URL": f"http://{address}"}
    with Session(engine) as session:
        here = Place(session, address)
        with served(tmp_path, port, environ=environ):
            yield here
    engine.dispose()


def post(browser: Client, path: str, fields: dict[str, str]) -> Reply:
    """Send a form that was filled in."""
    return browser.post(path, urlencode(fields), Content_Type=FORM)


def hidden(page: Reply) -> dict[str, str]:
    """Return what a page's forms send without being asked."""
    seen = re.findall(r'name="(seen)"[^>]*value="([^"]+)"', page.text)
    return dict(HIDDEN.findall(page.text) + seen)


def person(page: Reply, email: str) -> dict[str, str]:
    """Return the form of a sign-up, filled in."""
    facts = {"family_name": "Byron", "email": email, "language": "en", "category": "guests"}
    return {**hidden(page), **facts}


def way_back(browser: Client, answer: Reply) -> str:
    """Return the address of the form again, from the page after it."""
    page = browser.get(answer.headers["location"]).text
    return str(re.findall(r'href="([^"]*again=[^"]*)"', page)[0]).replace("&amp;", "&")


def test_a_form_sent_by_two_presses_is_corrected_as_one(place: Place) -> None:
    """The second request leaves before the first is answered, and its answer is what one sees."""
    first = place.browser()
    fields = person(first.get(SIGN_UP), "slip@example.org")
    second = place.browser(**first.cookies)
    assert post(first, SIGN_UP, fields).status == SEE_OTHER
    answer = post(second, SIGN_UP, fields)

    again = way_back(second, answer)
    corrected = person(second.get(again), "byron@example.org")
    assert post(second, again, corrected).status == SEE_OTHER

    assert place.live() == ["ada@example.org", "byron@example.org"]


def test_presses_at_once_at_two_processes_make_one_registration(place: Place) -> None:
    first = place.browser()
    fields = person(first.get(SIGN_UP), "byron@example.org")
    browsers = [place.browser(**first.cookies) for _ in range(6)]
    answers = list[int]()

    def press(browser: Client) -> None:
        answers.append(post(browser, SIGN_UP, fields).status)

    threads = [threading.Thread(target=press, args=(client,)) for client in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [SEE_OTHER] * 6
    assert place.live() == ["ada@example.org", "byron@example.org"]


def test_a_stale_correction_shows_what_stands_now_and_is_saved_by_the_next_press(
    place: Place,
) -> None:
    client, other = place.participant(), place.participant()
    typed = {"family_name": "Lovelace", "organisation": "Babbage", "language": "en"}
    stale = {**hidden(other.get(EDIT)), **typed}
    fields = {"family_name": "Ada", "organisation": "Analytics", "language": "en"}
    assert post(client, EDIT, {**hidden(client.get(EDIT)), **fields}).status == SEE_OTHER

    refused = post(other, EDIT, stale)
    assert (refused.status, "<dd>Analytics</dd>" in refused.text) == (422, True)
    assert 'value="Lovelace"' in refused.text

    assert post(other, EDIT, {**stale, **hidden(refused)}).status == SEE_OTHER
    place.session.refresh(place.host)
    assert (place.host.family_name, place.host.organisation_name) == ("Lovelace", "Babbage")


def test_who_signs_out_in_a_second_tab_simply_is_out(place: Place) -> None:
    value = users.sign_in(place.session, place.organiser, browser="", strong=False, now=clock.now())
    place.session.commit()
    tab = place.browser(who=value)
    token = hidden(tab.get("/account"))
    other = place.browser(**tab.cookies)

    assert post(tab, "/sign-out", token).status == SEE_OTHER
    assert post(other, "/sign-out", {}).status == SEE_OTHER
    assert tab.get("/account").headers["location"].startswith("/sign-in")


def test_nobody_is_signed_out_by_a_form_without_its_token(place: Place) -> None:
    value = users.sign_in(place.session, place.organiser, browser="", strong=False, now=clock.now())
    place.session.commit()
    tab = place.browser(who=value)

    assert post(tab, "/sign-out", {}).status == 403
    assert tab.get("/account").status == 200


def test_a_place_withdrawn_in_two_browsers_is_withdrawn_once(place: Place) -> None:
    details = make_details("Bob")
    member = parties.add(
        place.session, place.host, place.event, Bond.COLLEAGUE, details, by=SOMEBODY,
        now=clock.now(),
    )  # fmt: skip
    page = f"/spring/my/party/{member.public_id}"
    place.session.commit()
    client, other = place.participant(), place.participant()
    tokens = hidden(client.get(page)), hidden(other.get(page))

    assert post(client, f"{page}/take-back", tokens[0]).status == SEE_OTHER
    assert post(other, f"{page}/take-back", tokens[1]).status == SEE_OTHER
    assert other.get(page).status == 404
    assert place.live() == ["ada@example.org"]
