"""Saving a translation: the text by its record's own service, and what was said of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda import services as agenda_services
from eventapp.agenda.models import Room, Track
from eventapp.agenda.services import RoomChange, SessionChange, TrackChange
from eventapp.errors import Conflict, NotFound, Sentence
from eventapp.events.models import Category, Event
from eventapp.events.revision import hold
from eventapp.events.services import CategoryChange, EventChange
from eventapp.journal.services import Actor, Object, record
from eventapp.languages import Translated
from eventapp.people import queries as people
from eventapp.people.models import Desk, Host
from eventapp.people.services import DeskChange, HostChange, PersonChange, change_desk, change_host
from eventapp.registration.services import places
from eventapp.registration.services.categories import change_category
from eventapp.texts import services
from eventapp.texts.models import Verdict
from eventapp.texts.services import Judgement
from eventapp.texts.standing import TextState, digest_of
from eventapp.workflows import event_changes, session_changes
from eventapp.workflows.directory import change_person
from eventapp.workflows.public_texts import FIELDS, TextStanding


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


LONGEST_NUMBER = 10


def _by_key(model: type[Any]) -> Callable[[Session, Event, str], Any]:
    """Return what finds a record by its public id, or by its number where it has none."""

    def find(session: Session, event: Event, key: str) -> Any:
        statement = select(model).where(model.event_id == event.id)
        if hasattr(model, "public_id"):
            return session.scalars(statement.where(model.public_id == key)).one_or_none()
        if not (key.isascii() and key.isdecimal() and len(key) < LONGEST_NUMBER):
            return None
        return session.scalars(statement.where(model.id == int(key))).one_or_none()

    return find


_WRITERS: Mapping[str, _Writer] = {
    "event": _Writer(
        lambda _session, event, key: event if key == event.slug else None,
        lambda _session, event: EventChange.of(event),
        event_changes.change_event,
    ),
    "session": _Writer(agenda.draft_session, SessionChange.of, session_changes.change_session),
    "contributors": _Writer(
        people.person, lambda _session, person: PersonChange.of(person), change_person
    ),
    "rooms": _Writer(
        _by_key(Room), lambda _session, row: RoomChange.of(row), agenda_services.change_room
    ),
    "tracks": _Writer(
        _by_key(Track),
        lambda _session, row: TrackChange.of(row),
        agenda_services.change_track,
    ),
    "categories": _Writer(
        _by_key(Category), lambda _session, row: CategoryChange.of(row), change_category
    ),
    "hosts": _Writer(_by_key(Host), lambda _session, row: HostChange.of(row), change_host),
    "information-desks": _Writer(
        _by_key(Desk), lambda _session, row: DeskChange.of(row), change_desk
    ),
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
    if writer is None or row is None or field not in FIELDS[kind]:
        raise NoSuchText
    change = writer.stands(session, row)
    stands: Translated = getattr(change, field)
    if (digest_of(stands[language]), digest_of(stands[source])) != seen:
        raise TextChanged
    after = Translated.of({**stands.as_dict(), language: text})
    if after != stands:
        writer.save(session, row, replace(change, **{field: after}), by=by, now=now)
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
