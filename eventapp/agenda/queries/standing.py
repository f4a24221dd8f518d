"""What became of the people of a release since: who is hidden, merged, or without a portrait."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from eventapp.agenda import people_of_releases
from eventapp.agenda.stored import StoredRelease
from eventapp.events.models import Event
from eventapp.media import queries as media
from eventapp.people.queries import concealed, former_ids


class Named(NamedTuple):
    """Public ids of people and of their portraits that a release names, or of some of them."""

    people: frozenset[str]
    portraits: frozenset[str]

    @classmethod
    def of(cls, stored: StoredRelease) -> "Named":
        """Return what a stored programme names."""
        people = stored["people"]
        return cls(
            frozenset(person["id"] for person in people),
            frozenset(person["portrait"] for person in people if "portrait" in person),
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of people since they were released."""

    hidden: frozenset[str]
    """Public ids of who may not be public."""
    moved: frozenset[tuple[str, str]]
    """Former and present public ids of who was merged with somebody."""
    removed: frozenset[str] = frozenset()
    """Public ids of portraits that are no more."""

    @classmethod
    def of(cls, session: Session, event: Event) -> "Standing":
        """Return what became of the people of an event; nothing of portraits."""
        return cls(concealed(session, event), frozenset(former_ids(session, event).items()))

    @classmethod
    def among(cls, session: Session, event: Event, named: Named) -> "Standing":
        """Return what became of those whom a release names."""
        everybody = cls.of(session, event)
        moved = frozenset(pair for pair in everybody.moved if pair[0] in named.people)
        people = named.people | {now for _former, now in moved}
        there = media.still_there(session, named.portraits)
        return cls(everybody.hidden & people, moved, named.portraits - there)

    def applied(self, stored: StoredRelease) -> StoredRelease:
        """Return a stored programme as far as it may be shown now."""
        merged = people_of_releases.with_merged(stored, dict(self.moved))
        public = people_of_releases.without_people(merged, self.hidden)
        return people_of_releases.without_portraits(public, self.removed)
