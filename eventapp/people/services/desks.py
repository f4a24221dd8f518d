"""Information desks: added and changed."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from eventapp import changes
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.orm import Translated, lock_row
from eventapp.people.errors import NoSuchExpert
from eventapp.people.models import Desk, DeskExpert, Organisation, Person
from eventapp.people.services.organisations import organisation_called
from eventapp.text_search import fold

Expert = tuple[str, datetime | None, datetime | None]
"""Who can be asked, by name as the directory writes it, from when and until when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskChange:
    """What is edited of an information desk."""

    name: Translated = Translated()
    organisation: str = ""
    """Who keeps it, by name: one that the directory lacks is added to it."""
    text: Translated = Translated()
    topics: Translated = Translated()
    experts: tuple[Expert, ...] = ()
    place: Translated = Translated()
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    languages: list[str] = field(default_factory=list)
    position: int = 0

    @classmethod
    def of(cls, desk: Desk) -> "DeskChange":
        """Return an information desk as it stands."""
        return cls(
            name=desk.name,
            organisation=desk.organisation.name if desk.organisation else "",
            text=desk.text,
            topics=desk.topics,
            experts=tuple(
                (expert.person.full_name, expert.starts_at, expert.ends_at)
                for expert in desk.experts
            ),
            place=desk.place,
            opens_at=desk.opens_at,
            closes_at=desk.closes_at,
            languages=list(desk.languages),
            position=desk.position,
        )


def add_desk(
    session: Session, event: Event, change: DeskChange, *, by: Actor, now: datetime
) -> Desk:
    """Add an information desk. Raises NoSuchExpert."""
    hold(session, event.id)
    organisation = organisation_called(session, event, change.organisation, by=by, now=now)
    values = {**changes.values_of(change), "organisation": organisation}
    del values["experts"]
    desk = Desk(event=event, **values)
    session.add(desk)
    session.flush()
    _write_experts(session, desk, change)
    note_change(session, _about(desk), None, change, by=by, now=now)
    raise_revision(session, event.id)
    return desk


def change_desk(
    session: Session,
    desk: Desk,
    change: DeskChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of a desk. Raises NoSuchExpert, ChangedByBoth (`changes.merged`)."""
    event = session.get_one(Event, desk.event_id)
    hold(session, event.id)
    lock_row(session, desk)
    before = DeskChange.of(desk)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    organisation = desk.organisation
    if after.organisation != before.organisation:
        organisation = organisation_called(session, event, after.organisation, by=by, now=now)
    if after.experts != before.experts:
        _write_experts(session, desk, after)
        flag_modified(desk, "position")  # another version, though its own row is the same
    _write_row(desk, after, organisation)
    session.flush()
    note_change(session, _about(desk), before, after, by=by, now=now)
    raise_revision(session, event.id)


def _about(desk: Desk) -> Object:
    name = desk.name.into("en")
    return Object("information-desks", desk.id, name, desk.event_id, desk.organisation_id)


def _write_row(desk: Desk, change: DeskChange, organisation: Organisation | None) -> None:
    for name, value in {**changes.values_of(change), "organisation": organisation}.items():
        if name != "experts" and getattr(desk, name) != value:
            setattr(desk, name, value)


def _write_experts(session: Session, desk: Desk, change: DeskChange) -> None:
    """Write who can be asked at a desk, in their order. Raises NoSuchExpert."""
    known = _people_by_name(session, desk.event_id) if change.experts else {}
    rows = []
    for position, (name, begins, ends) in enumerate(change.experts):
        people = known.get(fold(name), ())
        if len(people) != 1:
            raise NoSuchExpert(name)
        rows.append(
            DeskExpert(
                desk_id=desk.id,
                person_id=people[0],
                position=position,
                starts_at=begins,
                ends_at=ends,
            )
        )
    session.execute(delete(DeskExpert).where(DeskExpert.desk_id == desk.id))
    session.add_all(rows)
    session.flush()
    session.expire(desk, ["experts"])


def unite_experts(session: Session, kept: int, gone: int) -> None:
    """Let two persons who are one be named once at a desk, but for hours that differ."""
    rows = session.scalars(select(DeskExpert).where(DeskExpert.person_id.in_((kept, gone)))).all()
    known = {_asked(row) for row in rows if row.person_id == kept}
    for row in rows:
        if row.person_id == gone and _asked(row) in known:
            session.delete(row)
    session.flush()


def _asked(row: DeskExpert) -> tuple[int, datetime | None, datetime | None]:
    return row.desk_id, row.starts_at, row.ends_at


def _people_by_name(session: Session, event_id: int) -> dict[str, list[int]]:
    """Return whose name each is, with the title and without it, folded; archived ones aside."""
    columns = (Person.id, Person.title, Person.given_name, Person.family_name)
    rows = select(*columns).where(Person.event_id == event_id, Person.active)
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, title, given, family in session.execute(rows):
        plain = " ".join(part for part in (given, family) if part)
        for name in dict.fromkeys((fold(plain), fold(f"{title} {plain}".strip()))):
            by_name[name].append(number)
    return by_name
