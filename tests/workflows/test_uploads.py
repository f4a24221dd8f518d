"""Who may see an uploaded file, and which files belong to nothing any more."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, SessionPart
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.media.models import StoredFile
from eventapp.media.purposes import FilePurpose
from eventapp.people.models import Person
from eventapp.people.services import OrganisationChange, PersonChange
from eventapp.speakers.models import Visibility
from eventapp.workflows import directory, uploads
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_host, make_organisation, make_person
from tests.factories.pictures import make_file
from tests.factories.sessions import release
from tests.factories.speakers import make_material

pytestmark = pytest.mark.on_sqlite
NEXT_DAY = NOON + timedelta(days=1)


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


def portrayed(session: Session, event: Event, folder: Path, person: Person) -> StoredFile:
    """Give a person a portrait and return it."""
    stored = make_file(session, folder, event)
    change = replace(PersonChange.of(person), portrait=stored)
    directory.change_person(session, person, change, by=SYSTEM, now=NOON)
    return stored


def speaking(session: Session, event: Event) -> Person:
    """Return somebody who speaks in a session."""
    person = make_person(session, event, family_name="Lovelace")
    make_session(session, event, "Engines", starts_at=NOON, people=[(person, SessionPart.SPEAKER)])
    return person


def test_portrait_is_public_as_long_as_the_newest_version_shows_it(
    session: Session, event: Event, tmp_path: Path
) -> None:
    person = speaking(session, event)
    first = portrayed(session, event, tmp_path, person)
    assert not uploads.is_public(session, first, now=NOON)

    release(session, event)
    second = portrayed(session, event, tmp_path, person)
    assert [uploads.is_public(session, portrait, now=NOON) for portrait in (first, second)] == [
        True,
        False,
    ]

    release(session, event)
    assert [uploads.is_public(session, portrait, now=NOON) for portrait in (first, second)] == [
        False,
        True,
    ]

    event.published = False
    assert not uploads.is_public(session, second, now=NOON)


def test_logo_is_public_once_its_organisation_is_a_host(
    session: Session, event: Event, tmp_path: Path
) -> None:
    organisation = make_organisation(session, event, "Ministry")
    light, dark = (make_file(session, tmp_path, event, FilePurpose.LOGO) for _ in range(2))
    change = replace(OrganisationChange.of(organisation), logo=light, logo_dark=dark)
    directory.change_organisation(session, organisation, change, by=SYSTEM, now=NOON)
    assert not uploads.is_public(session, light, now=NOON)

    make_host(session, event, organisation)

    assert uploads.is_public(session, light, now=NOON)
    assert uploads.is_public(session, dark, now=NOON)


def test_material_is_public_as_its_owner_said_and_kept_while_it_is_held(
    session: Session, event: Event, tmp_path: Path
) -> None:
    person = speaking(session, event)
    item = session.scalars(select(AgendaSession)).one()
    loose = make_file(session, tmp_path, event, FilePurpose.MATERIAL)
    held = make_material(session, tmp_path, item, person, visibility=Visibility.EVERYBODY)
    stored = held.newest.file
    assert not uploads.is_public(session, stored, now=NOON)  # nothing is released yet

    release(session, event)
    assert uploads.is_public(session, stored, now=NOON)
    assert not uploads.is_public(session, loose, now=NOON)

    uploads.clearing(tmp_path)(session, now=NEXT_DAY)
    assert session.scalars(select(StoredFile)).all() == [stored]


def test_what_neither_a_record_nor_the_public_version_shows_is_removed(
    session: Session, event: Event, tmp_path: Path
) -> None:
    person = speaking(session, event)
    released = portrayed(session, event, tmp_path, person)
    release(session, event)
    forsaken = portrayed(session, event, tmp_path, person)
    held = portrayed(session, event, tmp_path, person)
    material = make_file(session, tmp_path, event, FilePurpose.MATERIAL)
    clear = uploads.clearing(tmp_path)

    clear(session, now=NOON)
    assert len(session.scalars(select(StoredFile)).all()) == 4

    clear(session, now=NEXT_DAY)
    assert set(session.scalars(select(StoredFile))) == {released, held}
    assert forsaken not in session
    assert material not in session


def test_portrait_that_is_taken_away_is_gone_at_once_though_it_was_released(
    session: Session, event: Event, tmp_path: Path
) -> None:
    person = speaking(session, event)
    portrayed(session, event, tmp_path, person)
    release(session, event)

    directory.remove_portrait(session, person, by=SYSTEM, now=NOON)

    assert (person.portrait, session.scalars(select(StoredFile)).all()) == (None, [])
