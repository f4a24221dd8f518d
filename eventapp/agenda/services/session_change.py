"""What is edited of a session of the programme, and what always holds of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.errors import EndsBeforeStart, EndsWithoutStart, GuestListOnly
from eventapp.agenda.models import (
    BEHIND_THE_SCENES,
    AgendaSession,
    ContributorState,
    Room,
    Rule,
    SessionKind,
    SessionPart,
    SessionRole,
    Track,
)
from eventapp.events.models import Category
from eventapp.orm import Translated
from eventapp.people.models import Organisation, Person

SLOT = ("room", "starts_at", "ends_at")
"""Where and when a session is: who moves it means all of them."""

PARTS = ("further_rooms", "rules", "people", "categories")
"""What stands in rows of other tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChange:
    """What is edited of somebody's part in a session."""

    person: Person | None = None
    """Nobody: the part is still open (N. N.)."""
    part: SessionPart = SessionPart.SPEAKER
    state: ContributorState = ContributorState.CONFIRMED
    internal: bool = False
    announced: bool = False
    organisation: Organisation | None = None
    function: Translated = Translated()

    @classmethod
    def of(cls, role: SessionRole) -> "RoleChange":
        """Return a part as it stands; person and organisation are loaded."""
        return cls(**{name: getattr(role, name) for name in cls.__slots__})

    @classmethod
    def new(cls, person: Person | None, part: SessionPart = SessionPart.SPEAKER) -> "RoleChange":
        """Return a part as it begins: the programme names nobody behind the scenes."""
        return cls(person=person, part=part, internal=part in BEHIND_THE_SCENES)

    @classmethod
    def draft(cls, person: Person | None, part: SessionPart = SessionPart.SPEAKER) -> "RoleChange":
        """Return a part that nobody has been asked about yet: it is named once it is confirmed."""
        return replace(cls.new(person, part), state=ContributorState.DRAFT)

    @property
    def key(self) -> tuple[Person | None, SessionPart]:
        """What makes it the same part: who does what; open ones are alike."""
        return self.person, self.part


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChange:
    """What is edited of a session, whoever edits it: a form, a program, a file."""

    title: Translated = Translated()
    subtitle: Translated = Translated()
    kind: SessionKind = SessionKind.TALK
    track: Track | None = None
    block: AgendaSession | None = None
    room: Room | None = None
    further_rooms: tuple[Room, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    rules: tuple[tuple[Rule, AgendaSession], ...] = ()
    languages: tuple[str, ...] = ()
    interpretation: tuple[str, ...] = ()
    receivers: int | None = None
    people: tuple[RoleChange, ...] = ()
    """Who does what in it, in their order."""
    abstract: Translated = Translated()
    description: Translated = Translated()
    notes: Translated = Translated()
    meeting_point: Translated = Translated()
    running_order: Translated = Translated()
    questions: Translated = Translated()
    expected: int | None = None
    recorded: bool = False
    restricted: bool = False
    sign_up: bool = False
    places: int | None = None
    categories: tuple[Category, ...] = ()
    public: bool = True
    cancelled: bool = False

    @classmethod
    def of(cls, session: Session, item: AgendaSession) -> "SessionChange":
        """Return a session as it stands; its room, track and block are loaded."""
        return cls.of_all(session, [item])[0]

    @classmethod
    def of_all(cls, session: Session, items: Sequence[AgendaSession]) -> list["SessionChange"]:
        """Return sessions as they stand, in the same order."""
        people, categories = queries.roles_of(session, items), queries.categories_of(session, items)
        rooms, rules = queries.further_rooms(session, items), queries.rules_of(session, items)
        ids = {rule.other_id for rules_of_session in rules.values() for rule in rules_of_session}
        statement = select(AgendaSession).where(AgendaSession.id.in_(ids))
        others = {item.id: item for item in session.scalars(statement)} if ids else {}
        return [
            cls.standing(
                item,
                people=tuple(RoleChange.of(role) for role in people.get(item.id, ())),
                categories=tuple(categories.get(item.id, ())),
                further_rooms=tuple(rooms.get(item.id, ())),
                rules=tuple((rule.rule, others[rule.other_id]) for rule in rules.get(item.id, ())),
            )
            for item in items
        ]

    @classmethod
    def standing(cls, item: AgendaSession, **parts: Any) -> "SessionChange":
        """Return what stands in the session's own row, with these parts beside it."""
        held = {name: getattr(item, name) for name in cls.__slots__ if name not in PARTS}
        lists = {name: tuple(value) for name, value in held.items() if isinstance(value, list)}
        return cls(**{**held, **lists, **parts})

    def begun_at(self, moment: datetime | None) -> "SessionChange":
        """Return it at another time: it keeps its length; without a beginning it has no end."""
        starts, ends = _utc(moment), None
        if starts is not None and self.starts_at is not None and self.ends_at is not None:
            ends = starts + (self.ends_at - self.starts_at)
        return replace(self, starts_at=starts, ends_at=ends)

    def settled(self, item: AgendaSession | None = None) -> "SessionChange":
        """Return it as it is stored: what means the same is written alike.

        A blocker stays inside; rooms, and who does what, are named once: the first time counts.
        """
        rules = {(rule, other) for rule, other in self.rules if other is not item}
        return replace(
            self,
            public=self.public and self.kind is not SessionKind.BLOCKER,
            starts_at=_utc(self.starts_at),
            ends_at=_utc(self.ends_at),
            further_rooms=tuple(
                room for room in dict.fromkeys(self.further_rooms) if room is not self.room
            ),
            rules=tuple(sorted(rules, key=lambda rule: (rule[1].id, rule[0].value))),
            people=tuple(_once(self.people)),
            categories=tuple(
                sorted(set(self.categories), key=lambda category: (category.position, category.id))
            ),
        )

    def check(self) -> None:
        """Refuse what no session can be; what depends on others is checked where it is written."""
        if self.starts_at is None and self.ends_at is not None:
            raise EndsWithoutStart
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise EndsBeforeStart
        if self.sign_up and self.restricted:
            raise GuestListOnly


def _utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None


def _once(roles: Iterable[RoleChange]) -> Iterator[RoleChange]:
    """Yield who does what once; parts that are open stay as many as they are."""
    seen = set[tuple[Person | None, SessionPart]]()
    for role in roles:
        if role.person is None or role.key not in seen:
            seen.add(role.key)
            yield role
