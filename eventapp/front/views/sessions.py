"""One session's form: adding and editing it in the draft."""

from collections.abc import Mapping, Sequence

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError

from eventapp.agenda import queries, services
from eventapp.agenda.models import AgendaSession, Room, SessionKind, SessionRole
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.events.queries import categories
from eventapp.extensions import db
from eventapp.front.agenda_forms import SessionForm
from eventapp.front.blueprint import bp
from eventapp.front.forms import text_of
from eventapp.front.records.directory import person_called
from eventapp.front.records.event import room_called
from eventapp.front.records.kind import EDITORS
from eventapp.front.services import check_version
from eventapp.front.views.registrations import actor
from eventapp.front.views.setup import moment, wall
from eventapp.people import queries as people
from eventapp.people.models import Person
from eventapp.registration.queries import counted_at
from eventapp.registration.services import places, session_places
from eventapp.registration.services.session_rooms import check_seats
from eventapp.web import clock, i18n
from eventapp.web.access import Audience, open_to
from eventapp.web.forms import columns_of
from eventapp.web.pages import page


@bp.route("/<event:event>/manage/agenda/add", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *EDITORS)
def add_session(event: Event) -> ResponseReturnValue:
    """Add a session to the draft."""
    form = SessionForm(data={"public": True, "kind": SessionKind.TALK.value})
    return _edit(event, None, form, [])


@bp.route("/<event:event>/manage/agenda/<public_id>", methods=["GET", "POST"])
@open_to(Audience.MEMBER, *EDITORS)
def edit_session(event: Event, public_id: str) -> ResponseReturnValue:
    """Edit a session and move it."""
    item = queries.draft_session(db.session(), event, public_id) or abort(404)
    roles = queries.roles_by_session(db.session(), event).get(item.id, [])
    groups = queries.groups_of(db.session(), [item]).get(item.id, [])
    form = SessionForm(
        data={
            **columns_of(item),
            "groups": [one.key for one in groups],
            "kind": item.kind.value,
            "track": item.track.public_id if item.track else "",
            "room": item.room.public_id if item.room else "",
            "starts": wall(item.starts_at, event.zone),
            "ends": wall(item.ends_at, event.zone),
            "people": [role.person.public_id for role in roles],
        }
    )
    return _edit(event, item, form, roles)


def _edit(
    event: Event, item: AgendaSession | None, form: SessionForm, roles: Sequence[SessionRole]
) -> ResponseReturnValue:
    rooms, persons = _offer(event, item, form, roles)
    if form.validate_on_submit():
        try:
            if item is not None:
                check_version(item.version, form.version.data)
            places.lock(db.session(), event)
            before = _written(item, roles) if item else {}
            saved = _store(event, item, form, rooms)
            chosen = _chosen(event, form, persons)
            services.choose_people(db.session(), saved, chosen, roles)
            _note(saved, before)
            session_places.serve(db.session(), event, saved, now=clock.now())
            db.session().commit()
        except (Refusal, StaleDataError) as error:
            db.session().rollback()
            form.refuse_save(error, item)
        else:
            flash(_("Saved in the draft. Release it to show it."))
            return redirect(url_for(".agenda_editor", event=event), 303)
    status = 422 if form.is_submitted() else 200
    return page(
        "front/edit_session.html",
        status,
        event=event,
        item=item,
        form=form,
        people=roles,
        counted=counted_at(db.session(), item) if item else (0, 0),
    )


def _offer(
    event: Event, item: AgendaSession | None, form: SessionForm, roles: Sequence[SessionRole]
) -> tuple[Mapping[str, Room], Mapping[str, Person]]:
    """Fill in what there is to choose from; return rooms and persons by public id."""
    used = {role.person_id for role in roles}
    rooms = {
        one.public_id: one
        for one in queries.rooms(db.session(), event)
        if one.active or (item is not None and one.id == item.room_id)
    }
    persons = {
        one.public_id: one
        for one in people.persons(db.session(), event)
        if one.active or one.id in used
    }
    form.offer(
        [(key, i18n.render(room.name)) for key, room in rooms.items()],
        [(key, person.full_name) for key, person in persons.items()],
        [(one.public_id, i18n.render(one.name)) for one in queries.tracks(db.session(), event)],
        [(one.key, i18n.render(one.name)) for one in categories(db.session(), event)],
    )
    return rooms, persons


def _written(item: AgendaSession, roles: Sequence[SessionRole]) -> dict[str, object]:
    """Return what stands in a session, with its people and groups."""
    groups = queries.groups_of(db.session(), [item]).get(item.id, [])
    return services.written(item, [role.person for role in roles], groups)


def _note(saved: AgendaSession, before: dict[str, object]) -> None:
    """Write down what the form changed, once the session stands."""
    db.session().flush()
    parts = queries.roles_of(db.session(), [saved]).get(saved.id, [])
    after = _written(saved, parts)
    services.note_edit(db.session(), saved, before=before, after=after, by=actor(), now=clock.now())


def _chosen(event: Event, form: SessionForm, persons: Mapping[str, Person]) -> list[Person]:
    """Return who was ticked and who was named; those the directory lacked are in it now."""
    chosen = [persons[key] for key in form.people.data or []]
    chosen += [person_called(db.session(), event, **row) for row in form.named]
    db.session().flush()
    return chosen


def _store(
    event: Event, item: AgendaSession | None, form: SessionForm, rooms: Mapping[str, Room]
) -> AgendaSession:
    """Write the form into the session, or into a new one: all of it in one change."""
    tracks = {one.public_id: one for one in queries.tracks(db.session(), event)}
    named = form.new_room.data
    room = room_called(db.session(), event, named) if named else rooms.get(form.room.data or "")
    saved = item or services.add_session(
        db.session(),
        event,
        title=text_of(form.title),
        kind=SessionKind(form.kind.data),
        now=clock.now(),
    )
    if not form.accept_fewer_seats.data:
        check_seats(db.session(), saved, room)
    saved.title, saved.subtitle = text_of(form.title), text_of(form.subtitle)
    saved.abstract, saved.description = text_of(form.abstract), text_of(form.description)
    saved.track = tracks.get(form.track.data or "")
    saved.kind = SessionKind(form.kind.data)
    saved.languages = list(form.languages.data or [])
    saved.interpreted_into = list(form.interpreted_into.data or [])
    saved.restricted, saved.public = form.restricted.data, form.public.data
    services.place_session(
        saved,
        room=room,
        starts_at=moment(form.starts.data, event.zone),
        ends_at=moment(form.ends.data, event.zone),
        now=clock.now(),
    )
    services.set_sign_up(
        db.session(),
        saved,
        sign_up=form.sign_up.data,
        places=form.places.data,
        groups=[
            one for one in categories(db.session(), event) if one.key in (form.groups.data or [])
        ],
    )
    return saved
