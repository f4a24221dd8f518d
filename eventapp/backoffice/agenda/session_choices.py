"""What a session's form chooses from: rooms, people, tracks, categories, other sessions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.models import AgendaSession, Room, SessionKind, Track
from eventapp.agenda.services import SessionChange
from eventapp.events.models import Category, Event
from eventapp.events.queries import categories
from eventapp.people import queries as people
from eventapp.people.models import Person


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from, by public id; categories by their key."""

    rooms: Mapping[str, Room]
    persons: Mapping[str, Person]
    tracks: Mapping[str, Track]
    groups: Mapping[str, Category]
    others: Mapping[str, AgendaSession]
    """All other sessions of the draft."""

    @property
    def blocks(self) -> dict[str, AgendaSession]:
        """The sessions it can be a talk of."""
        return {
            key: one
            for key, one in self.others.items()
            if one.block_id is None and one.kind is not SessionKind.BREAK
        }


def choices_for(
    session: Session,
    event: Event,
    item: AgendaSession | None,
    held: SessionChange,
    sent: Collection[str],
) -> Choices:
    """Return what there is to choose from.

    What is archived stays where it is used, or was when the page was opened that sends it.
    """
    rooms, persons = {held.room, *held.further_rooms}, {person for person, _part in held.people}
    return Choices(
        rooms={
            one.public_id: one
            for one in queries.rooms(session, event)
            if one.active or one in rooms or one.public_id in sent
        },
        persons={
            one.public_id: one
            for one in people.persons(session, event)
            if one.active or one in persons or one.public_id in sent
        },
        tracks={one.public_id: one for one in queries.tracks(session, event)},
        groups={one.key: one for one in categories(session, event)},
        others={one.public_id: one for one in queries.draft(session, event) if one is not item},
    )
