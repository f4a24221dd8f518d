"""What a session's form chooses from: rooms, tracks, categories, other sessions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.models import AgendaSession, Room, SessionKind, Track
from eventapp.agenda.services import SessionChange
from eventapp.events.models import Category, Event
from eventapp.events.queries import categories


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from, by public id; categories by their key."""

    rooms: Mapping[str, Room]
    tracks: Mapping[str, Track]
    categories: Mapping[str, Category]
    others: Mapping[str, AgendaSession]
    """All other sessions of the draft."""

    @property
    def blocks(self) -> dict[str, AgendaSession]:
        """The sessions it can be a talk of."""
        return {
            key: item
            for key, item in self.others.items()
            if item.block_id is None and item.kind is not SessionKind.BREAK
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
    rooms = {held.room, *held.further_rooms}
    return Choices(
        rooms={
            room.public_id: room
            for room in queries.rooms(session, event)
            if room.active or room in rooms or room.public_id in sent
        },
        tracks={track.public_id: track for track in queries.tracks(session, event)},
        categories={category.key: category for category in categories(session, event)},
        others={
            block.public_id: block for block in queries.draft(session, event) if block is not item
        },
    )
