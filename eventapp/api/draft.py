"""A session of the draft as programs write and read it, beside what is released of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from eventapp.agenda import queries, services
from eventapp.agenda.errors import EndsBeforeStart
from eventapp.agenda.items import Item
from eventapp.agenda.models import (
    AgendaSession,
    Room,
    Rule,
    SessionKind,
    SessionPart,
    SessionRole,
    SessionRule,
    Track,
)
from eventapp.agenda.places import Place
from eventapp.agenda.programme import Programme
from eventapp.api.blueprint import iso
from eventapp.api.texts import needed, written
from eventapp.errors import Invalid, Sentence
from eventapp.events.models import Category, Event
from eventapp.events.queries import categories
from eventapp.journal.services import Actor
from eventapp.people import queries as people
from eventapp.people.models import Person
from eventapp.registration.services.session_rooms import check_seats
from eventapp.web.forms import clean_line, clean_text

PLAIN = ("languages", "interpretation", "receivers", "expected", "recorded", "restricted")
"""What is written as it was sent."""

CHOSEN = Sentence("This does not exist at this event.")


def store(
    session: Session, event: Event, item: AgendaSession, given: dict[str, Any], *, now: datetime
) -> None:
    """Write what was sent into a session, and nothing else."""
    parts = []
    item.title = needed(written(item.title, given.get("title"), clean_line), "title")
    item.subtitle = written(item.subtitle, given.get("subtitle"), clean_line)
    item.abstract = written(item.abstract, given.get("abstract"), clean_text)
    item.description = written(item.description, given.get("description"), clean_text)
    item.notes = written(item.notes, given.get("notes"), clean_text)
    kind, public = SessionKind(given.get("kind", item.kind)), given.get("public", item.public)
    services.set_kind(item, kind, public=public)
    for name in PLAIN:
        setattr(item, name, given.get(name, getattr(item, name)))
    if "track" in given:
        item.track = _track(session, event, given["track"])
    if "people" in given:
        people = _people(session, event, given["people"])
        parts.append(services.set_people(session, item, people))
    if "block" in given:
        block = _session(session, event, given["block"], field="block")
        services.put_in_block(session, item, block)
    parts.append(_place(session, event, item, given, now=now))
    if "rules" in given:
        rules = list(_rules(session, event, given["rules"]))
        parts.append(services.set_rules(session, item, rules))
    if not given.keys().isdisjoint(("sign_up", "places", "groups", "restricted")):
        parts.append(_sign_up(session, event, item, given))
    services.stamp(session, item, *parts, now=now)


def _sign_up(session: Session, event: Event, item: AgendaSession, given: dict[str, Any]) -> bool:
    """Write whether people sign up, how many may and of which groups; say if these are others."""
    known = {one.key: one for one in categories(session, event)}
    stands = [one.key for one in queries.groups_of(session, [item]).get(item.id, [])]
    keys = given.get("groups", stands)
    for index, key in enumerate(keys):
        if key not in known:
            raise Invalid(CHOSEN, field=f"groups[{index}]")
    return services.set_sign_up(
        session,
        item,
        sign_up=given.get("sign_up", item.sign_up),
        places=given.get("places", item.places),
        groups=[known[key] for key in keys],
    )


def _place(
    session: Session, event: Event, item: AgendaSession, given: dict[str, Any], *, now: datetime
) -> bool:
    """Give the session its slot; as in the editor, one that is moved keeps its length.

    Say whether its further rooms are others than before.
    """
    room = _room(session, event, given["room"], field="room") if "room" in given else item.room
    before = item.starts_at
    if not given.get("accept_fewer_seats"):
        check_seats(session, item, room)
    starts, ends = given.get("starts_at", item.starts_at), item.ends_at
    if "ends_at" in given:
        ends = given["ends_at"]
    elif starts is None:
        ends = None
    elif item.starts_at is not None and item.ends_at is not None:
        ends = starts + (item.ends_at - item.starts_at)
    if starts is None and ends is not None:
        raise Invalid(Sentence("The beginning is missing."), field="starts_at")
    try:
        services.place_session(item, room=room, starts_at=starts, ends_at=ends, now=now)
    except EndsBeforeStart as refusal:
        raise Invalid(refusal.sentence, field="ends_at") from refusal
    services.shift_talks(session, item, before=before, now=now)
    if "further_rooms" not in given:
        return False
    wanted = (
        _room(session, event, one, field=f"further_rooms[{index}]")
        for index, one in enumerate(given["further_rooms"])
    )
    return services.set_further_rooms(session, item, [one for one in wanted if one is not None])


def _room(session: Session, event: Event, public_id: str | None, *, field: str) -> Room | None:
    if public_id is None:
        return None
    found = queries.room(session, event, public_id)
    if found is None:
        raise Invalid(CHOSEN, field=field)
    return found


def _session(
    session: Session, event: Event, public_id: str | None, *, field: str
) -> AgendaSession | None:
    if public_id is None:
        return None
    found = queries.draft_session(session, event, public_id)
    if found is None:
        raise Invalid(CHOSEN, field=field)
    return found


def _rules(
    session: Session, event: Event, sent: Sequence[Mapping[str, str]]
) -> Iterator[tuple[Rule, AgendaSession]]:
    for index, one in enumerate(sent):
        other = _session(session, event, one["session"], field=f"rules[{index}].session")
        if other is not None:
            yield Rule(one["rule"]), other


def _track(session: Session, event: Event, public_id: str | None) -> Track | None:
    tracks = {one.public_id: one for one in queries.tracks(session, event)}
    if public_id is not None and public_id not in tracks:
        raise Invalid(CHOSEN, field="track")
    return tracks.get(public_id or "")


def _people(
    session: Session, event: Event, sent: Sequence[Mapping[str, str]]
) -> list[tuple[Person, SessionPart]]:
    known = {one.public_id: one for one in people.persons(session, event)} if sent else {}
    for index, one in enumerate(sent):
        if one["person"] not in known:
            raise Invalid(CHOSEN, field=f"people[{index}].person")
    return [(known[one["person"]], SessionPart(one["part"])) for one in sent]


def end_or_bring_back(
    session: Session, item: AgendaSession, given: dict[str, Any], *, by: Actor, now: datetime
) -> None:
    """Cancel or restore a session, where that is sent and not so yet."""
    if given.get("cancelled", item.cancelled) == item.cancelled:
        return
    act = services.restore_session if item.cancelled else services.cancel_session
    act(session, item, seen=item.version, by=by, now=now)


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs together with sessions of the draft, by their internal numbers."""

    roles: Mapping[int, Sequence[SessionRole]]
    groups: Mapping[int, Sequence[Category]]
    further_rooms: Mapping[int, Sequence[Room]]
    rules: Mapping[int, Sequence[SessionRule]]
    names: Mapping[int, str]
    """Public ids of the sessions that rules name."""


def hanging_on(session: Session, items: Sequence[AgendaSession]) -> Hanging:
    """Return what hangs together with these sessions."""
    rules = queries.rules_of(session, items)
    others = {rule.other_id for found in rules.values() for rule in found}
    return Hanging(
        queries.roles_of(session, items),
        queries.groups_of(session, items),
        queries.further_rooms(session, items),
        rules,
        queries.public_ids(session, others),
    )


def tell(event: Event, item: AgendaSession, beside: Hanging, released: Programme) -> dict[str, Any]:
    """Return a session as it stands in the draft, and what of it is released."""
    shown = released.item(item.public_id)
    rules = beside.rules.get(item.id, ())
    roles, groups = beside.roles.get(item.id, ()), beside.groups.get(item.id, ())
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
        "rules": [{"rule": one.rule.value, "session": beside.names[one.other_id]} for one in rules],
        "notes": item.notes.as_dict(),
        "expected": item.expected,
        "people": [{"person": one.person.public_id, "part": one.part.value} for one in roles],
        "public": item.public,
        "places": item.places,
        "groups": [one.key for one in groups],
        "updated_at": iso(item.revised_at, event),
        "released": _shown(event, shown) if shown else None,
    }


def _shown(event: Event, item: Item) -> dict[str, Any]:
    return {
        **_texts(event, item),
        "kind": item.kind,
        "track": item.track.as_dict(),
        "block": item.block or None,
        "room": item.room and _shown_room(item.room),
        "further_rooms": [_shown_room(room) for room in item.further_rooms],
        "people": [
            {"person": one.person.id, "name": one.person.name, "part": one.part}
            for one in item.parts
        ],
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
