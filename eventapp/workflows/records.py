"""Records of every kind: one found, the next ones listed, one deleted where nothing refers to it.

The foreign keys are the judge; what they refuse is told with the names of what uses the record.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda.models import AgendaSession, SessionCategory, SessionRole
from eventapp.errors import Conflict, Sentence
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, forget_texts, record
from eventapp.mail import services as mail
from eventapp.orm import Base
from eventapp.people import queries as people
from eventapp.people.models import (
    Availability,
    Desk,
    DeskExpert,
    FormerId,
    Host,
    HostMember,
    Organisation,
    OrganisationName,
    Person,
)
from eventapp.people.services import dismiss_team
from eventapp.podium import making as podium
from eventapp.registration.models import (
    Consent,
    ConsentText,
    Contingent,
    ContingentShare,
    Question,
    QuestionCategory,
    QuestionChoice,
    Substitution,
)
from eventapp.speakers.models import Contributor, Material
from eventapp.speakers.services.materials import remove_materials_of
from eventapp.texts import services as texts

NAMED = 3
"""How many of the things that use a record are named before the rest is counted."""

PERSONAL = (Person, Host)
"""Whose journal tells names and addresses: they go with the record."""

PARTS: dict[type[Any], tuple[Any, ...]] = {
    Organisation: (OrganisationName.organisation_id, FormerId.organisation_id),
    Person: (
        Availability.person_id,
        Contributor.person_id,
        FormerId.person_id,
        Substitution.former_id,
        Substitution.successor_id,
    ),
    Host: (HostMember.host_id,),
    Desk: (DeskExpert.desk_id, Material.desk_id),
    Contingent: (ContingentShare.contingent_id,),
    Question: (QuestionChoice.question_id,),
    Consent: (ConsentText.consent_id,),
}
"""By model: columns of tables whose rows are the record's own and go with it."""

NAMES: dict[str, tuple[type[Any], Any, Callable[[Any], str]]] = {
    "agenda_session": (AgendaSession, AgendaSession.id, lambda record: i18n.render(record.title)),
    "session_category": (
        AgendaSession,
        SessionCategory.session_id,
        lambda record: i18n.render(record.title),
    ),
    "session_role": (
        AgendaSession,
        SessionRole.session_id,
        lambda record: i18n.render(record.title),
    ),
    "person": (Person, Person.id, lambda record: record.full_name),
    "host": (Host, Host.id, lambda record: record.organisation.name),
    "desk": (Desk, Desk.id, lambda record: i18n.render(record.name)),
    "desk_expert": (Desk, DeskExpert.desk_id, lambda record: i18n.render(record.name)),
    "contingent": (Contingent, Contingent.id, lambda record: record.name),
    "question_category": (
        Question,
        QuestionCategory.question_id,
        lambda record: i18n.render(record.label),
    ),
}
"""By table: which model's rows have a name to show, and which column leads there."""


def _counted(table: str, number: int) -> Sentence:
    """Return how many rows of a table use the record, in words."""
    words = {
        "agenda_session": Sentence("one session", "%(num)s sessions", number),
        "session_category": Sentence("one session", "%(num)s sessions", number),
        "session_role": Sentence("one session", "%(num)s sessions", number),
        "person": Sentence("one person", "%(num)s people", number),
        "host": Sentence("one host", "%(num)s hosts", number),
        "material": Sentence("one file", "%(num)s files", number),
        "desk": Sentence("one information desk", "%(num)s information desks", number),
        "desk_expert": Sentence("one information desk", "%(num)s information desks", number),
        "contingent": Sentence("one contingent", "%(num)s contingents", number),
        "contingent_share": Sentence("one contingent", "%(num)s contingents", number),
        "question_category": Sentence("one question", "%(num)s questions", number),
        "registration": Sentence("one registration", "%(num)s registrations", number),
        "invitation": Sentence("one invitation", "%(num)s invitations", number),
        "access_code": Sentence("one access code", "%(num)s access codes", number),
        "answer": Sentence("one answer", "%(num)s answers", number),
        "consent_given": Sentence("one consent", "%(num)s consents", number),
    }
    other = Sentence("one other entry", "%(num)s other entries", number)
    return words.get(table, other)


@dataclass(frozen=True, slots=True)
class Use:
    """What uses a record: so many rows of a kind, some of them by name."""

    number: Sentence
    names: Sequence[str]

    def __str__(self) -> str:
        said = i18n.render(self.number)
        return f"{said} ({', '.join(self.names)})" if self.names else said


class InUse(Conflict):
    """Something refers to the record, so it stays."""

    def __init__(self, used_by: Sequence[Use]) -> None:
        super().__init__(
            Sentence(
                "It cannot be deleted, as it is used by %(what)s.",
                what=i18n.format_list(str(use) for use in used_by),
            )
        )


def uses(session: Session, record: Any) -> list[Use]:
    """Return what refers to the record, by every foreign key there is; its own parts aside."""
    kind = type(record)
    own = {part.class_.__tablename__ for part in PARTS.get(kind, ())}
    own |= {str(way.secondary) for way in sa.inspect(kind).relationships}
    uses = []
    for table in Base.metadata.sorted_tables:
        if table.name in own:
            continue
        for key in table.foreign_keys:
            if key.column.table is not kind.__table__:
                continue
            statement = sa.select(sa.func.count()).select_from(table).where(key.parent == record.id)
            number = session.scalar(statement) or 0
            if number:
                uses.append(Use(_counted(table.name, number), _names(session, table, key, record)))
    return uses


def _names(session: Session, table: sa.Table, key: sa.ForeignKey, record: Any) -> list[str]:
    if table.name not in NAMES:
        return []
    model, leads_to, label = NAMES[table.name]
    those = sa.select(leads_to).where(key.parent == record.id)
    statement = sa.select(model).where(model.id.in_(those)).order_by(model.id).limit(NAMED + 1)
    names = [label(row) for row in session.scalars(statement).unique()]
    return [*names[:NAMED], "…"] if len(names) > NAMED else names


def delete(
    session: Session, event: Event, row: Any, named: Object, *, by: Actor, now: datetime
) -> None:
    """Delete a record and its own parts for good; raises InUse where something refers to it."""
    kind, number = type(row), row.id
    # Before the record's own row: a sign-up holds the event while it names its category.
    hold(session, event.id)
    try:
        with session.begin_nested():
            if isinstance(row, Host):
                dismiss_team(session, event, row, by=by, now=now)
            if isinstance(row, Desk):
                remove_materials_of(session, row, by=by, now=now)
            for part in PARTS.get(kind, ()):
                session.execute(sa.delete(part.class_).where(part == number))
            session.delete(row)
            session.flush()
    except IntegrityError as clash:
        session.refresh(row)
        raise InUse(uses(session, row)) from clash
    if kind is Person:
        mail.forget(session, "person", [number])
    if kind in PERSONAL:
        forget_texts(session, named.kind, [number])
        podium.forget(session, event.id)
    texts.forget(session, event.id, named.kind, str(getattr(row, "public_id", number)))
    record(session, "record-deleted", named, by=by, now=now)
    raise_revision(session, event.id)


def find(session: Session, event: Event, model: type[Any], record_id: int) -> Any:
    """Return one record of the event, None for a foreign one."""
    statement = sa.select(model).where(model.event_id == event.id, model.id == record_id)
    return session.scalars(statement).unique().one_or_none()


def find_public(session: Session, event: Event, model: type[Any], public_id: str) -> Any:
    """Return one record of the event by its public id, or one merged into it; foreign: None."""
    if model is Person:
        return people.person(session, event, public_id)
    if model is Organisation:
        return people.organisation(session, event, public_id)
    statement = sa.select(model).where(model.event_id == event.id, model.public_id == public_id)
    return session.scalars(statement).unique().one_or_none()


def after(
    session: Session, event: Event, model: type[Any], cursor: int, most: int
) -> Sequence[Any]:
    """Return at most so many records made after the one of that number, oldest first."""
    statement = sa.select(model).where(model.event_id == event.id, model.id > cursor)
    return session.scalars(statement.order_by(model.id).limit(most)).unique().all()
