"""Portraits and logos in the organisers' area: uploaded, refused, described, removed."""

import io
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event, Role
from eventapp.journal.models import Entry
from eventapp.media import queries
from eventapp.media.models import StoredFile
from eventapp.orm import Translated
from eventapp.people.models import Organisation, Person
from tests.backoffice.sending import Page
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.factories.people import make_organisation, make_person
from tests.factories.pictures import halves, picture


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose organiser is signed in, in English."""
    event = make_event(session)
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return event


@pytest.fixture
def person(session: Session, event: Event) -> Person:
    """Return somebody of the directory."""
    person = make_person(session, event, given_name="Ada", family_name="Lovelace")
    session.commit()
    return person


def upload(data: bytes, name: str = "ada.jpg") -> Any:
    """Return a file as a browser sends it."""
    return io.BytesIO(data), name


def portrait_page(client: FlaskClient, person: Person) -> Page:
    """Return the open page of a person's portrait."""
    return Page(client, f"/spring/manage/contributors/{person.id}/portrait")


def stored(session: Session) -> StoredFile | None:
    """Return the person's portrait as it stands now; the next save is a writer, too."""
    session.rollback()
    session.expire_all()
    portrait = session.scalars(select(Person)).one().portrait
    session.expunge_all()
    session.rollback()
    return portrait


def files(session: Session) -> int:
    """Return how many files have a row."""
    session.rollback()
    number = len(session.scalars(select(StoredFile.id)).all())
    session.rollback()
    return number


def test_portrait_is_cut_stored_and_described(
    session: Session, client: FlaskClient, person: Person, tmp_path: Path
) -> None:
    page = portrait_page(client, person)
    crop = {"crop": "0.6 0 0.4 1", "portrait_alt-en": "Ada, dark hair"}

    assert page.save(file=upload(halves((1000, 500)), "../Ada.png"), **crop) == 303

    portrait = stored(session)
    assert portrait is not None
    assert (portrait.name, portrait.content_type, portrait.width) == ("Ada.jpg", "image/jpeg", 400)
    pixel = (
        Image.open(queries.path_of(tmp_path / "media", portrait)).convert("RGB").getpixel((5, 5))
    )
    assert isinstance(pixel, tuple)
    assert pixel[2] > pixel[0]
    record = session.scalars(select(Person)).one()
    assert record.portrait_alt == Translated(en="Ada, dark hair")
    entry = session.scalars(select(Entry).order_by(Entry.id.desc())).first()
    assert entry is not None
    assert entry.changes["portrait"] == [None, "Ada.jpg"]


def test_refused_file_is_told_at_its_field_and_nothing_is_stored(
    session: Session, client: FlaskClient, person: Person
) -> None:
    page = portrait_page(client, person)

    assert page.save(file=upload(b"<svg/>"), **{"portrait_alt-en": "Ada"}) == 422

    assert 'id="file-error"' in page.text
    assert "Save the drawing as a PNG file first." in page.text
    assert 'value="Ada"' in page.text
    assert (stored(session), files(session)) == (None, 0)


def test_description_alone_is_saved_and_the_picture_stays(
    session: Session, client: FlaskClient, person: Person
) -> None:
    portrait_page(client, person).save(file=upload(picture()))
    before = stored(session)

    assert portrait_page(client, person).save(**{"portrait_alt-fr": "Ada"}) == 303

    after = stored(session)
    assert before is not None
    assert after is not None
    assert before.id == after.id


def test_of_two_who_upload_at_once_the_second_is_asked(
    session: Session, client: FlaskClient, person: Person
) -> None:
    first, second = portrait_page(client, person), portrait_page(client, person)
    first.save(file=upload(picture(colour="red")))

    assert second.save(file=upload(picture(colour="blue"))) == 422
    assert "Somebody else has changed this in the meantime" in second.text
    assert files(session) == 1


def test_removed_portrait_is_gone_with_its_description(
    session: Session, client: FlaskClient, person: Person
) -> None:
    page = portrait_page(client, person)
    page.save(file=upload(picture()), **{"portrait_alt-en": "Ada"})
    token = portrait_page(client, person).form.as_it_stands()["csrf_token"]

    answer = client.post(f"{page.address}/delete", data={"csrf_token": token})

    assert answer.status_code == 303
    assert (stored(session), files(session)) == (None, 0)
    assert session.scalars(select(Person)).one().portrait_alt == Translated()


def test_logos_are_stored_for_either_ground_and_removed_apart(
    session: Session, client: FlaskClient, event: Event
) -> None:
    organisation = make_organisation(session, event, "Ministry")
    session.commit()
    page = Page(client, f"/spring/manage/organisations/{organisation.id}/logos")

    logos = {"file": upload(picture((800, 200), "PNG")), "file_dark": upload(b"GIF89a")}
    assert page.save(**logos) == 422
    assert 'id="file_dark-error"' in page.text
    assert files(session) == 0

    logos |= {"file": upload(picture((800, 200), "PNG")), "file_dark": upload(picture((80, 40)))}
    assert page.save(**logos) == 303
    token = Page(client, page.address).form.as_it_stands()["csrf_token"]
    client.post(f"{page.address}/delete", data={"csrf_token": token, "ground": "light"})

    session.expire_all()
    organisation = session.scalars(select(Organisation)).one()
    assert (organisation.logo, organisation.logo_dark is None) == (None, False)


def test_pictures_are_changed_by_those_who_keep_the_record(
    session: Session, client: FlaskClient, event: Event, person: Person
) -> None:
    organisation = make_organisation(session, event, "Ministry")
    user = make_member(session, make_event(session, slug="autumn"))
    user.email = "other@example.org"
    for role, statuses in ((Role.AGENDA, [200, 403]), (Role.GATE, [403, 403])):
        sign_in(session, client, make_member(session, event, role))
        seen = [
            client.get(f"/spring/manage/contributors/{person.id}/portrait").status_code,
            client.get(f"/spring/manage/organisations/{organisation.id}/logos").status_code,
        ]
        assert seen == statuses
