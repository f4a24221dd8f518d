"""Showing the draft to the public, and showing an earlier release again."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.agenda import people_of_releases, queries, snapshots
from eventapp.agenda.changes import NOTHING, Change, changes
from eventapp.agenda.errors import DraftChanged, NoSuchRelease, NothingToRelease, ShownNow
from eventapp.agenda.marks_of_drafts import mark_of
from eventapp.agenda.models import AgendaSession, Release, SessionRole
from eventapp.agenda.sequences import number_sessions
from eventapp.agenda.stored import StoredRelease
from eventapp.events.models import Event
from eventapp.events.revision import raise_revision
from eventapp.journal.services import Actor, Object, record
from eventapp.orm import lock_rows
from eventapp.people.models import Person, PublicBasis
from eventapp.people.queries import former_ids


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the public would see after the next release, and what of it is otherwise than now."""

    programme: StoredRelease
    changes: list[Change]
    rearranged: bool
    """Whether rooms, or the order of rooms or tracks, are otherwise: no session tells it."""
    number: int
    """The number that release would have."""

    @property
    def mark(self) -> str:
        """Return what tells it from the outlook on any other draft."""
        return mark_of(self.programme, self.number)


def outlook(session: Session, event: Event) -> Outlook:
    """Return what the next release would show."""
    return outlook_of(session, event, queries.whole_draft(session, event))


def outlook_of(session: Session, event: Event, draft: snapshots.Draft) -> Outlook:
    """Return what the next release would show of a draft that was read already."""
    before = queries.latest_release(session, event)
    old = _known_now(session, event, before)
    after = snapshots.write(draft, shown=_shown(old))
    return _compared(old, after, before)


def _compared(old: StoredRelease, after: StoredRelease, newest: Release | None) -> Outlook:
    orders = [(old.get(key), after.get(key)) for key in ("rooms", "tracks")]
    rearranged = any(was is not None and was != now for was, now in orders)
    return Outlook(after, list(changes(old, after)), rearranged, _next_number(newest))


def _next_number(newest: Release | None) -> int:
    return newest.number + 1 if newest else 1


def unreleased(session: Session, event: Event) -> list[Change]:
    """Return what the next release would change for the public."""
    return outlook(session, event).changes


@dataclass(frozen=True, slots=True)
class PreparedRelease:
    """The next release as it was made ready by somebody who only reads, so that nobody waits."""

    before: StoredRelease
    """What the public sees until then."""
    programme: StoredRelease
    """What it sees from then on, numbered for calendars."""
    number: int
    made_of: Hashable
    """What stood in the database: made of something else, it would be another release."""
    mark: str
    """Of what it shows, as `Outlook` tells it."""


def prepare(session: Session, event: Event, *, now: datetime) -> PreparedRelease:
    """Make the release of the draft ready; nothing is written."""
    made_of = queries.state_of_draft(session, event)
    before = queries.latest_release(session, event)
    programme = _snapshot(session, event, _known_now(session, event, before))
    return _numbered(session, event, programme, before, made_of, now=now)


def prepare_again(session: Session, event: Event, number: int, *, now: datetime) -> PreparedRelease:
    """Make ready that the public sees an earlier release again; nothing is written."""
    made_of = queries.state_of_draft(session, event)
    earlier, newest = _earlier(session, event, number)
    programme = _without_the_gone(session, earlier, event)
    return _numbered(session, event, programme, newest, made_of, now=now)


def release(
    session: Session,
    event: Event,
    *,
    name: str,
    by: Actor,
    now: datetime,
    prepared: PreparedRelease | None = None,
    seen: str | None = None,
) -> Release:
    """Show the draft to the public as it stands, under the next number.

    What was prepared is used if it still is what the draft says. `seen` is the mark of the outlook
    that somebody looked at: raises DraftChanged where it is another by now. None: nobody looked.
    """
    lock(session, event)
    if prepared is None or prepared.made_of != queries.state_of_draft(session, event):
        prepared = prepare(session, event, now=now)
    if seen is not None and prepared.mark != seen:
        raise DraftChanged
    if not prepared.programme["sessions"]:
        raise NothingToRelease
    made = _publish(session, event, prepared, by=by, now=now)
    made.name = name or str(made.number)
    shown = [stored["guid"] for stored in prepared.programme["sessions"] if not stored["cancelled"]]
    session.execute(
        update(AgendaSession)
        .where(
            AgendaSession.event_id == event.id,
            ~AgendaSession.released,
            AgendaSession.guid.in_(shown),
        )
        .values(released=True)
    )
    about = Object("event", event.id, f"{made.number}: {made.name}", event.id)
    record(session, "programme-released", about, by=by, now=now)
    return made


def release_part(
    session: Session,
    event: Event,
    item: AgendaSession,
    role: SessionRole,
    gone: tuple[str, str],
    *,
    by: Actor,
    now: datetime,
) -> Release | None:
    """Show the public who has one part of one session now, and nothing else of the draft.

    `gone` is the public id and the part of who had it. None: the public sees nothing of it.
    """
    lock(session, event)
    newest = queries.latest_release(session, event)
    old = _known_now(session, event, newest)
    person = role.person if role.person is not None and role.is_public else None
    part = snapshots.write_part(role, person) if person else None
    programme = people_of_releases.with_part_of(
        old,
        item.guid,
        gone,
        part,
        person=snapshots.write_person(person) if person else None,
        place=role.position,
    )
    if newest is None or programme["sessions"] == old["sessions"]:
        return None
    prepared = _numbered(session, event, programme, newest, newest.number, now=now)
    made = _publish(session, event, prepared, by=by, now=now)
    about = Object("event", event.id, f"{made.number}: {made.name}", event.id)
    record(session, "programme-released", about, by=by, now=now)
    return made


def outlook_back(session: Session, event: Event, number: int) -> Outlook:
    """Return what the public would see if an earlier release were shown again."""
    earlier, newest = _earlier(session, event, number)
    after = _without_the_gone(session, earlier, event)
    return _compared(_known_now(session, event, newest), after, newest)


def show_again(
    session: Session,
    event: Event,
    number: int,
    *,
    by: Actor,
    now: datetime,
    prepared: PreparedRelease | None = None,
    seen: str | None = None,
) -> Release:
    """Show the public an earlier release again, under the next number; the draft stays as it is.

    Persons who were deleted since, or are public no longer, do not come back. What was prepared is
    used if it still holds, and `seen` is asked for as by `release`.
    """
    lock(session, event)
    if prepared is None or prepared.made_of != queries.state_of_draft(session, event):
        prepared = prepare_again(session, event, number, now=now)
    if seen is not None and prepared.mark != seen:
        raise DraftChanged
    made = _publish(session, event, prepared, by=by, now=now)
    made.name, made.shows_again = queries.name_of_release(session, event, number), number
    about = Object("event", event.id, f"{made.number}: {made.name}", event.id)
    record(session, "programme-returned", about, by=by, now=now, changes={"to": number})
    return made


def lock(session: Session, event: Event) -> None:
    """Let nobody else release the programme or import into its draft until the commit."""
    session.execute(lock_rows(session, select(Event.id).where(Event.id == event.id)))


def _earlier(session: Session, event: Event, number: int) -> tuple[Release, Release]:
    """Return the release of that number and the newest; refuse the newest itself."""
    newest, earlier = (
        queries.latest_release(session, event),
        queries.release(session, event, number),
    )
    if newest is None or earlier is None:
        raise NoSuchRelease
    if earlier.number == newest.number:
        raise ShownNow
    return earlier, newest


def _numbered(
    session: Session,
    event: Event,
    programme: StoredRelease,
    before: Release | None,
    made_of: Hashable,
    *,
    now: datetime,
) -> PreparedRelease:
    number = _next_number(before)
    mark = mark_of(programme, number)
    known = select(AgendaSession.guid).where(
        AgendaSession.event_id == event.id, AgendaSession.released
    )
    guids = set(session.scalars(known))
    old = _known_now(session, event, before)
    number_sessions(programme, old, release=number, known=guids, now=now)
    return PreparedRelease(old, programme, number, made_of, mark)


def _publish(
    session: Session, event: Event, prepared: PreparedRelease, *, by: Actor, now: datetime
) -> Release:
    made = Release(
        event=event,
        number=prepared.number,
        name=str(prepared.number),
        released_at=now,
        released_by=by.label,
        programme=prepared.programme,
    )
    session.add(made)
    raise_revision(session, event.id)
    return made


def _known_now(session: Session, event: Event, stands: Release | None) -> StoredRelease:
    """Return what a release holds, with who was merged since known by what they are now."""
    if stands is None:
        return NOTHING
    return people_of_releases.with_merged(stands.programme, former_ids(session, event))


def _without_the_gone(session: Session, earlier: Release, event: Event) -> StoredRelease:
    """Return a stored programme without persons who are gone, or public no longer."""
    programme = _known_now(session, event, earlier)
    known = select(Person.public_id).where(Person.event_id == event.id)
    known = known.where(Person.basis != PublicBasis.NONE)
    named = {person["id"] for person in programme["people"]}
    return people_of_releases.without_people(programme, named - set(session.scalars(known)))


def _snapshot(session: Session, event: Event, before: StoredRelease) -> StoredRelease:
    """Return the whole draft as a release would hold it, not yet numbered for calendars."""
    return snapshots.write(queries.whole_draft(session, event), shown=_shown(before))


def _shown(before: StoredRelease) -> frozenset[str]:
    """Return the guids the public knows."""
    return frozenset(stored["guid"] for stored in before["sessions"])
