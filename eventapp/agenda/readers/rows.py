"""A timetable as it comes from a file: plain values, whatever format it had, and what was odd."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from eventapp.agenda.readers.columns import FileTable
from eventapp.errors import Sentence
from eventapp.text_search import fold

LONGEST_TITLE = 200
"""What a title may hold; the rest of a longer one goes into the abstract."""

LONGEST_TEXT = 20_000

ACCEPTED = frozenset(
    {"", "accepted", "confirmed", "scheduled", "published", "approved", "ok"}
    | {"angenommen", "bestatigt", "zugesagt", "accepte", "acceptee", "confirme", "confirmee"}
)
"""States of certain sessions, folded: frab, pretalx, Open Event, Sessionize, RFC 5545, tables."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person with a part in a session."""

    name: str
    key: str = ""
    """What the file calls the person by, stable from one file to the next."""
    biography: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session of the file."""

    key: str
    """What the file calls the session by, stable from one file to the next."""
    title: str
    guid: str = ""
    subtitle: str = ""
    abstract: str = ""
    description: str = ""
    kind: str = ""
    """The file's own word for the kind."""
    track: str = ""
    language: str = ""
    room: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    people: tuple[Somebody, ...] = ()
    state: str = ""
    """The file's own word for how far the session is; empty: it says nothing."""
    silent: frozenset[str] = frozenset()
    """What the file has no place for; an import leaves it as it stands."""

    @property
    def accepted(self) -> bool:
        """Say whether the session is certain: what is not never gets into the draft."""
        return fold(self.state).strip() in ACCEPTED


@dataclass(frozen=True, slots=True)
class Note:
    """What was odd about one line of the file, and what was made of it."""

    where: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class OddityKind:
    """What was odd in one and the same way on several lines."""

    sentence: Sentence
    """What they share; “…” stands where they differ."""
    notes: list[Note]

    @property
    def differ(self) -> bool:
        """Say whether every line has words of its own."""
        return bool(self.sentence.values)


def by_kind(notes: list[Note]) -> list[OddityKind]:
    """Return the notes by what was odd, the most frequent first."""
    kinds: dict[str, OddityKind] = {}
    for note in notes:
        msgid, values = note.sentence.msgid, dict.fromkeys(note.sentence.values, "…")
        kinds.setdefault(msgid, OddityKind(Sentence(msgid, **values), [])).notes.append(note)
    return sorted(kinds.values(), key=lambda kind: -len(kind.notes))


@dataclass(slots=True)
class Timetable:
    """What a file holds."""

    title: str = ""
    zone: str = ""
    rows: list[SessionRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    """Identities given so far."""
    unread: list[str] = field(default_factory=list)
    """What stands where a time or day should and is none we can read."""
    table: FileTable | None = None
    """The table it was read from, if it was one."""

    def note(self, where: str, sentence: Sentence) -> None:
        """Write down what was odd."""
        self.notes.append(Note(where, sentence))

    def not_read(self, where: str, sentence: Sentence, typed: str) -> None:
        """Write down a time or day that could not be read."""
        self.notes.append(Note(where, sentence))
        self.unread.append(typed)

    def days(self) -> list[date]:
        """Return the days on which something begins, in order."""
        return sorted({row.starts_at.date() for row in self.rows if row.starts_at is not None})

    def moments(self) -> Iterator[datetime]:
        """Yield every beginning and end."""
        for row in self.rows:
            if row.starts_at is not None and row.accepted:
                yield row.starts_at
                yield row.ends_at or row.starts_at + timedelta(minutes=30)
