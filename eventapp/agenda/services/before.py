"""The draft as an import finds it: sessions by what files call them, and who has a part."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.kinds import guid_of
from eventapp.agenda.models import AgendaSession, SessionRole
from eventapp.agenda.readers.rows import SessionRow
from eventapp.agenda.services.directory import Directory
from eventapp.agenda.services.session_change import RoleChange, SessionChange
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
    new_roles: list[tuple[AgendaSession, RoleChange, int]] = field(default_factory=list)
    """Parts that are new, and at which place: written all at once, when all have a number."""
    casts: dict[AgendaSession, set[Person]] = field(default_factory=dict)
    """Who has a part now, of the sessions whose people the file names otherwise."""

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
        return SessionChange.standing(item, people=tuple(RoleChange.of(role) for role in roles))

    def people(self) -> dict[AgendaSession, set[Person]]:
        """Return who has a part in each session, as this import leaves it."""
        return {
            item: self.casts[item]
            if item in self.casts
            else persons_of(map(RoleChange.of, self.roles.get(item.id, ())))
            for item in self.items
        }

    def recast(self, session: Session, item: AgendaSession, people: Sequence[RoleChange]) -> None:
        """Hold who has a part in a session now; a part that stays keeps its row."""
        self.casts[item] = persons_of(people)
        standing: dict[object, list[SessionRole]] = {}
        for role in self.roles.get(item.id, ()) if item.id else ():
            standing.setdefault(RoleChange.of(role).key, []).append(role)
        for position, taken in enumerate(people):
            if same := standing.get(taken.key):
                same.pop(0).position = position
            else:
                self.new_roles.append((item, taken, position))
        for gone in chain.from_iterable(standing.values()):
            session.delete(gone)

    def find(self, row: SessionRow) -> AgendaSession | None:
        """Return the session the row is about; each stands for one row of a file."""
        guid = guid_of(row.guid) or ""
        item = self.by_key.get(row.key) or self.by_guid.get(guid)
        if item is not None:
            self.by_guid.pop(item.guid, None)
            self.by_key.pop(_in_utc(item.source_key or ""), None)
        return item


def persons_of(roles: Iterable[RoleChange]) -> set[Person]:
    """Return who has one of these parts."""
    return {role.person for role in roles if role.person is not None}
