"""Materials: added to a session or a desk, replaced by a newer version, described, removed.

Files are read and stored before (`media`); what nothing refers to any more is cleared away by the
clock's job.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from eventapp import changes
from eventapp.agenda.models import AgendaSession
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change, record
from eventapp.media.models import StoredFile
from eventapp.orm import Translated, lock_row
from eventapp.people.models import Desk, Person
from eventapp.speakers.errors import FollowsNoSession, TooManyMaterials
from eventapp.speakers.models import Material, MaterialVersion, Visibility
from eventapp.texts import services as texts

MATERIAL, DESK_MATERIAL = "material", "desk-material"
"""What the activity log calls those of sessions, and of information desks."""
MOST_HELD = 20
"""Materials that a session or an information desk holds at most."""
KEPT_VERSIONS = 5
"""Versions of a material that are kept, the newest ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialChange:
    """What is edited of a material beside its file."""

    title: Translated = Translated()
    languages: list[str] = field(default_factory=list)
    visibility: Visibility = Visibility.AFTER_SESSION
    public_from: datetime | None = None

    @classmethod
    def of(cls, material: Material) -> "MaterialChange":
        """Return a material as it stands."""
        return changes.read(cls, material)


def add_material(
    session: Session,
    holder: AgendaSession | Desk,
    change: MaterialChange,
    stored: StoredFile,
    *,
    person: Person | None = None,
    by: Actor,
    now: datetime,
) -> Material:
    """Add a material to a session, given by a person or the organisers, or to a desk by its team.

    Raises TooManyMaterials, FollowsNoSession.
    """
    hold(session, holder.event_id)
    count = select(func.count()).select_from(Material).where(_held_by(holder))
    if (session.scalar(count) or 0) >= MOST_HELD:
        raise TooManyMaterials(MOST_HELD)
    material = Material(
        event_id=holder.event_id,
        session=holder if isinstance(holder, AgendaSession) else None,
        desk=holder if isinstance(holder, Desk) else None,
        person=person,
    )
    changes.write(material, _settled(change, of_desk=isinstance(holder, Desk)))
    session.add(material)
    _append(material, stored, by=by, now=now)
    session.flush()
    note_change(session, _about(session, material), None, change, by=by, now=now)
    raise_revision(session, holder.event_id)
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
    """Write what is new of a material.

    Raises FollowsNoSession, ChangedByBoth (`changes.merged`).
    """
    hold(session, material.event_id)
    lock_row(session, material)
    before = MaterialChange.of(material)
    after = changes.merged(before, _settled(change, of_desk=material.desk_id is not None), seen)
    if after == before:
        return
    changes.write(material, after)
    session.flush()
    note_change(session, _about(session, material), before, after, by=by, now=now)
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
    record(session, "material-replaced", _about(session, material), by=by, now=now, changes=facts)
    raise_revision(session, material.event_id)


def remove_material(session: Session, material: Material, *, by: Actor, now: datetime) -> None:
    """Remove a material with all its versions, from the public pages at once."""
    hold(session, material.event_id)
    about, event_id = _about(session, material), material.event_id
    record(session, "record-deleted", about, by=by, now=now)
    texts.forget(session, event_id, about.kind, material.public_id)
    session.delete(material)
    session.flush()
    raise_revision(session, event_id)


def remove_materials_of(
    session: Session, holder: AgendaSession | Desk, *, by: Actor, now: datetime
) -> None:
    """Remove what was given for a session, or to a desk, that is to be deleted."""
    for material in session.scalars(select(Material).where(_held_by(holder))).all():
        remove_material(session, material, by=by, now=now)


def _held_by(holder: AgendaSession | Desk) -> ColumnElement[bool]:
    of = Material.session_id if isinstance(holder, AgendaSession) else Material.desk_id
    return of == holder.id


def _append(material: Material, stored: StoredFile, *, by: Actor, now: datetime) -> None:
    number = material.newest.number + 1 if material.versions else 1
    newest = MaterialVersion(
        number=number, file=stored, uploaded_at=now, uploaded_by=by.label[:160]
    )
    material.versions.insert(0, newest)


def _settled(change: MaterialChange, *, of_desk: bool) -> MaterialChange:
    """Return it as it is stored: moments in UTC. Raises FollowsNoSession."""
    if of_desk and change.visibility is Visibility.AFTER_SESSION:
        raise FollowsNoSession
    moment = change.public_from
    return replace(change, public_from=moment.astimezone(UTC) if moment else None)


def _about(session: Session, material: Material) -> Object:
    """Return it by its public id: a file's name may name people, who can be erased."""
    number, name = material.id, material.public_id
    if material.desk_id is None:
        return Object(MATERIAL, number, name, material.event_id)
    desk = session.get_one(Desk, material.desk_id)
    return Object(DESK_MATERIAL, number, name, desk.event_id, desk.organisation_id)
