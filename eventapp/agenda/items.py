"""A session as it was released, and who has a part in it: pure values, no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from eventapp.agenda.models import SessionKind, SessionPart
from eventapp.agenda.places import ReleasedRoom, joined
from eventapp.orm import Translated
from eventapp.text_search import fold


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person as released."""

    id: str
    name: str
    sort: str
    organisation: str
    function: Translated
    biography: Translated
    portrait: str = ""
    """Public id of the picture; empty: there is none."""
    portrait_alt: Translated = Translated()

    @property
    def initials(self) -> str:
        """What stands in place of a picture: the first letters of the given and family names."""
        words = [word for word in self.name.split() if not _is_title(word)] or [self.name]
        return "".join(word[:1] for word in (words[0], *words[1:][-1:])).upper()


TITLES = frozenset(["dr", "prof", "pr", "mr", "mrs", "ms", "mme", "m", "me", "sir"])


def _is_title(word: str) -> bool:
    """Say whether a word of a name stands before it: one that is cut, or known without a stop."""
    return word.endswith(".") or word.lower() in TITLES


@dataclass(frozen=True, slots=True)
class Part:
    """What a person does in a session."""

    person: Speaker
    part: str
    organisation: str
    """For whom they do it: the person's own, unless another was named."""
    function: Translated


TOLD = frozenset({SessionPart.MODERATOR, SessionPart.INTERPRETER, SessionPart.TECHNICIAN})
"""Parts that are told beside a name: without them, these people would pass for speakers."""


def key_of(track: Translated) -> str:
    """Return what an address calls a track, the same in every language."""
    return fold(track.into("en"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a release tells of a session as the draft holds it; with it nobody's plans change.

    A release writes, reads and compares these fields by their names; one that lacks a field, as
    older ones do, means the default.
    """

    subtitle: Translated = Translated()
    description: Translated = Translated()
    restricted: bool = False
    sign_up: bool = False
    """Whether participants sign up for it."""
    recorded: bool = False
    receivers: int | None = None
    """How many receivers for interpretation are ready."""


@dataclass(frozen=True, slots=True)
class Item(Carried):
    """A session as released."""

    id: str
    guid: str
    number: int
    kind: str
    title: Translated
    abstract: Translated
    track: Translated
    languages: tuple[str, ...]
    interpretation: tuple[str, ...]
    """Pairs of languages, from and into, such as `de-fr`."""
    room: ReleasedRoom | None
    """The first of its rooms."""
    starts_at: datetime
    ends_at: datetime | None
    sequence: int
    """Raised with every release that says something else in calendars (RFC 5545, SEQUENCE)."""
    parts: tuple[Part, ...]
    cancelled: bool = False
    further_rooms: tuple[ReleasedRoom, ...] = ()
    """Where it is at the same time."""
    block: str = ""
    """The id of the session it is a talk of."""
    timed: bool = True
    """Whether it has a time of its own; a talk without one has that of its block."""
    revised_at: datetime | None = None
    """When the release was made that last changed what its calendar entry says."""
    words: str = ""
    """What a search finds it by: its texts, track and people in every spelling."""

    @property
    def track_key(self) -> str:
        """What an address calls its track; empty without one."""
        return key_of(self.track)

    @property
    def minutes(self) -> int:
        """How long it lasts; 0 where the end is not known."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60 if self.ends_at else 0

    @property
    def rooms(self) -> tuple[ReleasedRoom, ...]:
        """All its rooms."""
        return (self.room, *self.further_rooms) if self.room else self.further_rooms

    @property
    def room_names(self) -> Translated:
        """The names of all its rooms; empty without one."""
        if self.room and not self.further_rooms:
            return self.room.name
        return joined(room.name for room in self.rooms)

    @property
    def interpreted_into(self) -> tuple[str, ...]:
        """The languages it is interpreted into, from whichever is spoken."""
        return tuple(dict.fromkeys(pair.partition("-")[2] for pair in self.interpretation))

    @property
    def is_accessible(self) -> bool:
        """Say whether every room of it is known to be reached without a step."""
        return bool(self.rooms) and all(room.accessible for room in self.rooms)

    @property
    def persons(self) -> tuple[Speaker, ...]:
        """Everybody with a part in it, once each, in their order."""
        return tuple({part.person.id: part.person for part in self.parts}.values())

    @property
    def cast(self) -> tuple[tuple[Speaker, str], ...]:
        """Everybody with a part in it, once each, with a part that is to be told beside the name.

        Who speaks, sits on the panel, opens or closes is named alone.
        """
        named: dict[str, tuple[Speaker, str]] = {}
        for part in self.parts:
            known = named.get(part.person.id, (part.person, ""))[1]
            named[part.person.id] = part.person, known or (part.part if part.part in TOLD else "")
        return tuple(named.values())

    def holds(self, typed: Iterable[str]) -> bool:
        """Say whether each of these folded words begins a word of it."""
        return all(f" {word}" in self.words for word in typed)

    @property
    def is_pause(self) -> bool:
        """Say whether it is a break for everybody."""
        return self.kind == SessionKind.BREAK


def overlap(item: Item, other: Item) -> bool:
    """Say whether two sessions share a moment; one without an end lasts a moment.

    A session and a talk in it are one thing: whoever is in the one is in the other.
    """
    if item.block == other.id or other.block == item.id:
        return False
    one_end, other_end = item.ends_at or item.starts_at, other.ends_at or other.starts_at
    if item.starts_at == other.starts_at:
        return True
    return item.starts_at < other_end and other.starts_at < one_end
