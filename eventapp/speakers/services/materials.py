"""Materials: added to a session, replaced by a newer version, described, removed.

Files are read and stored before (`media`); what nothing refers to any more is cleared away by the
clock's job.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from eventapp import changes
from eventapp.agenda.models import AgendaSession
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change, record
from eventapp.media.models import StoredFile
from eventapp.orm import Translated, lock_row
from eventapp.people.models import Person
from eventapp.speakers.errors import TooManyMaterials
from eventapp.speakers.models import Material, MaterialVersion, Visibility

MOST_OF_A_SESSION = 20
"""Materials that a session holds at most."""
KEPT_VERSIONS = 5
"""Versions of a material that are kept, the newest ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialChange:
    """What is edited of a material beside its file."""

    title: Translated = Translated()
    visibility: Visibility = Visibility.AFTER_SESSION
    public_from: datetime | None = None

    @classmethod
    def of(cls, material: Material) -> "MaterialChange":
        """Return a material as it stands."""
        return changes.read(cls, material)


def add_material(
    session: Session,
    item: AgendaSession,
    change: MaterialChange,
    stored: StoredFile,
    *,
    person: Person | None = None,
    by: Actor,
    now: datetime,
) -> Material:
    """Add a material to a session, given by a person or by the organisers.

    Raises TooManyMaterials.
    """
    hold(session, item.event_id)
    count = select(func.count()).select_from(Material).where(Material.session_id == item.id)
    if (session.scalar(count) or 0) >= MOST_OF_A_SESSION:
        raise TooManyMaterials(MOST_OF_A_SESSION)
    material = Material(event_id=item.event_id, session=item, person=person)
    changes.write(material, _settled(change))
    session.add(material)
    _append(material, stored, by=by, now=now)
    session.flush()
    note_change(session, _about(material), None, change, by=by, now=now)
    raise_revision(session, item.event_id)
    return material


def change_material(
    session: Session,
    material: Material,
    change: MaterialChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of a material. Raises ChangedByBoth (`changes.merged`)."""
    hold(session, material.event_id)
    lock_row(session, material)
    before = MaterialChange.of(material)
    after = changes.merged(before, _settled(change), seen)
    if after == before:
        return
    changes.write(material, after)
    session.flush()
    note_change(session, _about(material), before, after, by=by, now=now)
    raise_revision(session, material.event_id)


def add_version(
    session: Session, material: Material, stored: StoredFile, *, by: Actor, now: datetime
) -> None:
    """Let a newer file stand in place of a material's present one; older ones are kept, some."""
    hold(session, material.event_id)
    lock_row(session, material)
    _append(material, stored, by=by, now=now)
    flag_modified(material, "title")  # another version, though its own row is the same
    del material.versions[KEPT_VERSIONS:]
    session.flush()
    facts = {"file": ["", stored.name], "number": ["", material.newest.number]}
    record(session, "material-replaced", _about(material), by=by, now=now, changes=facts)
    raise_revision(session, material.event_id)


def remove_material(session: Session, material: Material, *, by: Actor, now: datetime) -> None:
    """Remove a material with all its versions, from the public pages at once."""
    hold(session, material.event_id)
    record(session, "record-deleted", _about(material), by=by, now=now)
    event_id = material.event_id
    session.delete(material)
    session.flush()
    raise_revision(session, event_id)


def remove_materials_of(session: Session, item: AgendaSession, *, by: Actor, now: datetime) -> None:
    """Remove what was given for a session that is to be deleted."""
    asked = select(Material).where(Material.session_id == item.id)
    for material in session.scalars(asked).all():
        remove_material(session, material, by=by, now=now)


def _append(material: Material, stored: StoredFile, *, by: Actor, now: datetime) -> None:
    number = material.newest.number + 1 if material.versions else 1
    newest = MaterialVersion(
        number=number, file=stored, uploaded_at=now, uploaded_by=by.label[:160]
    )
    material.versions.insert(0, newest)


def _settled(change: MaterialChange) -> MaterialChange:
    """Return it as it is stored: moments in UTC."""
    moment = change.public_from
    return replace(change, public_from=moment.astimezone(UTC) if moment else None)


def _about(material: Material) -> Object:
    """Return it by its public id: a file's name may name people, who can be erased."""
    return Object("material", material.id, material.public_id, material.event_id)
