"""The public texts of an event, whoever owns them, and how far each is translated."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, Room, SessionRole, Track
from eventapp.agenda.services import RoomChange, TrackChange
from eventapp.events.models import Category, Event
from eventapp.events.services import CategoryChange
from eventapp.languages import LANGUAGES, SOURCE, Translated
from eventapp.people.models import Desk, Host, Person, PublicBasis
from eventapp.people.services import DeskChange, HostChange
from eventapp.registration.models import ENDED, Registration
from eventapp.speakers.models import Contributor
from eventapp.texts import queries
from eventapp.texts.models import TextReview
from eventapp.texts.standing import OPEN, TextState, source_of, state_of


class TextOwner(StrEnum):
    """Who owes a text."""

    TEAM = "team"
    CONTRIBUTOR = "contributor"
    HOST = "host"


def _every_text(change: Any) -> Sequence[str]:
    """Return the fields of a record's change that hold a text in every language."""
    return tuple(field.name for field in fields(change) if field.type is Translated)


EVENT_FIELDS = (
    *("title", "name", "kind", "summary", "description", "venue", "city"),
    *("directions", "entry_note"),
)
FIELDS: Mapping[str, Sequence[str]] = {
    "event": EVENT_FIELDS,
    "session": ("title", "subtitle", "abstract", "description"),
    "contributors": ("function", "biography", "portrait_alt"),
    "rooms": _every_text(RoomChange),
    "tracks": _every_text(TrackChange),
    "categories": _every_text(CategoryChange),
    "hosts": _every_text(HostChange),
    "information-desks": _every_text(DeskChange),
}
"""By kind of record, as the activity log calls it: its public texts."""

OF_PROGRAMME = ("session", "contributors", "rooms", "tracks")
"""Kinds that agenda editors keep as organisers do, and that a version of the programme shows."""

IN_INVITATIONS = ("title", "name", "venue")

LONG = frozenset({"summary", "description", "abstract", "biography", "text", "directions"})
"""Fields with paragraphs; the others are a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicText:
    """One text that the public reads, in all its languages."""

    kind: str
    record: str
    field: str
    name: Translated
    """What its record is called."""
    text: Translated
    owner: TextOwner = TextOwner.TEAM
    owner_name: str = ""
    spoken: str = ""
    """The language its owner writes in; empty: nobody said."""
    by_team: tuple[str, ...] = ()
    """Languages into which the team translates what is not the team's."""

    @property
    def key(self) -> queries.Key:
        """What tells it from others."""
        return self.kind, self.record, self.field


@dataclass(frozen=True, slots=True)
class TextStanding:
    """Where a text stands in each language."""

    text: PublicText
    source: str
    states: Mapping[str, TextState]
    reviews: Mapping[str, TextReview]

    @property
    def owner(self) -> TextOwner:
        """Who has to do something: the team also where it translates for the owner."""
        languages = {code for code, state in self.states.items() if state in OPEN}
        for_owner = not languages or languages - set(self.text.by_team)
        return self.text.owner if for_owner else TextOwner.TEAM

    @property
    def is_open(self) -> bool:
        """Say whether it is missing, unreviewed or outdated in some language."""
        return any(state in OPEN for state in self.states.values())


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people read a language in which texts are missing, and what they read instead."""

    language: str
    readers: int
    instead: Mapping[str, int]
    """Language -> number of texts that are read in it."""


def texts(session: Session, event: Event, kinds: Collection[str] = FIELDS) -> list[PublicText]:
    """Return the event's public texts of these kinds, those that are written in some language.

    A fixed number of statements, whatever the event holds.
    """
    asked = [kind for kind in FIELDS if kind in kinds]
    return [text for kind in asked for text in _OF_KIND[kind](session, event) if text.text]


def standings(
    session: Session, event: Event, kinds: Collection[str] = FIELDS
) -> list[TextStanding]:
    """Return where each public text stands in each language."""
    said = queries.reviews(session, event)
    return [standing(text, said.get(text.key, {})) for text in texts(session, event, kinds)]


def standing(text: PublicText, reviews: Mapping[str, TextReview], chosen: str = "") -> TextStanding:
    """Return where one text stands; `chosen` is the language it is to be translated from."""
    chosen = chosen or queries.source_chosen(reviews)
    source = source_of(text.text, spoken=text.spoken, chosen=chosen)
    states = {code: state_of(text.text, source, code, reviews.get(code)) for code in LANGUAGES}
    return TextStanding(text, source, states, reviews)


def reach(session: Session, event: Event, known: Sequence[TextStanding]) -> list[Reach]:
    """Return whom missing texts would reach in another language than their own."""
    readers = _readers(session, event)
    reached = []
    for language in LANGUAGES:
        instead: dict[str, int] = {}
        for each in known:
            if each.states[language] is TextState.MISSING and readers.get(language):
                read = _read_instead(each.text.text)
                instead[read] = instead.get(read, 0) + 1
        if instead:
            reached.append(Reach(language, readers[language], instead))
    return reached


def untranslated(session: Session, event: Event) -> list[Reach]:
    """Return whom the next version of the programme reaches in another language than their own."""
    return reach(session, event, standings(session, event, OF_PROGRAMME))


def untranslated_in_invitations(session: Session, event: Event) -> list[Reach]:
    """Return the same for what invitations say of the event: its names and its venue."""
    known = standings(session, event, ["event"])
    return reach(session, event, [each for each in known if each.text.field in IN_INVITATIONS])


def _read_instead(text: Translated) -> str:
    return SOURCE if text[SOURCE] else next(iter(text.texts))


def _readers(session: Session, event: Event) -> Mapping[str, int]:
    """Return how many registered people read each language."""
    statement = (
        select(Registration.language, func.count())
        .where(Registration.event_id == event.id, Registration.state.not_in(ENDED))
        .group_by(Registration.language)
    )
    return {language: number for language, number in session.execute(statement)}  # noqa: C416  (a Result is no mapping)


def _key(row: Any) -> str:
    return str(getattr(row, "public_id", row.id))


def _fields(row: Any, kind: str, record: str, name: Translated, **more: Any) -> list[PublicText]:
    return [
        PublicText(
            kind=kind, record=record, field=field, name=name, text=getattr(row, field), **more
        )
        for field in FIELDS[kind]
    ]


def _of_event(_session: Session, event: Event) -> Iterator[PublicText]:
    yield from _fields(event, "event", event.slug, event.label)


def _of_sessions(session: Session, event: Event) -> Iterator[PublicText]:
    statement = select(AgendaSession).where(
        AgendaSession.event_id == event.id, AgendaSession.public, ~AgendaSession.cancelled
    )
    for row in session.scalars(statement.order_by(AgendaSession.number)):
        yield from _fields(row, "session", row.public_id, row.title)


def _of_people(session: Session, event: Event) -> Iterator[PublicText]:
    parts = select(SessionRole.person_id).where(
        SessionRole.person_id.is_not(None), ~SessionRole.internal
    )
    statement = (
        select(Person, Contributor.translate_into, Contributor.language)
        .outerjoin(Contributor, Contributor.person_id == Person.id)
        .where(Person.event_id == event.id, Person.id.in_(parts))
        .where(Person.basis != PublicBasis.NONE)
        .order_by(Person.folded)
    )
    for row, team, language in session.execute(statement):
        spoken = next((code for code in row.languages if code in LANGUAGES), language or "")
        name = Translated.same(row.full_name)
        more = {"owner": TextOwner.CONTRIBUTOR, "spoken": spoken, "by_team": tuple(team or ())}
        yield from _fields(row, "contributors", row.public_id, name, **more)


def _of_hosts(session: Session, event: Event) -> Iterator[PublicText]:
    statement = select(Host).where(Host.event_id == event.id)
    for row in session.scalars(statement.order_by(Host.position, Host.id)):
        name = row.organisation.name
        more = {"owner": TextOwner.HOST, "owner_name": name}
        yield from _fields(row, "hosts", _key(row), Translated.same(name), **more)


def _of_desks(session: Session, event: Event) -> Iterator[PublicText]:
    hosts = set(session.scalars(select(Host.organisation_id).where(Host.event_id == event.id)))
    statement = select(Desk).where(Desk.event_id == event.id)
    for row in session.scalars(statement.order_by(Desk.position, Desk.id)):
        kept = row.organisation if row.organisation_id in hosts else None
        owner = {"owner": TextOwner.HOST, "owner_name": kept.name} if kept else {}
        yield from _fields(row, "information-desks", _key(row), row.name, **owner)


def _small(model: type[Any], kind: str, *conditions: Any) -> Callable[..., Iterator[PublicText]]:
    """Return what yields the texts of a kind of small record of the team's."""

    def of_kind(session: Session, event: Event) -> Iterator[PublicText]:
        statement = select(model).where(model.event_id == event.id, *conditions)
        for row in session.scalars(statement.order_by(model.position, model.id)):
            yield from _fields(row, kind, _key(row), row.name)

    return of_kind


_OF_KIND: Mapping[str, Callable[[Session, Event], Iterator[PublicText]]] = {
    "event": _of_event,
    "session": _of_sessions,
    "contributors": _of_people,
    "rooms": _small(Room, "rooms", Room.active),
    "tracks": _small(Track, "tracks"),
    "categories": _small(Category, "categories", Category.active, Category.public),
    "hosts": _of_hosts,
    "information-desks": _of_desks,
}
