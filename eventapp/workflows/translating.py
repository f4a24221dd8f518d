"""Saving a translation: the text by its record's own service, and what was said of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from eventapp.agenda import queries as agenda
from eventapp.agenda import services as agenda_services
from eventapp.agenda.models import Room, Track
from eventapp.agenda.services import RoleChange, RoomChange, SessionChange, TrackChange
from eventapp.errors import Conflict, NotFound, Sentence
from eventapp.events.models import Category, Event
from eventapp.events.revision import hold
from eventapp.events.services import CategoryChange, EventChange
from eventapp.journal.services import Actor, Object, record
from eventapp.languages import Translated
from eventapp.people import queries as people
from eventapp.people.models import Desk, Host, Organisation
from eventapp.people.services import (
    DeskChange,
    HostChange,
    OrganisationChange,
    PersonChange,
    change_desk,
    change_host,
)
from eventapp.registration.models import Consent, Question
from eventapp.registration.services import places
from eventapp.registration.services.asking import QuestionChange, change_question
from eventapp.registration.services.categories import change_category
from eventapp.registration.services.consents import ConsentChange, change_consent
from eventapp.speakers.models import CallForProposals, Material
from eventapp.speakers.services.calls import CallChange, change_call
from eventapp.speakers.services.materials import DESK_MATERIAL, MaterialChange, change_material
from eventapp.texts import services
from eventapp.texts.models import Verdict
from eventapp.texts.services import Judgement
from eventapp.texts.standing import TextState, digest_of
from eventapp.workflows import event_changes, session_changes
from eventapp.workflows.directory import change_organisation, change_person
from eventapp.workflows.public_texts import TextStanding
from eventapp.workflows.text_kinds import FIELDS, choice_field, role_field, text_of


class NoSuchText(NotFound):
    """There is no such text at the event, or not any more."""

    def __init__(self) -> None:
        super().__init__(Sentence("This text does not exist or has been deleted."))


class TextChanged(Conflict):
    """The text or its source is another one than the page showed."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "Somebody has changed this text or its source in the meantime. Your translation "
                "is still here; check it against the source as it stands now, then save again."
            )
        )


@dataclass(frozen=True, slots=True)
class _Writer:
    """How the texts of a kind of record are written."""

    find: Callable[[Session, Event, str], Any]
    stands: Callable[[Session, Any], Any]
    save: Callable[..., object]
    parts: Callable[[Any], Mapping[str, Translated]] = lambda _change: {}
    """The texts of parts of a record, from its change (`text_kinds.PARTS`)."""
    with_part: Callable[[Any, str, Translated], Any] = lambda change, _field, _text: change

    def text(self, kind: str, field: str, change: Any) -> Translated | None:
        """Return a text as readers see it; None: there is no such text."""
        if field in FIELDS[kind]:
            return text_of(kind, field, change)
        return self.parts(change).get(field)

    def written(self, kind: str, field: str, change: Any, language: str, text: str) -> Any:
        """Return a record's change with a text in one language, the others as they are."""
        if field in FIELDS[kind]:
            held = getattr(change, field).as_dict()
            return replace(change, **{field: Translated.of({**held, language: text})})
        held = self.parts(change)[field].as_dict()
        return self.with_part(change, field, Translated.of({**held, language: text}))


LONGEST_NUMBER = 10


def _by_key(model: type[Any], *conditions: Any) -> Callable[[Session, Event, str], Any]:
    """Return what finds a record by its public id, or by its number where it has none."""

    def find(session: Session, event: Event, key: str) -> Any:
        statement = select(model).where(model.event_id == event.id, *conditions)
        if hasattr(model, "public_id"):
            return session.scalars(statement.where(model.public_id == key)).one_or_none()
        if not (key.isascii() and key.isdecimal() and len(key) < LONGEST_NUMBER):
            return None
        return session.scalars(statement.where(model.id == int(key))).one_or_none()

    return find


def _functions(change: SessionChange) -> Mapping[str, Translated]:
    return {_role(role): role.function for role in change.people}


def _role(role: RoleChange) -> str:
    return role_field(role.part, role.person.id if role.person is not None else 0)


def _with_function(change: SessionChange, field: str, text: Translated) -> SessionChange:
    people = (
        replace(role, function=text) if _role(role) == field else role for role in change.people
    )
    return replace(change, people=tuple(people))


def _choices(change: QuestionChange) -> Mapping[str, Translated]:
    return {choice_field(key): label for key, label in change.choices}


def _with_choice(change: QuestionChange, field: str, text: Translated) -> QuestionChange:
    choices = [
        (key, text if choice_field(key) == field else label) for key, label in change.choices
    ]
    return replace(change, choices=choices)


def _change_call(
    session: Session, call: CallForProposals, change: CallChange, *, by: Actor, now: datetime
) -> None:
    event = session.get_one(Event, call.event_id)
    change_call(session, event, change, by=by, now=now)


def _small(
    model: type[Any], change: type[Any], save: Callable[..., object], **more: Any
) -> _Writer:
    """Return the writer of a kind whose change is read from its record alone."""
    return _Writer(_by_key(model), lambda _session, row: change.of(row), save, **more)


def _of_material(holder: InstrumentedAttribute[int | None]) -> _Writer:
    """Return the writer of those materials that have this kind of holder."""
    find = _by_key(Material, holder.is_not(None))
    return _Writer(find, lambda _session, row: MaterialChange.of(row), change_material)


_WRITERS: Mapping[str, _Writer] = {
    "event": _Writer(
        lambda _session, event, key: event if key == event.slug else None,
        lambda _session, event: EventChange.of(event),
        event_changes.change_event,
    ),
    "session": _Writer(
        agenda.draft_session,
        SessionChange.of,
        session_changes.change_session,
        parts=_functions,
        with_part=_with_function,
    ),
    "contributors": _Writer(
        people.person, lambda _session, person: PersonChange.of(person), change_person
    ),
    "material": _of_material(Material.session_id),
    "rooms": _small(Room, RoomChange, agenda_services.change_room),
    "tracks": _small(Track, TrackChange, agenda_services.change_track),
    "categories": _small(Category, CategoryChange, change_category),
    "questions": _small(
        Question, QuestionChange, change_question, parts=_choices, with_part=_with_choice
    ),
    "consents": _small(Consent, ConsentChange, change_consent),
    "call": _small(CallForProposals, CallChange, _change_call),
    "organisations": _small(Organisation, OrganisationChange, change_organisation),
    "hosts": _small(Host, HostChange, change_host),
    "information-desks": _small(Desk, DeskChange, change_desk),
    DESK_MATERIAL: _of_material(Material.desk_id),
}


def save_translation(
    session: Session,
    event: Event,
    said: Judgement,
    text: str,
    *,
    seen: tuple[str, str],
    by: Actor,
    now: datetime,
) -> None:
    """Write a text in one language, and what was said of it beside the source that was seen.

    `seen` are the digests of text and source on the page. Raises NoSuchText, TextChanged, and what
    the record's own service raises. An empty text is missing, whatever was said of it.
    """
    (kind, record_key, field), language, source = said.key, said.language, said.source
    places.lock(session, event)  # before any record's row, as everybody who changes an event
    hold(session, event.id)
    writer = _WRITERS.get(kind)
    row = writer.find(session, event, record_key) if writer else None
    if writer is None or row is None:
        raise NoSuchText
    change = writer.stands(session, row)
    stands = writer.text(kind, field, change)
    if stands is None:
        raise NoSuchText
    if (digest_of(stands[language]), digest_of(stands[source])) != seen:
        raise TextChanged
    after = stands
    if text != stands[language]:
        change = writer.written(kind, field, change, language, text)
        writer.save(session, row, change, by=by, now=now)
        after = writer.text(kind, field, change) or Translated()
    if not source:  # it is the first in any language, and others are translated from it
        return
    services.judge(session, event, said, after, by=by.label, now=now)
    about = Object(kind, row.id, record_key, event.id)
    if said.verdict is Verdict.REVIEWED and text:
        record(session, "text-reviewed", about, by=by, now=now, changes={"language": language})


def review_drafts(
    session: Session,
    event: Event,
    known: Sequence[TextStanding],
    languages: Collection[str],
    *,
    by: Actor,
    now: datetime,
) -> int:
    """Say of all drafts among these texts that they are right as they stand; return how many."""
    hold(session, event.id)
    number = 0
    for each in known:
        for language in languages:
            if each.states[language] is TextState.DRAFT:
                said = Judgement(each.text.key, language, each.source, Verdict.REVIEWED)
                services.judge(session, event, said, each.text.text, by=by.label, now=now)
                number += 1
    if number:
        about = Object("event", event.id, event.slug, event.id)
        record(session, "texts-reviewed", about, by=by, now=now, changes={"texts": number})
    return number
