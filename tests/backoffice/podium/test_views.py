"""Printing for the podium as organisers do: asked for, made by the worker, handed out, refused."""

import re

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Role
from eventapp.podium.papers import Paper
from tests.factories.accounts import make_member, sign_in
from tests.factories.documents import make_waiting
from tests.factories.events import make_event
from tests.factories.podium import make_panel

pytestmark = pytest.mark.on_sqlite
PODIUM = "/spring/manage/podium"


def ask(client: FlaskClient, **chosen: str) -> str:
    """Ask for a paper and return the page that follows."""
    page = client.get(f"{PODIUM}?lang=en").text
    hidden = dict(re.findall(r'name="(csrf_token)"[^>]*value="([^"]+)"', page))
    return client.post(PODIUM, data={**hidden, **chosen}, follow_redirects=True).text


def links(page: str) -> list[str]:
    """Return where files can be had."""
    return re.findall(rf'href="({PODIUM}/[^"]+\.pdf)"', page)


def test_an_organiser_chooses_waits_and_has_the_file(
    session: Session, client: FlaskClient, app: Flask
) -> None:
    event = make_event(session)
    panel = make_panel(session, event)
    sign_in(session, client, make_member(session, event))
    page = client.get(f"{PODIUM}?lang=en").text
    assert all(paper.value in page for paper in Paper)
    assert "has not agreed yet" in page

    waiting = ask(client, paper="moderation", language="fr", session=panel.session.public_id)
    assert "is being created" in waiting
    assert "is being created" in client.get(f"{PODIUM}/progress").text
    with app.app_context():
        make_waiting()

    assert client.get(f"{PODIUM}/progress").headers["HX-Refresh"] == "true"
    (link,) = links(client.get(PODIUM).text)
    answer = client.get(link)
    assert answer.mimetype == "application/pdf"
    assert "spring-moderation.pdf" in answer.headers["Content-Disposition"]
    text = pypdfium2.PdfDocument(answer.data)[0].get_textpage().get_text_range()
    assert "Les clusters comparés" in text


def test_editors_of_the_programme_never_see_how_people_are_reached(
    session: Session, client: FlaskClient, app: Flask
) -> None:
    event = make_event(session)
    make_panel(session, event)
    organiser, editor = make_member(session, event), make_member(session, event, Role.AGENDA)
    sign_in(session, client, organiser)
    ask(client, paper="contacts")
    with app.app_context():
        make_waiting()
    (link,) = links(client.get(PODIUM).text)

    sign_in(session, client, editor)

    page = client.get(PODIUM).text
    assert "contacts" not in page
    assert links(page) == []
    assert client.get(link).status_code == 404
    assert "Name tents" in ask(client, paper="contacts")  # what there is not means name tents


def test_nothing_to_print_is_said_and_nothing_asked_for(
    session: Session, client: FlaskClient
) -> None:
    event = make_event(session)
    make_panel(session, event)
    sign_in(session, client, make_member(session, event))

    page = ask(client, paper="name-tents", session="unknown")

    assert "There is nothing to print" in page
    assert "is being created" not in page
    assert client.get(f"{PODIUM}/unknown.pdf").status_code == 404
