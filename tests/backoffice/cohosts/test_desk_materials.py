"""The files of a desk: its host and the organisers manage them, and nobody of another host."""

import io
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event, Role
from eventapp.orm import Translated
from eventapp.people.models import Desk, Host
from eventapp.speakers.models import Material, Visibility
from tests.backoffice.sending import Page, press
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.factories.people import make_desk, make_host, make_organisation, make_representative
from tests.factories.pictures import PDF
from tests.factories.speakers import make_material

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def hosts(session: Session, event: Event) -> list[Host]:
    """Return two hosts."""
    names = ("AFPC", "BioM")
    return [make_host(session, event, make_organisation(session, event, name)) for name in names]


@pytest.fixture
def desks(session: Session, event: Event, hosts: list[Host]) -> list[Desk]:
    """Return the information desks of the hosts, and one that none of them keeps."""
    keepers = [*(host.organisation for host in hosts), None]
    return [
        make_desk(session, event, Translated.same("Stand"), organisation=keeper)
        for keeper in keepers
    ]


@pytest.fixture
def browser(session: Session, client: FlaskClient, event: Event, hosts: list[Host]) -> FlaskClient:
    """Return the browser of the first host's representative."""
    who = make_representative(session, event, hosts[0], "rep@x.example", language="en")
    sign_in(session, client, who)
    client.get("/lang/en")
    return client


def sent(name: str = "leaflet.pdf", content: bytes = PDF) -> dict[str, object]:
    """Return what a form sends with a chosen file."""
    return {"file": (io.BytesIO(content), name)}


def address(desk: Desk) -> str:
    """Return where the files of a desk are managed."""
    return f"/spring/manage/information-desks/{desk.id}/materials"


def test_representative_adds_describes_replaces_and_removes_a_file_of_the_own_desk(
    session: Session, browser: FlaskClient, hosts: list[Host], desks: list[Desk]
) -> None:
    page, public = address(desks[0]), f"/spring/desks/{desks[0].public_id}"
    host = f"/spring/manage/cohosts/{hosts[0].id}"
    desk_page, log = f"{host}/desks/{desks[0].id}", f"{host}/activity-log"
    session.commit()

    assert "after the session" not in Page(browser, page).text
    assert Page(browser, page).save() == 422  # no file
    assert Page(browser, page).save(**sent(), languages=["fr", "de"]) == 303
    material = session.scalars(select(Material)).one()
    assert (material.visibility, material.languages) == (Visibility.EVERYBODY, ["fr", "de"])
    assert material.newest.uploaded_by == "rep"
    own = f"{page}/{material.public_id}"
    session.rollback()
    assert "leaflet.pdf" in browser.get(desk_page).text
    assert "leaflet.pdf" in browser.get(public).text

    changed = {**sent("newer.pdf", PDF + b"\n"), "title-en": "Funding", "visibility": "internal"}
    assert Page(browser, own).save(**changed) == 303
    assert "Funding" in browser.get(page).text
    assert "Funding" not in browser.get(public).text
    assert "newer.pdf" in browser.get(own).text

    assert press(browser, own, "delete")[0] == 303
    assert session.scalars(select(Material)).all() == []
    session.rollback()
    noted = browser.get(log).text
    assert "file replaced by a newer version" in noted
    assert "Only the people of the desk and the organising team" in noted


def test_desks_of_others_and_files_of_another_desk_are_not_there(
    session: Session, browser: FlaskClient, desks: list[Desk], tmp_path: Path
) -> None:
    folder = tmp_path / "media"
    files = [make_material(session, folder, desk, visibility=Visibility.INTERNAL) for desk in desks]
    session.commit()
    pages = [address(desk) for desk in desks]
    ones = [f"{page}/{file.public_id}" for page, file in zip(pages, files, strict=True)]
    crossed = f"{pages[0]}/{files[1].public_id}"
    contents = [f"/media/{file.newest.file.public_id}" for file in files]
    session.rollback()

    for asked in (pages, ones, contents):
        assert [browser.get(at).status_code for at in asked] == [200, 404, 404], asked
    token = Page(browser, ones[0]).form.as_it_stands()["csrf_token"]
    for at in (*pages[1:], *ones[1:], crossed):
        assert browser.post(at, data={"csrf_token": token, **sent()}).status_code == 404
    for at in (*ones[1:], crossed):
        assert browser.post(f"{at}/delete", data={"csrf_token": token}).status_code == 404
    assert len(session.scalars(select(Material)).all()) == len(files)


@pytest.mark.parametrize(("role", "status"), [(Role.ORGANISER, 200), (Role.AGENDA, 403)])
def test_organisers_manage_the_files_of_every_desk_and_programme_editors_of_none(
    app: Flask, session: Session, event: Event, desks: list[Desk], tmp_path: Path,
    role: Role, status: int,
) -> None:  # fmt: skip
    file = make_material(
        session, tmp_path / "media", desks[2], visibility=Visibility.INTERNAL
    ).newest.file.public_id
    client = sign_in(session, app.test_client(), make_member(session, event, role))
    session.commit()

    assert [client.get(address(desk)).status_code for desk in desks] == [status] * 3
    assert client.get(f"/media/{file}").status_code == (200 if status == 200 else 404)


def test_deleting_a_desk_names_the_files_that_go_with_it(
    app: Flask, session: Session, event: Event, desks: list[Desk], tmp_path: Path
) -> None:
    make_material(session, tmp_path, desks[0], title=Translated(en="Funding at a glance"))
    client = sign_in(session, app.test_client(), make_member(session, event))
    client.get("/lang/en")
    session.commit()
    page = f"/spring/manage/information-desks/{desks[0].id}"
    session.rollback()

    assert "Its file is deleted with it: Funding at a glance." in client.get(page).text
    assert press(client, page, "delete")[0] == 303

    assert session.scalars(select(Material)).all() == []
    assert len(session.scalars(select(Desk)).all()) == len(desks) - 1
