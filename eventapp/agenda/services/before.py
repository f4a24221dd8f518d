"""The draft as an import finds it: sessions by what files call them, and who has a part."""

import re
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.kinds import guid_of
from eventapp.agenda.models import AgendaSession, SessionPart, SessionRole
from eventapp.agenda.readers.rows import Row
from eventapp.agenda.services.directory import Directory
from eventapp.agenda.services.session_change import SessionChange
from eventapp.events.models import Event
from eventapp.moments import moment_of, utc_text
from eventapp.people.models import Person

_NAMED_BY_TIME = re.compile(r"(.*\|)(\d{4}-\d\d-\d\dT[^#]+)(#\d+)?", re.DOTALL)


def _in_utc(key: str) -> str:
    """Return the key of a session that title and time stand for as it is written today."""
    match = _NAMED_BY_TIME.fullmatch(key)
    if match is None:
        return key
    try:
        at = utc_text(moment_of(match[2]))
    except ValueError:  # somebody else's key
        return key
    return f"{match[1]}{at}{match[3] or ''}"


@dataclass(slots=True)
class Before:
    """The draft as an import found it, by what files call its sessions, and what it adds."""

    by_key: dict[str, AgendaSession]
    by_guid: dict[str, AgendaSession]
    roles: dict[int, list[SessionRole]]
    last_number: int
    guids: set[str]
    """Identities given so far, those of this import too."""
    items: list[AgendaSession]
    """Every session, those of this import too."""
    directory: Directory
    new_parts: list[tuple[AgendaSession, Person, SessionPart, int]] = field(default_factory=list)
    """Who has a part now and at which place: written all at once, when everybody has a number."""
    emptied: set[AgendaSession] = field(default_factory=set)
    """Sessions whose people the file names otherwise."""

    @classmethod
    def of(cls, session: Session, event: Event) -> "Before":
        """Return the draft of the event as it stands."""
        draft = queries.draft(session, event)
        last = select(func.max(AgendaSession.number)).where(AgendaSession.event_id == event.id)
        return cls(
            by_key={_in_utc(item.source_key): item for item in draft if item.source_key},
            by_guid={item.guid: item for item in draft},
            roles=queries.roles_by_session(session, event),
            last_number=session.scalar(last) or 0,
            guids={item.guid for item in draft},
            items=list(draft),
            directory=Directory.of(session, event),
        )

    def standing(self, item: AgendaSession) -> SessionChange:
        """Return a session as it stands, as far as a file can say it."""
        roles = self.roles.get(item.id, ())
        return SessionChange.standing(
            item, people=tuple((role.person, role.part) for role in roles)
        )

    def people(self) -> dict[AgendaSession, set[Person]]:
        """Return who has a part in each session, as this import leaves it."""
        new: dict[AgendaSession, set[Person]] = {}
        for item, person, _part, _position in self.new_parts:
            new.setdefault(item, set()).add(person)
        for item in self.items:
            if item not in new and item not in self.emptied:
                new[item] = {role.person for role in self.roles.get(item.id, ())}
        return new

    def find(self, row: Row) -> AgendaSession | None:
        """Return the session the row is about; each stands for one row of a file."""
        guid = guid_of(row.guid) or ""
        item = self.by_key.get(row.key) or self.by_guid.get(guid)
        if item is not None:
            self.by_guid.pop(item.guid, None)
            self.by_key.pop(_in_utc(item.source_key or ""), None)
        return item
