"""Materials: those of a session, a desk or a person, and those everybody may read by now."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import AgendaSession
from eventapp.agenda.programme import Programme
from eventapp.events.models import Event
from eventapp.media.models import StoredFile
from eventapp.orm import Translated
from eventapp.people.models import Desk, Person
from eventapp.speakers.models import Material, MaterialVersion, Visibility
from eventapp.speakers.publication import is_out


@dataclass(frozen=True, slots=True)
class PublicMaterial:
    """A material as everybody may read it: its newest version."""

    title: Translated
    """Empty: called as its file."""
    languages: tuple[str, ...]
    """In which it is written; none: nobody said."""
    name: str
    """Of the file."""
    content_type: str
    size: int
    """Bytes."""
    file: str
    """Public id of the file, which is its address."""
    session: str
    """Public id of the session; empty: it is an information desk's."""
    desk: str
    """Public id of the desk; empty: it is a session's."""
    person: str
    """Public id of whose it is; empty: the organisers', or the desk's."""
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class PublicMaterials:
    """What everybody may read at a moment."""

    every: tuple[PublicMaterial, ...] = ()

    def of_session(self, public_id: str) -> tuple[PublicMaterial, ...]:
        """Return those of a session."""
        return tuple(material for material in self.every if material.session == public_id)

    def of_desk(self, public_id: str) -> tuple[PublicMaterial, ...]:
        """Return those of an information desk."""
        return tuple(material for material in self.every if material.desk == public_id)

    def of_person(self, public_id: str) -> tuple[PublicMaterial, ...]:
        """Return those that a person gave."""
        return tuple(material for material in self.every if material.person == public_id)

    @property
    def state(self) -> tuple[str, ...]:
        """What a page that names them depends on: another set has another state."""
        return tuple(material.file for material in self.every)


def public_materials(session: Session, event: Event, *, now: datetime) -> PublicMaterials:
    """Return the materials of programme and desks that everybody may read by now.

    One statement, and none of a session or a person that the programme does not name.
    """
    asked = (
        select(Material, AgendaSession.public_id, Desk.public_id, Person.public_id)
        .outerjoin(AgendaSession, AgendaSession.id == Material.session_id)
        .outerjoin(Desk, Desk.id == Material.desk_id)
        .outerjoin(Person, Person.id == Material.person_id)
        .where(Material.event_id == event.id, Material.visibility != Visibility.INTERNAL)
        .order_by(Material.id)
    )
    rows = session.execute(asked).all()
    if not rows or not event.published:
        return PublicMaterials()
    programme = agenda.released(session, event)
    return PublicMaterials(
        tuple(
            _shown(material, item or "", desk or "", person or "")
            for material, item, desk, person in rows
            if _is_out(material, programme, item, person or "", now)
        )
    )


def _is_out(
    material: Material, programme: Programme, item_id: str | None, person: str, now: datetime
) -> bool:
    if item_id is None:  # a desk's
        return is_out(material.visibility, material.public_from, over_at=None, now=now)
    item = programme.item(item_id)
    if item is None or item.cancelled or (person and programme.speaker(person) is None):
        return False
    over_at = item.ends_at or item.starts_at
    return is_out(material.visibility, material.public_from, over_at=over_at, now=now)


def _shown(material: Material, item: str, desk: str, person: str) -> PublicMaterial:
    newest = material.newest
    return PublicMaterial(
        material.title,
        tuple(material.languages),
        newest.file.name,
        newest.file.content_type,
        newest.file.size,
        newest.file.public_id,
        item,
        desk,
        person,
        newest.uploaded_at,
    )


def is_public_file(session: Session, event: Event, stored: StoredFile, *, now: datetime) -> bool:
    """Say whether a file is the newest version of a material that everybody may read."""
    return stored.public_id in public_materials(session, event, now=now).state


def _whole() -> Select[Material]:
    holders = (joinedload(Material.session), joinedload(Material.desk))
    return select(Material).options(*holders, joinedload(Material.person))


def material(session: Session, event: Event, public_id: str) -> Material | None:
    """Return one material of the event, with its session or desk and whose it is."""
    asked = _whole().where(Material.event_id == event.id, Material.public_id == public_id)
    return session.scalars(asked).one_or_none()


def materials_of(session: Session, items: Iterable[int]) -> dict[int, list[Material]]:
    """Return the materials of these sessions, by the sessions' numbers."""
    by_session: dict[int, list[Material]] = {}
    asked = _whole().where(Material.session_id.in_(items)).order_by(Material.id)
    for each in session.scalars(asked):
        if each.session_id is not None:
            by_session.setdefault(each.session_id, []).append(each)
    return by_session


def materials_at(session: Session, desk: Desk) -> Sequence[Material]:
    """Return the materials of an information desk."""
    asked = _whole().where(Material.desk_id == desk.id).order_by(Material.id)
    return session.scalars(asked).all()


def desk_of_file(session: Session, stored: StoredFile) -> Desk | None:
    """Return the information desk of whose material a file is a version; None: of none."""
    asked = (
        select(Desk)
        .join(Material, Material.desk_id == Desk.id)
        .join(MaterialVersion, MaterialVersion.material_id == Material.id)
        .where(MaterialVersion.file_id == stored.id)
    )
    return session.scalars(asked.limit(1)).first()


def materials_after(session: Session, event: Event, cursor: int, most: int) -> Sequence[Material]:
    """Return at most so many materials of the event added after the one of that number."""
    asked = _whole().where(Material.event_id == event.id, Material.id > cursor)
    return session.scalars(asked.order_by(Material.id).limit(most)).all()


def materials_given_by(session: Session, person: Person) -> Sequence[Material]:
    """Return what a person gave, with the sessions."""
    asked = _whole().where(Material.person_id == person.id).order_by(Material.id)
    return session.scalars(asked).all()


def names(session: Session, event: Event, ids: Collection[int]) -> dict[int, Translated]:
    """Return what those of the event's materials are called, by their ids."""
    if not ids:
        return {}
    those = select(Material).where(Material.event_id == event.id, Material.id.in_(ids))
    return {material.id: material.called for material in session.scalars(those)}
