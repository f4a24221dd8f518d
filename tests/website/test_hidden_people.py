"""Who may not be public leaves by no page, feed, address or file; nor by an answer of before."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, ContributorState, SessionPart
from eventapp.agenda.services import RoleChange
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.orm import Translated
from eventapp.people.models import Person, PublicBasis
from eventapp.people.services import PersonChange, change_person
from eventapp.speakers.models import Visibility
from tests.factories.agenda import edit_session, make_session
from tests.factories.documents import make_waiting
from tests.factories.events import NOON, make_event
from tests.factories.own_page import press
from tests.factories.people import make_desk, make_host, make_organisation, make_person
from tests.factories.pictures import make_file, picture
from tests.factories.podium import BEGINS
from tests.factories.sessions import release
from tests.factories.speakers import make_material

pytestmark = pytest.mark.on_sqlite

SECRETS = ("Velez", "Geheimrätin", "Sie schweigt", "velez.example", "Velez AG", "Fototafel")
"""Words of whom is hidden, one of each field."""


@dataclass
class Place:
    """Where somebody has a part, and all that belongs to them."""

    event: Event
    item: AgendaSession
    person: Person
    desk: str
    """Public id."""
    files: list[str]
    """Public ids of portrait and slides."""


def make_place(session: Session, folder: Path, *experts: str, **role: object) -> Place:
    """Return a release in which somebody has a part, and a desk at which these can be asked."""
    event = make_event(session)
    own = make_organisation(session, event, "Velez AG")
    host = make_organisation(session, event, "Ministry")
    make_host(session, event, host)
    portrait = make_file(session, folder, event, content=picture())
    person = make_person(
        session,
        event,
        given_name="Inez",
        family_name="Velez",
        organisation=own,
        function=Translated(de="Geheimrätin"),
        biography=Translated(de="Sie schweigt."),
        links=["https://velez.example/"],
        portrait=portrait,
        portrait_alt=Translated(de="Fototafel"),
        portrait_credit="Fototafel",
    )
    other = make_person(session, event, given_name="Ada", family_name="Byron", organisation=host)
    parts = [RoleChange(person=other), RoleChange(person=person, **role)]  # type: ignore[arg-type]
    ends = BEGINS + timedelta(hours=1)
    item = make_session(session, event, "Talk", starts_at=BEGINS, ends_at=ends, people=parts)
    slides = make_material(session, folder, item, person, visibility=Visibility.EVERYBODY)
    people = [(name, None, None) for name in experts]
    desk = make_desk(session, event, Translated.same("Desk"), experts=tuple(people))
    release(session, event)
    session.commit()
    return Place(
        event, item, person, desk.public_id, [portrait.public_id, slides.newest.file.public_id]
    )


def hide(session: Session, place: Place) -> None:
    """Take the basis away, though the release stays as it is."""
    change = replace(PersonChange.of(place.person), basis=PublicBasis.NONE)
    change_person(session, place.person, change, by=SYSTEM, now=NOON)


def withdraw(session: Session, place: Place) -> None:
    """Take the part away, and publish that."""
    edit_session(session, place.item, people=[])
    release(session, place.event)


def leave(_session: Session, _place: Place) -> None:
    """Do nothing: the part was never public."""


CASES: dict[str, tuple[dict[str, object], Callable[[Session, Place], None]]] = {
    "no basis any longer": ({}, hide),
    "no basis, though an expert": ({}, hide),
    "part withdrawn": ({}, withdraw),
    "internal": ({"internal": True}, leave),
    "invited": ({"state": ContributorState.INVITED}, leave),
    "declined": ({"state": ContributorState.DECLINED}, leave),
    "technician, internal": ({"part": SessionPart.TECHNICIAN, "internal": True}, leave),
}


def addresses(place: Place) -> list[str]:
    """Return every public address where somebody of the programme could stand."""
    event, item, person = "/spring", place.item.public_id, place.person.public_id
    pages = ["", "/agenda", "/speakers", "/hosts", "/desks", "/agenda/changes", "/privacy"]
    asked = ["/agenda?q=velez", "/speakers?q=velez", "/speakers?organisation=velezag"]
    asked += ["/speakers?part=technician", f"/agenda.ics?person={person}", f"/agenda.ics?s={item}"]
    files = [f"/agenda.{form}" for form in ("json", "xml", "csv", "xlsx", "ics", "pdf")]
    of_one = [
        f"/desks/{place.desk}",
        f"/agenda/{item}",
        f"/agenda/{item}.ics",
        f"/speakers/{person}",
        "/agenda/changes.atom",
    ]
    return [f"{event}{path}" for path in (*pages, *asked, *files, *of_one)]


def read(client: FlaskClient, address: str, tag: str = "") -> tuple[str, str]:
    """Return what an address answers, unfolded and unpacked, and the tag of the answer."""
    joined = "&" if "?" in address else "?"
    headers = {"If-None-Match": tag} if tag else {}
    answer = client.get(f"{address}{joined}lang=de", headers=headers)
    content = answer.data
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        pages = pypdfium2.PdfDocument(content)
        content = "".join(page.get_textpage().get_text_range() for page in pages).encode()
    text = re.sub("\r?\n ", "", content.decode(errors="replace"))
    assert answer.status_code != 304 or not tag, f"{address} stays as it was"
    return text, answer.headers.get("ETag", "")


def leaks(place: Place, address: str, text: str) -> list[str]:
    """Return what an answer tells of the person beside what its asker knew."""
    secrets = (*SECRETS, place.person.public_id, *place.files)
    return [word for word in secrets if word in text and word not in address]


@pytest.mark.parametrize("case", CASES)
def test_who_is_hidden_stands_nowhere(
    client: FlaskClient, app: Flask, session: Session, tmp_path: Path, case: str
) -> None:
    role, act = CASES[case]
    was_public, on_paper = act is not leave, case == "no basis any longer"
    experts = ["Ada Byron", *(["Inez Velez"] if "expert" in case else [])]
    place = make_place(session, tmp_path / "media", *experts, **role)
    if on_paper:
        press(client, "/spring/agenda.pdf?lang=de")
        with app.app_context():
            make_waiting()
        assert "Velez" in read(client, "/spring/agenda.pdf")[0]
    before = {address: read(client, address) for address in addresses(place)}
    if was_public:  # the table would prove nothing if they had never stood there
        shown = {
            word for address, (text, _) in before.items() for word in leaks(place, address, text)
        }
        assert shown >= {*SECRETS, *place.files}
        assert all(client.get(f"/media/{file}").status_code == 200 for file in place.files)
    act(session, place)
    session.commit()

    for address, (old, tag) in before.items():
        text, _ = read(client, address, tag if leaks(place, address, old) else "")
        assert leaks(place, address, text) == [], address
    for file in place.files:
        for path in (f"/media/{file}", f"/media/{file}/small"):
            answer = client.get(path, headers={"If-None-Match": "*"})
            assert (answer.status_code, path) == (404, path)
    assert client.get(f"/spring/speakers/{place.person.public_id}").status_code == 404
