"""A session of the draft as programs write and read it, beside what is released of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.items import Item
from eventapp.agenda.models import (
    AgendaSession,
    Room,
    Rule,
    SessionKind,
    SessionRole,
    SessionRule,
    Track,
)
from eventapp.agenda.places import ReleasedRoom
from eventapp.agenda.programme import Programme
from eventapp.agenda.services import SessionChange
from eventapp.api.answers import AnswerSchema
from eventapp.api.blueprint import iso
from eventapp.api.roles import CHOSEN, roles, shown, told
from eventapp.api.schemas.agenda import ToldSessionSchema
from eventapp.api.texts import needed, written
from eventapp.errors import Invalid
from eventapp.events.models import Category, Event
from eventapp.events.queries import categories
from eventapp.orm import Translated
from eventapp.text_search import clean_line, clean_text

LINES = {"title", "subtitle", "meeting_point"}
"""Texts of one line."""

LINKED = {"track", "block", "room", "further_rooms", "rules", "people", "categories"}
"""What is sent as ids of records."""


def changed(
    session: Session, event: Event, held: SessionChange, given: dict[str, Any]
) -> SessionChange:
    """Return a session as it is meant to stand; what was not sent stays as held.

    As in the editor, one that is moved keeps its length.
    """
    moved = held.begun_at(given["starts_at"]) if "starts_at" in given else held
    sent = replace(_linked(session, event, held, given), **_own(held, given))
    return replace(
        sent,
        title=needed(sent.title, "title"),
        kind=SessionKind(sent.kind),
        starts_at=moved.starts_at,
        ends_at=given.get("ends_at", moved.ends_at),
    )


def _own(held: SessionChange, given: dict[str, Any]) -> dict[str, Any]:
    """Return what was sent of the session itself, as its change holds what the schema let in."""
    own = {field.name for field in fields(held)} - LINKED
    values: dict[str, Any] = {}
    for name in own & set(given):
        stands, sent = getattr(held, name), given[name]
        if isinstance(stands, Translated):
            values[name] = written(stands, sent, clean_line if name in LINES else clean_text)
        else:
            values[name] = tuple(sent) if isinstance(stands, tuple) else sent
    return values


def _linked(
    session: Session, event: Event, held: SessionChange, given: dict[str, Any]
) -> SessionChange:
    """Return it with the records of the event that were sent by their ids."""

    def sent(name: str, find: Callable[[Session, Event, Any], Any]) -> Any:
        return find(session, event, given[name]) if name in given else getattr(held, name)

    return replace(
        held,
        track=sent("track", _track),
        block=sent("block", partial(_session, field="block")),
        room=sent("room", partial(_room, field="room")),
        further_rooms=sent("further_rooms", _rooms),
        rules=sent("rules", _rules),
        people=sent("people", partial(roles, held=held.people)),
        categories=sent("categories", _categories),
    )


def _categories(session: Session, event: Event, sent: Sequence[str]) -> tuple[Category, ...]:
    known = {category.key: category for category in categories(session, event)}
    for index, key in enumerate(sent):
        if key not in known:
            raise Invalid(CHOSEN, field=f"categories[{index}]")
    return tuple(known[key] for key in sent)


def _rooms(session: Session, event: Event, sent: Sequence[str]) -> tuple[Room, ...]:
    rooms = (
        _room(session, event, public_id, field=f"further_rooms[{index}]")
        for index, public_id in enumerate(sent)
    )
    return tuple(room for room in rooms if room is not None)


def _room(session: Session, event: Event, public_id: str | None, *, field: str) -> Room | None:
    if public_id is None:
        return None
    room = queries.room(session, event, public_id)
    if room is None:
        raise Invalid(CHOSEN, field=field)
    return room


def _session(
    session: Session, event: Event, public_id: str | None, *, field: str
) -> AgendaSession | None:
    if public_id is None:
        return None
    item = queries.draft_session(session, event, public_id)
    if item is None:
        raise Invalid(CHOSEN, field=field)
    return item


def _rules(
    session: Session, event: Event, sent: Sequence[Mapping[str, str]]
) -> tuple[tuple[Rule, AgendaSession], ...]:
    rules = (
        (
            Rule(rule["rule"]),
            _session(session, event, rule["session"], field=f"rules[{at}].session"),
        )
        for at, rule in enumerate(sent)
    )
    return tuple((rule, other) for rule, other in rules if other is not None)


def _track(session: Session, event: Event, public_id: str | None) -> Track | None:
    tracks = {track.public_id: track for track in queries.tracks(session, event)}
    if public_id is not None and public_id not in tracks:
        raise Invalid(CHOSEN, field="track")
    return tracks.get(public_id or "")


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs together with sessions of the draft, by their internal numbers."""

    alike: AnswerSchema
    """Dumps what draft and release tell alike."""
    roles: Mapping[int, Sequence[SessionRole]]
    categories: Mapping[int, Sequence[Category]]
    further_rooms: Mapping[int, Sequence[Room]]
    rules: Mapping[int, Sequence[SessionRule]]
    names: Mapping[int, str]
    """Public ids of the sessions that rules name."""


def hanging_on(session: Session, event: Event, items: Sequence[AgendaSession]) -> Hanging:
    """Return what hangs together with these sessions."""
    rules = queries.rules_of(session, items)
    others = {rule.other_id for of_session in rules.values() for rule in of_session}
    return Hanging(
        ToldSessionSchema.of(event),
        queries.roles_of(session, items),
        queries.categories_of(session, items),
        queries.further_rooms(session, items),
        rules,
        queries.public_ids(session, others),
    )


def tell(event: Event, item: AgendaSession, beside: Hanging, released: Programme) -> dict[str, Any]:
    """Return a session as it stands in the draft, and what of it is released."""
    public = released.item(item.public_id)
    rules = beside.rules.get(item.id, ())
    categories = beside.categories.get(item.id, ())
    return {
        "id": item.public_id,
        "guid": item.guid,
        "number": item.number,
        **beside.alike.dump(item),
        "track": item.track.public_id if item.track else None,
        "block": item.block.public_id if item.block else None,
        "room": item.room.public_id if item.room else None,
        "further_rooms": [room.public_id for room in beside.further_rooms.get(item.id, ())],
        "rules": [
            {"rule": rule.rule.value, "session": beside.names[rule.other_id]} for rule in rules
        ],
        "notes": item.notes.as_dict(),
        "meeting_point": item.meeting_point.as_dict(),
        "running_order": item.running_order.as_dict(),
        "questions": item.questions.as_dict(),
        "expected": item.expected,
        "people": [told(role) for role in beside.roles.get(item.id, ())],
        "public": item.public,
        "places": item.places,
        "categories": [category.key for category in categories],
        "updated_at": iso(item.revised_at, event),
        "released": _shown(beside, public) if public else None,
    }


def _shown(beside: Hanging, item: Item) -> dict[str, Any]:
    return {
        **beside.alike.dump(item),
        "track": item.track.as_dict(),
        "block": item.block or None,
        "room": item.room and _shown_room(item.room),
        "further_rooms": [_shown_room(room) for room in item.further_rooms],
        "people": [shown(part) for part in item.parts],
    }


def _shown_room(room: ReleasedRoom) -> dict[str, Any]:
    return {
        "id": room.id,
        "name": room.name.as_dict(),
        "place": room.where.as_dict(),
        "floor": room.floor.as_dict(),
        "seats": room.seats,
        "accessible": room.accessible,
    }
