"""Reading the public texts of an event, of each kind of record in a statement or two."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, Room, SessionRole, Track
from eventapp.events.models import Category, Event
from eventapp.languages import LANGUAGES, Translated
from eventapp.people.models import Desk, Host, Organisation, Person, PublicBasis
from eventapp.registration.models import Consent, Question, QuestionChoice
from eventapp.speakers.models import CallForProposals, Contributor, Material, Visibility
from eventapp.speakers.services.materials import DESK_MATERIAL
from eventapp.workflows.text_kinds import (
    FIELDS,
    PublicText,
    TextOwner,
    choice_field,
    own_language,
    role_field,
    text_of,
)


def texts(session: Session, event: Event, kinds: Collection[str] = FIELDS) -> list[PublicText]:
    """Return the event's public texts of these kinds.

    A fixed number of statements, whatever the event holds.
    """
    asked = [kind for kind in FIELDS if kind in kinds]
    return [text for kind in asked for text in _OF_KIND[kind](session, event) if text.is_listed]


def spoken_by(person: Person, otherwise: str = "") -> str:
    """Return the first of our languages that somebody speaks."""
    return next((code for code in person.languages if code in LANGUAGES), otherwise)


def _key(row: Any) -> str:
    return str(getattr(row, "public_id", row.id))


def _fields(row: Any, kind: str, name: Translated, **more: Any) -> Iterator[PublicText]:
    for field in FIELDS[kind]:
        text = text_of(kind, field, row)
        yield PublicText(kind=kind, record=_key(row), field=field, name=name, text=text, **more)


def _of_event(_session: Session, event: Event) -> Iterator[PublicText]:
    for field in FIELDS["event"]:
        text = getattr(event, field)
        yield PublicText(kind="event", record=event.slug, field=field, name=event.label, text=text)


def _of_sessions(session: Session, event: Event) -> Iterator[PublicText]:
    statement = select(AgendaSession).where(
        AgendaSession.event_id == event.id, AgendaSession.public, ~AgendaSession.cancelled
    )
    rows = {row.id: row for row in session.scalars(statement.order_by(AgendaSession.number))}
    for row in rows.values():
        yield from _fields(row, "session", row.title)
    roles = (
        select(SessionRole, Person)
        .join(Person, Person.id == SessionRole.person_id)
        .where(Person.event_id == event.id, Person.basis != PublicBasis.NONE)
        .where(~SessionRole.internal)
        .order_by(SessionRole.session_id, SessionRole.position)
    )
    for role, person in session.execute(roles):
        if role.session_id in rows:
            item = rows[role.session_id]
            yield PublicText(
                kind="session",
                record=item.public_id,
                field=role_field(role.part, person.id),
                name=item.title,
                part=Translated.same(person.full_name),
                text=role.function,
                owner=TextOwner.CONTRIBUTOR,
                spoken=spoken_by(person),
            )


def _parts_in_public() -> Any:
    return select(SessionRole.person_id).where(
        SessionRole.person_id.is_not(None), ~SessionRole.internal
    )


def _of_people(session: Session, event: Event) -> Iterator[PublicText]:
    statement = (
        select(Person, Contributor.translate_into, Contributor.language)
        .outerjoin(Contributor, Contributor.person_id == Person.id)
        .where(Person.event_id == event.id, Person.id.in_(_parts_in_public()))
        .where(Person.basis != PublicBasis.NONE)
        .order_by(Person.folded)
    )
    for row, team, language in session.execute(statement):
        yield from _fields(
            row,
            "contributors",
            Translated.same(row.full_name),
            owner=TextOwner.CONTRIBUTOR,
            spoken=spoken_by(row, language or ""),
            by_team=tuple(team or ()),
        )


def _of_materials(session: Session, event: Event) -> Iterator[PublicText]:
    statement = (
        select(Material, AgendaSession.title, Person)
        .join(AgendaSession, AgendaSession.id == Material.session_id)
        .outerjoin(Person, Person.id == Material.person_id)
        .where(Material.event_id == event.id, Material.visibility != Visibility.INTERNAL)
        .order_by(AgendaSession.number, Material.id)
    )
    for row, title, person in session.execute(statement):
        giver = {"owner": TextOwner.CONTRIBUTOR, "spoken": spoken_by(person)} if person else {}
        yield from _fields(row, "material", title, **giver)


def _of_questions(session: Session, event: Event) -> Iterator[PublicText]:
    statement = select(Question).where(Question.event_id == event.id, Question.active)
    rows = {row.id: row for row in session.scalars(statement.order_by(Question.position))}
    for row in rows.values():
        yield from _fields(row, "questions", row.label)
    choices = (
        select(QuestionChoice)
        .join(Question, Question.id == QuestionChoice.question_id)
        .where(Question.event_id == event.id, Question.active)
        .order_by(QuestionChoice.question_id, QuestionChoice.position)
    )
    for choice in session.scalars(choices):
        yield PublicText(
            kind="questions",
            record=str(choice.question_id),
            field=choice_field(choice.key),
            name=rows[choice.question_id].label,
            part=choice.label,
            text=choice.label,
        )


def _of_call(session: Session, event: Event) -> Iterator[PublicText]:
    statement = select(CallForProposals).where(
        CallForProposals.event_id == event.id, CallForProposals.active
    )
    for row in session.scalars(statement):
        yield from _fields(row, "call", event.label)


def _of_organisations(session: Session, event: Event) -> Iterator[PublicText]:
    people = select(Person.organisation_id).where(Person.id.in_(_parts_in_public()))
    shown: tuple[ColumnElement[bool], ...] = tuple(
        Organisation.id.in_(named.where(column.is_not(None)))
        for named, column in (
            (select(Host.organisation_id), Host.organisation_id),
            (select(Desk.organisation_id), Desk.organisation_id),
            (people, Person.organisation_id),
            (select(SessionRole.organisation_id), SessionRole.organisation_id),
        )
    )
    hosts = _hosts(session, event)
    statement = select(Organisation).where(Organisation.event_id == event.id, or_(*shown))
    for row in session.scalars(statement.order_by(Organisation.folded)):
        owner = {"owner": TextOwner.HOST, "owner_name": row.name} if row.id in hosts else {}
        name, spoken = Translated.same(row.name), own_language(row)
        yield from _fields(row, "organisations", name, spoken=spoken, **owner)


def _of_hosts(session: Session, event: Event) -> Iterator[PublicText]:
    statement = select(Host).where(Host.event_id == event.id)
    for row in session.scalars(statement.order_by(Host.position, Host.id)):
        name = row.organisation.name
        spoken = own_language(row.organisation)
        more = {"owner": TextOwner.HOST, "owner_name": name, "spoken": spoken}
        yield from _fields(row, "hosts", Translated.same(name), **more)


def _of_desks(session: Session, event: Event) -> Iterator[PublicText]:
    hosts = _hosts(session, event)
    statement = select(Desk).where(Desk.event_id == event.id)
    for row in session.scalars(statement.order_by(Desk.position, Desk.id)):
        owner, name = _keeper(row, hosts)
        yield from _fields(row, "information-desks", row.name, owner=owner, owner_name=name)


def _of_desks_materials(session: Session, event: Event) -> Iterator[PublicText]:
    hosts = _hosts(session, event)
    statement = (
        select(Material, Desk)
        .join(Desk, Desk.id == Material.desk_id)
        .where(Material.event_id == event.id, Material.visibility != Visibility.INTERNAL)
        .order_by(Desk.position, Desk.id, Material.id)
    )
    for row, desk in session.execute(statement):
        owner, name = _keeper(desk, hosts)
        yield from _fields(row, DESK_MATERIAL, desk.name, owner=owner, owner_name=name)


def _hosts(session: Session, event: Event) -> set[int]:
    """Return the numbers of the organisations that are hosts."""
    return set(session.scalars(select(Host.organisation_id).where(Host.event_id == event.id)))


def _keeper(desk: Desk, hosts: Collection[int]) -> tuple[TextOwner, str]:
    """Return who owes the texts of a desk: the host that keeps it, by name, or else the team."""
    kept = desk.organisation if desk.organisation_id in hosts else None
    return (TextOwner.HOST, kept.name) if kept else (TextOwner.TEAM, "")


def _small(
    model: type[Any], kind: str, name: str = "name", *conditions: Any
) -> Callable[..., Iterator[PublicText]]:
    """Return what yields the texts of a kind of small record of the team's."""

    def of_kind(session: Session, event: Event) -> Iterator[PublicText]:
        statement = select(model).where(model.event_id == event.id, *conditions)
        for row in session.scalars(statement.order_by(model.position, model.id)):
            yield from _fields(row, kind, getattr(row, name))

    return of_kind


_OF_KIND: Mapping[str, Callable[[Session, Event], Iterator[PublicText]]] = {
    "event": _of_event,
    "session": _of_sessions,
    "contributors": _of_people,
    "material": _of_materials,
    "rooms": _small(Room, "rooms", "name", Room.active),
    "tracks": _small(Track, "tracks"),
    "categories": _small(Category, "categories", "name", Category.active),
    "questions": _of_questions,
    "consents": _small(Consent, "consents", "text", Consent.active),
    "call": _of_call,
    "organisations": _of_organisations,
    "hosts": _of_hosts,
    "information-desks": _of_desks,
    DESK_MATERIAL: _of_desks_materials,
}
