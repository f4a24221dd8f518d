"""Reading the programme as it stands for what is printed of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.people import queries as people
from eventapp.podium.moderation import Facts
from eventapp.podium.papers import Selection
from eventapp.podium.stages import Stage, stages_of
from eventapp.registration import queries as registrations


@dataclass(frozen=True, slots=True)
class AsOf:
    """Which programme a paper shows: what stood at a moment, after which published version."""

    read_at: datetime
    version: int
    """0: nothing is published yet."""
    released_at: datetime | None

    def is_newer(self, stage: Stage) -> bool:
        """Say whether a stage was edited since that version: the public reads it otherwise."""
        released = self.released_at
        return released is None or any(part.revised_at > released for part in stage.parts)


def stages(session: Session, event: Event) -> list[Stage]:
    """Return everything of the draft that takes place at a known time, in order."""
    sessions = agenda.draft(session, event)
    roles = agenda.roles_by_session(session, event)
    return stages_of(sessions, roles, agenda.further_rooms(session, sessions))


def chosen(stages: Sequence[Stage], event: Event, selection: Selection) -> list[Stage]:
    """Return those a selection means."""
    if selection.session:
        return [
            stage
            for stage in stages
            if selection.session in {part.public_id for part in stage.parts}
        ]
    day = selection.of_day
    return [stage for stage in stages if day is None or stage.day(event.zone) == day]


def titles(session: Session, event: Event, chosen: Sequence[str]) -> dict[str, Translated]:
    """Return the titles of these sessions, by public id."""
    statement = select(AgendaSession.public_id, AgendaSession.title).where(
        AgendaSession.event_id == event.id, AgendaSession.public_id.in_(set(chosen) - {""})
    )
    return {row.public_id: row.title for row in session.execute(statement)}


def as_of(session: Session, event: Event, *, now: datetime) -> AsOf:
    """Return which programme is read now."""
    newest = agenda.latest_release(session, event)
    if newest is None:
        return AsOf(now, 0, None)
    return AsOf(now, newest.number, newest.released_at)


def protocol_order(session: Session, event: Event) -> dict[int, int]:
    """Return the place of each host's organisation, by its internal number: the first one is 0."""
    hosts = people.hosts(session, event)
    return {host.organisation_id: place for place, host in enumerate(hosts)}


@dataclass(frozen=True, slots=True)
class Podium:
    """Everything that a paper is made of, read at one moment."""

    stages: tuple[Stage, ...]
    """Those that were chosen."""
    order: dict[int, int]
    facts: Facts
    as_of: AsOf


def read(session: Session, event: Event, selection: Selection, *, now: datetime) -> Podium:
    """Return what a selection is printed of."""
    those = chosen(stages(session, event), event, selection)
    people_of = {
        seat.person.id
        for stage in those
        for seat in (*stage.seats, *stage.helpers)
        if seat.person is not None
    }
    booked = [stage.session for stage in those if stage.session.sign_up]
    attending = {item.id: registrations.counted_at(session, item)[0] for item in booked}
    return Podium(
        tuple(those),
        protocol_order(session, event),
        Facts(
            attending,
            people.times_there(session, event, people_of),
            _listeners(session, event, those),
        ),
        as_of(session, event, now=now),
    )


def _listeners(
    session: Session, event: Event, stages: Sequence[Stage]
) -> dict[int, Mapping[str, int]]:
    """Return the languages of those who attend what is interpreted, by a session's number.

    Of a session without booking that is everybody who has a place at the event.
    """
    interpreted = [stage.session for stage in stages if stage.session.interpretation]
    everybody = registrations.languages_of_event(session, event) if interpreted else {}
    return {
        item.id: registrations.languages_at(session, item) if item.sign_up else everybody
        for item in interpreted
    }
