"""A session's form beside the draft: what it offers, what stands in it, how it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda import queries, services
from eventapp.agenda.models import AgendaSession, Room, SessionKind, SessionRole
from eventapp.backoffice.agenda.forms import Offered, SessionForm
from eventapp.events.models import Category, Event
from eventapp.events.queries import categories
from eventapp.forms.records import text_of
from eventapp.journal.services import Actor
from eventapp.moments import on_clock, shown_on_clock
from eventapp.people import queries as people
from eventapp.people.models import Person
from eventapp.people.services import person_called
from eventapp.registration.services.organisations import recognise
from eventapp.registration.services.session_rooms import check_seats
from eventapp.web.forms import columns_of


@dataclass(frozen=True, slots=True)
class Choices:
    """What a session's form chooses from, by public id."""

    rooms: Mapping[str, Room]
    persons: Mapping[str, Person]
    sessions: Mapping[str, AgendaSession]
    """All others of the draft."""


def offer(
    session: Session,
    event: Event,
    item: AgendaSession | None,
    form: SessionForm,
    roles: Sequence[SessionRole],
) -> Choices:
    """Fill in what there is to choose from; what is put away stays where it is used."""
    used = {role.person_id for role in roles}
    inside = {room.id for room in _further(session, item)} | {item.room_id if item else None}
    others = [one for one in queries.draft(session, event) if item is None or one.id != item.id]
    found = Choices(
        {
            one.public_id: one
            for one in queries.rooms(session, event)
            if one.active or one.id in inside
        },
        {
            one.public_id: one
            for one in people.persons(session, event)
            if one.active or one.id in used
        },
        {one.public_id: one for one in others},
    )
    form.offer(_offered(session, event, found))
    return found


def _offered(session: Session, event: Event, found: Choices) -> Offered:
    """Return the choices with their words."""
    others = [(key, i18n.render(one.title)) for key, one in found.sessions.items()]
    alone = {
        key
        for key, one in found.sessions.items()
        if one.block_id is None and one.kind is not SessionKind.BREAK
    }
    return Offered(
        rooms=[(key, i18n.render(room.name)) for key, room in found.rooms.items()],
        people=[(key, person.full_name) for key, person in found.persons.items()],
        tracks=[(one.public_id, i18n.render(one.name)) for one in queries.tracks(session, event)],
        groups=[(one.key, i18n.render(one.name)) for one in categories(session, event)],
        others=others,
        blocks=[one for one in others if one[0] in alone],
    )


def _further(session: Session, item: AgendaSession | None) -> Sequence[Room]:
    return queries.further_rooms(session, [item]).get(item.id, []) if item else []


def stands(
    session: Session, event: Event, item: AgendaSession, roles: Sequence[SessionRole]
) -> dict[str, Any]:
    """Return what stands in a session, as its form shows it."""
    groups = queries.groups_of(session, [item]).get(item.id, [])
    rules = queries.rules_of(session, [item]).get(item.id, [])
    ids = queries.public_ids(session, {one.other_id for one in rules})
    return {
        **columns_of(item),
        "groups": [one.key for one in groups],
        "kind": item.kind.value,
        "track": item.track.public_id if item.track else "",
        "block": item.block.public_id if item.block else "",
        "room": item.room.public_id if item.room else "",
        "further_rooms": [room.public_id for room in _further(session, item)],
        "starts": shown_on_clock(item.starts_at, event.tzinfo),
        "ends": shown_on_clock(item.ends_at, event.tzinfo),
        "people": [role.person.public_id for role in roles],
        "rules": [{"rule": one.rule.value, "other": ids[one.other_id]} for one in rules],
    }


def chosen_people(
    session: Session,
    event: Event,
    form: SessionForm,
    choices: Choices,
    *,
    by: Actor,
    now: datetime,
) -> list[Person]:
    """Return who was ticked and who was named; those the directory lacked are in it now."""
    chosen = [choices.persons[key] for key in form.people.data or []]
    chosen += [person_called(session, event, row, by=by, now=now) for row in form.named]
    recognise(session, event)
    return chosen


def store(
    session: Session,
    event: Event,
    item: AgendaSession | None,
    form: SessionForm,
    choices: Choices,
    roles: Sequence[SessionRole],
    *,
    by: Actor,
    now: datetime,
) -> AgendaSession:
    """Write the form into the session, or into a new one: all of it in one change.

    `roles` says who was in it before.
    """
    kind, title = SessionKind(form.kind.data), text_of(form.title)
    people = chosen_people(session, event, form, choices, by=by, now=now)
    saved = item or services.add_session(session, event, title=title, kind=kind, now=now)
    with session.no_autoflush:  # one edit is one version
        _store_texts(session, event, saved, form)
        services.set_kind(saved, kind, public=form.public.data)
        services.put_in_block(session, saved, choices.sessions.get(form.block.data or ""))
        services.stamp(
            session,
            saved,
            _store_slot(session, event, saved, form, choices, by=by, now=now),
            services.set_rules(
                session, saved, [(rule, choices.sessions[other]) for rule, other in form.wanted]
            ),
            services.set_sign_up(
                session,
                saved,
                sign_up=form.sign_up.data,
                places=form.places.data,
                groups=_chosen_groups(session, event, form),
            ),
            services.choose_people(session, saved, people, roles),
            now=now,
        )
    return saved


def _chosen_groups(session: Session, event: Event, form: SessionForm) -> list[Category]:
    wanted = form.groups.data or []
    return [one for one in categories(session, event) if one.key in wanted]


def _store_texts(session: Session, event: Event, saved: AgendaSession, form: SessionForm) -> None:
    """Write what is told of the session."""
    tracks = {one.public_id: one for one in queries.tracks(session, event)}
    saved.title, saved.subtitle = text_of(form.title), text_of(form.subtitle)
    saved.abstract, saved.description = text_of(form.abstract), text_of(form.description)
    saved.notes = text_of(form.notes)
    saved.track = tracks.get(form.track.data or "")
    saved.languages = list(form.languages.data or [])
    saved.interpretation = list(form.interpretation.data or [])
    saved.receivers, saved.expected = form.receivers.data, form.expected.data
    saved.recorded, saved.restricted = form.recorded.data, form.restricted.data


def _store_slot(
    session: Session,
    event: Event,
    saved: AgendaSession,
    form: SessionForm,
    choices: Choices,
    *,
    by: Actor,
    now: datetime,
) -> bool:
    """Write when and where it is; the talks of a block follow it.

    Say whether its further rooms are others than before.
    """
    named, before = form.new_room.data, saved.starts_at
    chosen = choices.rooms.get(form.room.data or "")
    room = services.room_called(session, event, named, by=by, now=now) if named else chosen
    further = [choices.rooms[key] for key in form.further_rooms.data or []]
    if not form.accept_fewer_seats.data:
        check_seats(session, saved, room, further)
    services.place_session(
        saved,
        room=room,
        starts_at=on_clock(form.starts.data, event.tzinfo, held=before),
        ends_at=on_clock(form.ends.data, event.tzinfo, held=saved.ends_at),
        now=now,
    )
    services.shift_talks(session, saved, before=before, now=now)
    return services.set_further_rooms(session, saved, further)
