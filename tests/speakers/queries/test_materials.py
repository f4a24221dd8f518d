"""What everybody may read: newest versions, of the published programme, of people it names."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, ContributorState, SessionPart
from eventapp.agenda.services import RoleChange
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.media.purposes import FilePurpose
from eventapp.orm import Translated
from eventapp.people.models import Person, PublicBasis
from eventapp.people.services import PersonChange, change_person
from eventapp.speakers.models import Visibility
from eventapp.speakers.queries.materials import (
    desk_of_file,
    is_public_file,
    material,
    materials_at,
    materials_given_by,
    materials_of,
    public_materials,
)
from eventapp.speakers.services import materials
from tests.factories.agenda import edit_session, make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_desk, make_person
from tests.factories.pictures import make_file
from tests.factories.sessions import release
from tests.factories.speakers import make_material

pytestmark = pytest.mark.on_sqlite
LATER = NOON + timedelta(hours=1)
ALL: dict[str, Any] = {"visibility": Visibility.EVERYBODY}


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def ada(session: Session, event: Event) -> Person:
    """Return somebody whom the public may know."""
    return make_person(session, event, family_name="Lovelace")


@pytest.fixture
def item(session: Session, event: Event, ada: Person) -> AgendaSession:
    """Return her session, from noon until one."""
    return make_session(
        session,
        event,
        "Engines",
        starts_at=NOON,
        ends_at=LATER,
        people=[(ada, SessionPart.SPEAKER)],
    )


def test_those_of_a_session_and_a_person_are_out_once_the_session_is_over(
    session: Session, event: Event, item: AgendaSession, ada: Person, tmp_path: Path
) -> None:
    hers = make_material(session, tmp_path, item, ada)
    ours = make_material(session, tmp_path, item, **ALL)
    make_material(session, tmp_path, item, ada, visibility=Visibility.INTERNAL)
    assert public_materials(session, event, now=LATER).every == ()  # nothing is published yet
    release(session, event)

    early = public_materials(session, event, now=NOON)
    late = public_materials(session, event, now=LATER)

    files = [ours.newest.file.public_id]
    assert [shown.file for shown in early.of_session(item.public_id)] == files
    assert early.of_person(ada.public_id) == ()
    assert [shown.file for shown in late.of_person(ada.public_id)] == [hers.newest.file.public_id]
    assert (len(late.of_session(item.public_id)), late.state != early.state) == (2, True)


def test_only_the_newest_version_is_public(
    session: Session, event: Event, item: AgendaSession, tmp_path: Path
) -> None:
    made = make_material(session, tmp_path, item, **ALL)
    release(session, event)
    newer = make_file(session, tmp_path, event, FilePurpose.MATERIAL, b"newer")
    materials.add_version(session, made, newer, by=SYSTEM, now=NOON)

    assert public_materials(session, event, now=NOON).state == (newer.public_id,)


@pytest.mark.parametrize("gone", ["cancelled", "not-confirmed", "her-word", "unpublished"])
def test_nothing_is_public_of_what_the_programme_does_not_name(
    session: Session, event: Event, item: AgendaSession, ada: Person, tmp_path: Path, gone: str
) -> None:
    make_material(session, tmp_path, item, ada, **ALL)
    release(session, event)
    assert public_materials(session, event, now=NOON).every

    if gone == "cancelled":
        edit_session(session, item, cancelled=True)
    elif gone == "not-confirmed":
        role = replace(RoleChange.new(ada), state=ContributorState.INVITED)
        edit_session(session, item, people=[role])
    elif gone == "her-word":
        change = replace(PersonChange.of(ada), basis=PublicBasis.NONE)
        change_person(session, ada, change, by=SYSTEM, now=NOON)
    else:
        event.published = False
    if gone in {"cancelled", "not-confirmed"}:
        release(session, event)

    assert public_materials(session, event, now=NOON).every == ()


def test_those_who_work_on_them_get_all_and_none_of_another_event(
    session: Session, event: Event, item: AgendaSession, ada: Person, tmp_path: Path
) -> None:
    made = make_material(session, tmp_path, item, ada, visibility=Visibility.INTERNAL)
    other = make_event(session, slug="autumn")

    assert materials_of(session, [item.id]) == {item.id: [made]}
    assert list(materials_given_by(session, ada)) == [made]
    assert material(session, event, made.public_id) is made
    assert material(session, other, made.public_id) is None


def test_those_of_a_desk_are_out_with_the_event_whatever_the_programme_says(
    session: Session, event: Event, tmp_path: Path
) -> None:
    desk, other = (make_desk(session, event, Translated.same(name)) for name in ("A", "B"))
    shown = make_material(session, tmp_path, desk)
    later = make_material(session, tmp_path, desk, public_from=LATER)
    hidden = make_material(session, tmp_path, desk, visibility=Visibility.INTERNAL)
    make_material(session, tmp_path, other)
    event.published = False
    assert public_materials(session, event, now=NOON).every == ()

    event.published = True
    early, late = (public_materials(session, event, now=now) for now in (NOON, LATER))

    files = [each.newest.file.public_id for each in (shown, later)]
    assert [each.file for each in early.of_desk(desk.public_id)] == files[:1]
    assert [each.file for each in late.of_desk(desk.public_id)] == files
    assert early.of_session("") == early.every  # of no session at all
    assert list(materials_at(session, desk)) == [shown, later, hidden]
    assert desk_of_file(session, hidden.newest.file) is desk
    assert is_public_file(session, event, shown.newest.file, now=NOON)
    assert not is_public_file(session, event, hidden.newest.file, now=LATER)
