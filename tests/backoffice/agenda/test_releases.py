"""Releasing on the pages: who is told stands there before, an earlier programme asks first."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda import services
from eventapp.agenda.models import AgendaSession, Release
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.orm import Translated
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_releases import later, make_person, release, speak
from tests.backoffice.sending import Page, send
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import edit_session
from tests.factories.events import make_event

RELEASE = "/spring/manage/agenda/release?lang=en"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def item(session: Session, event: Event, client: FlaskClient) -> AgendaSession:
    """Return a released session that moved since, with a speaker who has an address, and one not."""
    people = [
        make_person(session, event, "Groß", email="gross@example.org"),
        make_person(session, event, "Mute"),
    ]
    made = make_item(session, event, make_room(session, event), "Panel")
    speak(session, made, *people)
    release(session, event, "Invitation")
    later(session, made, 2)
    sign_in(session, client, make_member(session, event))
    session.commit()
    return made


def press(client: FlaskClient, session: Session, path: str, opened: str = "", **fields: str) -> int:
    """Open a form of the editor, send it as the browser would; return the status."""
    session.rollback()
    editor = "/spring/manage/agenda"
    return send(client, f"{editor}/{opened or path}", f"{editor}/{path}?lang=en", **fields)[0]


def emails(session: Session) -> list[str]:
    """Return to whom e-mails were posted."""
    session.rollback()
    return list(session.scalars(select(Email.to_address)))


@pytest.mark.usefixtures("item")
def test_bar_says_whom_the_release_concerns_and_who_cannot_be_written_to(
    client: FlaskClient,
) -> None:
    page = client.get(RELEASE).get_data(as_text=True)

    assert "It concerns 2 people." in page
    assert page.index("Groß") < page.index("Mute") < page.index("no e-mail address")


@pytest.mark.usefixtures("item")
@pytest.mark.parametrize(
    ("fields", "recipients"), [({"tell": "y"}, ["gross@example.org"]), ({}, [])]
)
def test_release_writes_to_those_concerned_if_the_box_is_ticked(
    client: FlaskClient, session: Session, fields: dict[str, str], recipients: list[str]
) -> None:
    assert press(client, session, "release", name="Later", **fields) == 303

    assert emails(session) == recipients


def test_earlier_release_asks_with_the_facts_and_is_shown_again(
    client: FlaskClient, session: Session, event: Event, item: AgendaSession
) -> None:
    release(session, event, "Later", day=1)
    session.commit()
    asked = client.get("/spring/manage/agenda/releases/1?lang=en").get_data(as_text=True)

    assert "One change visible to the public" in asked
    assert session.scalar(select(func.count(Release.id))) == 2
    assert press(client, session, "releases/1", tell="y") == 303
    assert emails(session) == ["gross@example.org"]
    newest = session.scalars(select(Release).order_by(Release.number.desc())).first()
    assert newest is not None
    assert (newest.number, newest.shows_again, newest.told) == (3, 1, 1)
    assert item.starts_at is not None
    assert [change.what for change in services.unreleased(session, event)] == ["moved"]
    session.rollback()
    page = client.get("/spring/manage/agenda?lang=en").get_data(as_text=True)
    assert "version 1 again" in page
    assert "one person was informed" in page


@pytest.mark.parametrize(("number", "status"), [(1, 409), (2, 404)])
def test_newest_release_and_one_there_never_was_are_not_shown_again(
    client: FlaskClient, session: Session, item: AgendaSession, number: int, status: int
) -> None:
    later(session, item, 1)
    session.commit()

    assert client.get(f"/spring/manage/agenda/releases/{number}").status_code == status
    assert press(client, session, f"releases/{number}", "add") == status


@pytest.mark.usefixtures("item")
def test_draft_changed_since_the_look_is_shown_again_with_what_is_new_and_nothing_is_published(
    client: FlaskClient, session: Session, event: Event
) -> None:
    page = Page(client, RELEASE)
    session.rollback()
    make_item(session, event, None, "Slipped in", minutes=300)
    session.commit()

    assert page.save() == 422

    assert "Nothing was published." in page.text
    assert new_in(page) == ["Slipped in"]
    session.rollback()
    assert session.scalar(select(func.max(Release.number))) == 1
    assert emails(session) == []
    session.rollback()

    assert page.save() == 303

    session.rollback()
    assert session.scalar(select(func.max(Release.number))) == 2


def test_what_the_public_does_not_see_may_change_between_the_look_and_the_press(
    client: FlaskClient, session: Session, item: AgendaSession
) -> None:
    page = Page(client, RELEASE)
    session.rollback()
    edit_session(session, item, notes=Translated(en="Ask for a second microphone"))
    session.commit()

    assert page.save() == 303


def test_one_edited_once_more_is_new_and_a_page_that_names_nothing_is_asked(
    client: FlaskClient, session: Session, item: AgendaSession
) -> None:
    page = Page(client, RELEASE)
    session.rollback()
    edit_session(session, item, abstract=Translated(en="Looms"))
    session.commit()

    assert page.save(seen="") == 422
    assert new_in(page) == ["Panel", "Panel"]
    edit_session(session, item, abstract=Translated(en="Looms, and who weaves"))
    session.commit()
    assert page.save() == 422
    assert new_in(page) == ["Panel", "Panel"]


def test_earlier_release_is_not_shown_again_over_one_made_since_the_look(
    client: FlaskClient, session: Session, event: Event, item: AgendaSession
) -> None:
    release(session, event, "Second")
    session.commit()
    page = Page(client, "/spring/manage/agenda/releases/1?lang=en")
    session.rollback()
    later(session, item, 1)
    release(session, event, "Third")
    session.commit()

    assert page.save() == 422

    assert "Nothing was published." in page.text
    assert page.save() == 303


def new_in(page: Page) -> list[str]:
    """Return the titles of the changes that the page marks as new."""
    rows = re.findall(r"<li>(.*?)</li>", page.text, re.DOTALL)
    return [re.findall(r"<b>([^<]*)</b>", row)[0] for row in rows if re.search(r">\s*new<", row)]
