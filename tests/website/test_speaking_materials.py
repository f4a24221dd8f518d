"""A contributor's files: added, replaced, described, removed; nobody else's are reached."""

import io
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from eventapp.agenda.models import AgendaSession, ContributorState
from eventapp.events.models import Event
from eventapp.speakers.models import Contributor, Material, Visibility
from tests.backoffice.sending import Page
from tests.factories.events import make_event
from tests.factories.pictures import PDF, archive, odp, pptx
from tests.factories.speakers import come_by_link, make_contributor, make_material

pytestmark = pytest.mark.on_sqlite
PAGE = "/spring/speaking/files"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def contributor(session: Session, client: FlaskClient, event: Event) -> Contributor:
    """Return somebody whose assistant opened the link in this browser."""
    made = make_contributor(session, event, state=ContributorState.ACCEPTED)
    made.language = "en"
    session.commit()
    come_by_link(client, made)
    return made


def chosen(content: bytes, name: str, **more: Any) -> dict[str, Any]:
    """Return what a browser sends for a chosen file."""
    return {"file": (io.BytesIO(content), name), **more}


def materials(session: Session) -> list[Material]:
    """Return all materials there are, as they stand now; nothing is held open."""
    session.rollback()
    asked = select(Material).options(joinedload(Material.person)).order_by(Material.id)
    every = list(session.scalars(asked))
    session.expunge_all()
    session.rollback()
    return every


@pytest.mark.usefixtures("contributor")
@pytest.mark.parametrize(
    ("content", "name", "shown"),
    [
        (PDF, "../../De l’intention.pdf", "De l’intention.pdf"),
        (pptx(), "talk.pdf", "talk.pptx"),
        (odp(), "CON.odp", "material.odp"),
    ],
)
def test_document_is_kept_under_a_clean_name_by_its_content(
    session: Session,
    client: FlaskClient,
    content: bytes,
    name: str,
    shown: str,
) -> None:
    assert Page(client, PAGE).save(**chosen(content, name, visibility="everybody")) == 303

    (material,) = materials(session)
    assert material.newest.file.name == shown
    assert material.visibility is Visibility.EVERYBODY
    assert material.person
    assert material.person.family_name == "Le Goff"
    own = client.get(f"{PAGE}/{material.public_id}/version/1")
    assert (own.status_code, own.data) == (200, content)
    assert own.headers["Content-Disposition"].startswith("attachment")
    assert own.headers["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!doctype html><script>alert(1)</script>", "not a document"),
        (PDF + archive({"a": b"b"}), "something else"),
        (archive({"a": b"b"}) + odp(), "something else"),
        (pptx() + b"#!/bin/sh", "something else"),
        (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(1)>>"), "JavaScript"),
        (PDF.replace(b"/Catalog", b"/Catalog/AA<</S/Launch/F(cmd.exe)>>"), "starts one"),
        (pptx({"ppt/vbaProject.bin": b"x"}), "macros"),
        (pptx({"ppt/_rels/a.rels": b"Type='../2006/relationships/vbaProject'"}), "macros"),
        (archive({"../../x": b"b"}), "damaged"),
        (b"", "Choose a"),
    ],
)
@pytest.mark.usefixtures("contributor")
def test_what_is_no_document_is_refused_and_the_rest_stays_typed(
    session: Session, client: FlaskClient, content: bytes, words: str
) -> None:
    page = Page(client, PAGE)

    status = page.save(**chosen(content, "a.pdf", visibility="internal", **{"title-fr": "Titre"}))

    assert (status, words in page.text, "Titre" in page.text) == (422, True, True)
    assert materials(session) == []


@pytest.mark.usefixtures("contributor")
def test_file_is_replaced_described_and_removed(session: Session, client: FlaskClient) -> None:
    Page(client, PAGE).save(**chosen(PDF, "first.pdf", visibility="everybody"))
    (material,) = materials(session)
    own = f"{PAGE}/{material.public_id}"

    typed = {"visibility": "internal", "public_from": "2027-03-04T09:00", "title-en": "My slides"}
    assert Page(client, own).save(**chosen(pptx(), "second.pptx", **typed)) == 303
    (material,) = materials(session)
    assert [version.file.name for version in material.versions] == ["second.pptx", "first.pdf"]
    assert (material.visibility, bool(material.public_from)) == (Visibility.INTERNAL, True)
    assert "My slides" in client.get(PAGE).text
    assert Page(client, own).save(visibility="after-session", public_from="") == 303
    assert len(materials(session)[0].versions) == 2

    token = Page(client, own).form.as_it_stands()["csrf_token"]
    assert client.post(f"{own}/delete", data={"csrf_token": token}).status_code == 303
    assert materials(session) == []


@pytest.mark.usefixtures("contributor")
def test_another_persons_file_is_not_there(
    session: Session, client: FlaskClient, event: Event, tmp_path: Path
) -> None:
    other = make_contributor(session, event, state=ContributorState.ACCEPTED, family_name="Other")
    item = session.scalars(select(AgendaSession).order_by(AgendaSession.id)).first()
    assert item
    own = f"{PAGE}/{make_material(session, tmp_path / 'media', item, other.person).public_id}"
    session.commit()
    token = Page(client, PAGE).form.as_it_stands()

    assert [client.get(f"{own}{rest}").status_code for rest in ("", "/version/1")] == [404, 404]
    assert [client.post(f"{own}{rest}", data=token).status_code for rest in ("", "/delete")] == [
        404,
        404,
    ]
    assert len(materials(session)) == 1
