"""A session of the draft as programs write and read it, beside what is released of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
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
from eventapp.agenda.places import Place
from eventapp.agenda.programme import Programme
from eventapp.agenda.services import SessionChange
from eventapp.api.blueprint import iso
from eventapp.api.roles import CHOSEN, roles, shown, told
from eventapp.api.texts import needed, written
from eventapp.errors import Invalid
from eventapp.events.models import Category, Event
from eventapp.events.queries import categories
from eventapp.web.forms import clean_line, clean_text


def changed(
    session: Session, event: Event, held: SessionChange, given: dict[str, Any]
) -> SessionChange:
    """Return a session as it is meant to stand; what was not sent stays as held.

    As in the editor, one that is moved keeps its length.
    """
    moved = held.begun_at(given["starts_at"]) if "starts_at" in given else held
    return replace(
        _linked(session, event, held, given),
        title=needed(written(held.title, given.get("title"), clean_line), "title"),
        subtitle=written(held.subtitle, given.get("subtitle"), clean_line),
        abstract=written(held.abstract, given.get("abstract"), clean_text),
        description=written(held.description, given.get("description"), clean_text),
        notes=written(held.notes, given.get("notes"), clean_text),
        kind=SessionKind(given.get("kind", held.kind)),
        starts_at=moved.starts_at,
        ends_at=given.get("ends_at", moved.ends_at),
        languages=tuple(given.get("languages", held.languages)),
        interpretation=tuple(given.get("interpretation", held.interpretation)),
        receivers=given.get("receivers", held.receivers),
        expected=given.get("expected", held.expected),
        recorded=given.get("recorded", held.recorded),
        restricted=given.get("restricted", held.restricted),
        sign_up=given.get("sign_up", held.sign_up),
        places=given.get("places", held.places),
        public=given.get("public", held.public),
        cancelled=given.get("cancelled", held.cancelled),
    )


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

    roles: Mapping[int, Sequence[SessionRole]]
    categories: Mapping[int, Sequence[Category]]
    further_rooms: Mapping[int, Sequence[Room]]
    rules: Mapping[int, Sequence[SessionRule]]
    names: Mapping[int, str]
    """Public ids of the sessions that rules name."""


def hanging_on(session: Session, items: Sequence[AgendaSession]) -> Hanging:
    """Return what hangs together with these sessions."""
    rules = queries.rules_of(session, items)
    others = {rule.other_id for of_session in rules.values() for rule in of_session}
    return Hanging(
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
        **_texts(event, item),
        "kind": item.kind.value,
        "track": item.track.public_id if item.track else None,
        "block": item.block.public_id if item.block else None,
        "room": item.room.public_id if item.room else None,
        "further_rooms": [room.public_id for room in beside.further_rooms.get(item.id, ())],
        "rules": [
            {"rule": rule.rule.value, "session": beside.names[rule.other_id]} for rule in rules
        ],
        "notes": item.notes.as_dict(),
        "expected": item.expected,
        "people": [told(role) for role in beside.roles.get(item.id, ())],
        "public": item.public,
        "places": item.places,
        "categories": [category.key for category in categories],
        "updated_at": iso(item.revised_at, event),
        "released": _shown(event, public) if public else None,
    }


def _shown(event: Event, item: Item) -> dict[str, Any]:
    return {
        **_texts(event, item),
        "kind": item.kind,
        "track": item.track.as_dict(),
        "block": item.block or None,
        "room": item.room and _shown_room(item.room),
        "further_rooms": [_shown_room(room) for room in item.further_rooms],
        "people": [shown(part) for part in item.parts],
    }


def _shown_room(room: Place) -> dict[str, Any]:
    return {
        "id": room.id,
        "name": room.name.as_dict(),
        "place": room.where.as_dict(),
        "floor": room.floor.as_dict(),
        "seats": room.seats,
        "accessible": room.accessible,
    }


def _texts(event: Event, item: AgendaSession | Item) -> dict[str, Any]:
    """Return what draft and release tell alike."""
    return {
        "title": item.title.as_dict(),
        "subtitle": item.subtitle.as_dict(),
        "abstract": item.abstract.as_dict(),
        "description": item.description.as_dict(),
        "starts_at": iso(item.starts_at, event),
        "ends_at": iso(item.ends_at, event),
        "languages": list(item.languages),
        "interpretation": list(item.interpretation),
        "receivers": item.receivers,
        "recorded": item.recorded,
        "restricted": item.restricted,
        "sign_up": item.sign_up,
        "cancelled": item.cancelled,
    }
