"""Materials are added, replaced, described and removed; the journal and the revision know of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.agenda.models import AgendaSession
from eventapp.changes import ChangedByBoth
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.journal.services import SYSTEM
from eventapp.media.purposes import FilePurpose
from eventapp.orm import Translated
from eventapp.speakers.errors import FollowsNoSession, TooManyMaterials
from eventapp.speakers.models import Material, MaterialVersion, Visibility
from eventapp.speakers.services import materials
from eventapp.speakers.services.materials import KEPT_VERSIONS, MaterialChange
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_desk, make_organisation
from tests.factories.pictures import make_file
from tests.factories.speakers import make_material

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def item(session: Session) -> AgendaSession:
    """Return a session of the draft."""
    item = make_session(session, make_event(session), "Engines", starts_at=NOON)
    session.flush()
    return item


def change(session: Session, material: Material, **values: object) -> None:
    """Change something of a material."""
    after = replace(MaterialChange.of(material), **values)  # type: ignore[arg-type]
    materials.change_material(session, material, after, by=SYSTEM, now=NOON)


def actions(session: Session) -> list[str]:
    """Return what was written down about materials."""
    asked = select(Entry.action).where(Entry.object_kind == "material").order_by(Entry.id)
    return list(session.scalars(asked))


def test_material_is_added_changed_replaced_and_removed_each_time_with_a_new_revision(
    session: Session, item: AgendaSession, tmp_path: Path
) -> None:
    event = session.get_one(Event, item.event_id)
    revisions = [event.revision]
    material = make_material(session, tmp_path, item)
    assert (material.visibility, material.newest.number) == (Visibility.AFTER_SESSION, 1)
    revisions.append(event.revision)

    change(session, material, visibility=Visibility.INTERNAL, title=Translated(de="Folien"))
    change(session, material)  # nothing new
    revisions.append(event.revision)
    version = material.version

    newer = make_file(session, tmp_path, event, FilePurpose.MATERIAL, b"newer")
    materials.add_version(session, material, newer, by=SYSTEM, now=NOON)
    assert [each.number for each in material.versions] == [2, 1]
    assert (material.newest.file, material.version > version) == (newer, True)
    revisions.append(event.revision)

    materials.remove_material(session, material, by=SYSTEM, now=NOON)
    revisions.append(event.revision)
    assert session.scalars(select(MaterialVersion)).all() == []
    assert sorted(set(revisions)) == revisions
    assert actions(session) == [
        "record-added", "record-changed", "material-replaced", "record-deleted",
    ]  # fmt: skip


def test_stale_save_is_joined_field_by_field_and_what_both_changed_is_asked(
    session: Session, item: AgendaSession, tmp_path: Path
) -> None:
    material = make_material(session, tmp_path, item)
    opened = MaterialChange.of(material)
    seen = changes.seen_in(opened)
    change(session, material, visibility=Visibility.EVERYBODY)

    titled = replace(opened, title=Translated(de="Folien"))
    materials.change_material(session, material, titled, seen=seen, by=SYSTEM, now=NOON)
    assert (material.visibility, material.title.into("de")) == (Visibility.EVERYBODY, "Folien")

    internal = replace(opened, visibility=Visibility.INTERNAL)
    with pytest.raises(ChangedByBoth):
        materials.change_material(session, material, internal, seen=seen, by=SYSTEM, now=NOON)


def test_some_versions_are_kept_and_some_materials(
    session: Session,
    item: AgendaSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    material = make_material(session, tmp_path, item)
    event = session.get_one(Event, item.event_id)
    for _ in range(KEPT_VERSIONS):
        newer = make_file(session, tmp_path, event, FilePurpose.MATERIAL)
        materials.add_version(session, material, newer, by=SYSTEM, now=NOON)
    assert [each.number for each in material.versions] == [6, 5, 4, 3, 2]

    monkeypatch.setattr(materials, "MOST_HELD", 2)
    make_material(session, tmp_path, item)
    with pytest.raises(TooManyMaterials):
        make_material(session, tmp_path, item)


def test_material_of_a_desk_waits_for_no_session_and_is_noted_for_who_keeps_the_desk(
    session: Session, tmp_path: Path
) -> None:
    event = make_event(session)
    organisation = make_organisation(session, event, "AFPC")
    desk = make_desk(session, event, Translated.same("Funding"), organisation=organisation)
    with pytest.raises(FollowsNoSession):
        make_material(session, tmp_path, desk, visibility=Visibility.AFTER_SESSION)

    material = make_material(session, tmp_path, desk)
    with pytest.raises(FollowsNoSession):
        change(session, material, visibility=Visibility.AFTER_SESSION)
    change(session, material, title=Translated(de="Merkblatt"))
    newer = make_file(session, tmp_path, event, FilePurpose.MATERIAL, b"newer")
    materials.add_version(session, material, newer, by=SYSTEM, now=NOON)
    materials.remove_material(session, material, by=SYSTEM, now=NOON)

    noted = select(Entry.action, Entry.organisation_id).where(Entry.object_kind == "desk-material")
    assert [tuple(row) for row in session.execute(noted.order_by(Entry.id))] == [
        (action, organisation.id)
        for action in ("record-added", "record-changed", "material-replaced", "record-deleted")
    ]
