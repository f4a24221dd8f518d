"""Rooms, tracks and people of an event as an import looks them up: by name, made where missing."""

from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda import queries
from eventapp.agenda.models import Room, Track
from eventapp.agenda.readers.rows import Note, Somebody
from eventapp.agenda.services.ordering import behind
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.people import queries as people_queries
from eventapp.people import services as people_services
from eventapp.people.models import Person, PublicBasis
from eventapp.people.services import PersonChange
from eventapp.text_search import fold

LONGEST_PART = 80
PUBLISHED = Sentence("published by its organisers")
"""Why the people of a programme that is imported are public: it names them already."""


@dataclass(slots=True)
class Directory:
    """What the event has, read once; what is added is counted."""

    session: Session
    event: Event
    rooms: dict[str, Room]
    tracks: dict[str, Track]
    people: dict[str, Person]
    by_key: dict[str, Person]
    employers: list[tuple[Person, str]] = field(default_factory=list)
    """Who is new, and what the file calls their organisation: looked up when all is written."""
    new_rooms: int = 0
    new_people: int = 0
    renamed: set[Person] = field(default_factory=set)
    """Who has the same key under another name now."""
    met: dict[str, str] = field(default_factory=dict)
    """Key -> the name it stood beside first in this file."""
    notes: list[Note] = field(default_factory=list)

    @classmethod
    def of(cls, session: Session, event: Event) -> "Directory":
        """Return the event's directory."""
        tracks = queries.tracks(session, event)
        persons = people_queries.persons(session, event)
        return cls(
            session=session,
            event=event,
            rooms={
                fold(name): room
                for room in queries.rooms(session, event)
                for name in room.name.as_dict().values()
            },
            tracks={
                fold(name): track for track in tracks for name in track.name.as_dict().values()
            },
            people={fold(person.full_name): person for person in persons},
            by_key={person.source_key: person for person in persons if person.source_key},
        )

    def room(self, name: str) -> Room | None:
        """Return the room of that name, new if there was none."""
        if not name:
            return None
        key = fold(name)
        if key not in self.rooms:
            self.rooms[key] = Room(
                event=self.event, name=Translated.same(name), position=behind(self.rooms.values())
            )
            self.session.add(self.rooms[key])
            self.new_rooms += 1
        return self.rooms[key]

    def track(self, name: str) -> Track | None:
        """Return the track of that name, new if there was none."""
        if not name:
            return None
        key = fold(name)
        if key not in self.tracks:
            self.tracks[key] = Track(
                event=self.event, name=Translated.same(name), position=behind(self.tracks.values())
            )
            self.session.add(self.tracks[key])
        return self.tracks[key]

    def person(self, somebody: Somebody) -> Person:
        """Return the person of that key or name, new if there was none.

        Of several names that a file writes beside one key, the first counts.
        """
        written = self._first_name_of(somebody)
        name = fold(written)
        given, _, family = written.rpartition(" ")
        given, family = given[:LONGEST_PART], family[:LONGEST_PART]
        person = self.by_key.get(somebody.key) or self.people.get(name)
        if person is not None and self.people.get(name) is not person:
            named = replace(PersonChange.of(person), title="", given_name=given, family_name=family)
            people_services.write_person(person, named, person.organisation)
            self.people[name] = person
            self.renamed.add(person)
        if person is None:
            new = PersonChange(
                given_name=given,
                family_name=family,
                basis=PublicBasis.ORGANISER,
                basis_note=i18n.render(PUBLISHED),
            )
            person = people_services.new_person(self.event, new)
            self.session.add(person)
            if somebody.organisation:
                self.employers.append((person, somebody.organisation))
            self.new_people += 1
            self.people[name] = person
        if somebody.key and person.source_key is None and somebody.key not in self.by_key:
            person.source_key = somebody.key
            self.by_key[somebody.key] = person
        return person

    def _first_name_of(self, somebody: Somebody) -> str:
        if not somebody.key:
            return somebody.name
        first = self.met.setdefault(somebody.key, somebody.name)
        if first != somebody.name:
            self.notes.append(
                Note(
                    somebody.name[:60],
                    Sentence("The same person is “%(first)s” elsewhere in the file.", first=first),
                )
            )
        return first
