"""A session of the draft as programs write and read it, beside what is released of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from eventapp.agenda import queries, services
from eventapp.agenda.errors import EndsBeforeStart
from eventapp.agenda.models import AgendaSession, Room, SessionKind, SessionPart, SessionRole, Track
from eventapp.agenda.programme import Item, Programme
from eventapp.errors import Invalid, Sentence
from eventapp.events.models import Category, Event
from eventapp.events.queries import categories
from eventapp.front.api.blueprint import iso
from eventapp.front.api.texts import needed, written
from eventapp.journal.services import Actor
from eventapp.people import queries as people
from eventapp.people.models import Person
from eventapp.registration.services.session_rooms import check_seats
from eventapp.web.forms import clean_line, clean_text

CHOSEN = Sentence("There is no such thing at this event.")


def store(
    session: Session, event: Event, item: AgendaSession, given: dict[str, Any], *, now: datetime
) -> None:
    """Write what was sent into a session, and nothing else."""
    item.title = needed(written(item.title, given.get("title"), clean_line), "title")
    item.subtitle = written(item.subtitle, given.get("subtitle"), clean_line)
    item.abstract = written(item.abstract, given.get("abstract"), clean_text)
    item.description = written(item.description, given.get("description"), clean_text)
    item.kind = SessionKind(given.get("kind", item.kind))
    item.languages = given.get("languages", item.languages)
    item.interpreted_into = given.get("interpreted_into", item.interpreted_into)
    item.restricted = given.get("restricted", item.restricted)
    item.public = given.get("public", item.public)
    if "track" in given:
        item.track = _track(session, event, given["track"])
    if "people" in given:
        services.set_people(session, item, _people(session, event, given["people"]))
    _place(session, event, item, given, now=now)
    if not given.keys().isdisjoint(("sign_up", "places", "groups", "restricted")):
        _sign_up(session, event, item, given)


def _sign_up(session: Session, event: Event, item: AgendaSession, given: dict[str, Any]) -> None:
    """Write whether people sign up, how many may and of which groups."""
    known = {one.key: one for one in categories(session, event)}
    stands = [one.key for one in queries.groups_of(session, [item]).get(item.id, [])]
    keys = given.get("groups", stands)
    if any(key not in known for key in keys):
        raise Invalid(CHOSEN, field="groups")
    services.set_sign_up(
        session,
        item,
        sign_up=given.get("sign_up", item.sign_up),
        places=given.get("places", item.places),
        groups=[known[key] for key in keys],
    )


def _place(
    session: Session, event: Event, item: AgendaSession, given: dict[str, Any], *, now: datetime
) -> None:
    """Give the session its slot; as in the editor, one that is moved keeps its length."""
    room = _room(session, event, given["room"]) if "room" in given else item.room
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


def _room(session: Session, event: Event, public_id: str | None) -> Room | None:
    if public_id is None:
        return None
    found = queries.room(session, event, public_id)
    if found is None:
        raise Invalid(CHOSEN, field="room")
    return found


def _track(session: Session, event: Event, public_id: str | None) -> Track | None:
    tracks = {one.public_id: one for one in queries.tracks(session, event)}
    if public_id is not None and public_id not in tracks:
        raise Invalid(CHOSEN, field="track")
    return tracks.get(public_id or "")


def _people(
    session: Session, event: Event, sent: Sequence[Mapping[str, str]]
) -> list[tuple[Person, SessionPart]]:
    known = {one.public_id: one for one in people.persons(session, event)} if sent else {}
    if any(one["person"] not in known for one in sent):
        raise Invalid(CHOSEN, field="people")
    return [(known[one["person"]], SessionPart(one["part"])) for one in sent]


def end_or_bring_back(
    session: Session, item: AgendaSession, given: dict[str, Any], *, by: Actor, now: datetime
) -> None:
    """Cancel a session, or let it take place after all, where that is sent and not so yet."""
    if given.get("cancelled", item.cancelled) == item.cancelled:
        return
    act = services.restore_session if item.cancelled else services.cancel_session
    act(session, item, seen=item.version, by=by, now=now)


def tell(
    event: Event,
    item: AgendaSession,
    roles: Sequence[SessionRole],
    groups: Sequence[Category],
    released: Programme,
) -> dict[str, Any]:
    """Return a session as it stands in the draft, and what of it is released."""
    shown = released.item(item.public_id)
    return {
        "id": item.public_id,
        "guid": item.guid,
        "number": item.number,
        **_texts(event, item),
        "kind": item.kind.value,
        "track": item.track.public_id if item.track else None,
        "room": item.room.public_id if item.room else None,
        "people": [{"person": one.person.public_id, "part": one.part.value} for one in roles],
        "public": item.public,
        "places": item.places,
        "groups": [one.key for one in groups],
        "updated_at": iso(item.revised_at, event),
        "released": _shown(event, shown) if shown else None,
    }


def _shown(event: Event, item: Item) -> dict[str, Any]:
    room = item.room
    return {
        **_texts(event, item),
        "kind": item.kind,
        "track": item.track.as_dict(),
        "room": room
        and {"id": room.id, "name": room.name.as_dict(), "place": room.where.as_dict()},
        "people": [
            {"person": one.person.id, "name": one.person.name, "part": one.part}
            for one in item.parts
        ],
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
        "interpreted_into": list(item.interpreted_into),
        "restricted": item.restricted,
        "sign_up": item.sign_up,
        "cancelled": item.cancelled,
    }
