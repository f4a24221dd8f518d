"""Sessions of the programme: kept in the draft; the public reads them as released."""

from collections.abc import Sequence
from typing import Any

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries
from eventapp.agenda.models import AgendaSession
from eventapp.agenda.services import SessionChange
from eventapp.api import draft
from eventapp.api.blueprint import READ, WRITE, bp
from eventapp.api.crud import NoSuchThing
from eventapp.api.description import KEY, TAGGED, VERSION, described
from eventapp.api.idempotency import match, once
from eventapp.api.pages import page_of
from eventapp.api.schemas import agenda as schemas
from eventapp.api.schemas.registrations import PageSchema
from eventapp.audiences.tokens import actor
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.orm import lock_row
from eventapp.web.access import Audience, open_to
from eventapp.workflows import session_changes as changes


def _find(event: Event, public_id: str) -> AgendaSession:
    item = queries.draft_session(db.session(), event, public_id)
    if item is None:
        raise NoSuchThing
    return item


def _hold(event: Event, public_id: str) -> AgendaSession:
    """Return the session in the version that is meant, held until the commit."""
    lock_row(db.session(), _find(event, public_id))
    item = _find(event, public_id)  # its room and track again
    match(item.version)
    return item


def _tell(event: Event, page: Sequence[AgendaSession]) -> list[dict[str, Any]]:
    released = queries.released(db.session(), event)
    beside = draft.hanging_on(db.session(), event, page)
    return [draft.tell(event, item, beside, released) for item in page]


def _answer(event: Event, item: AgendaSession, status: int = 200) -> Response:
    response = jsonify(_tell(event, [item])[0])
    response.status_code = status
    response.set_etag(str(item.version))
    return response


@bp.route("/events/<event:event>/sessions")
@described(404, 422)
@open_to(Audience.TOKEN, READ)
@bp.arguments(PageSchema, location="query")
@bp.response(200, schemas.ListOfSessionsSchema)
def list_sessions(asked: dict[str, Any], event: Event) -> ResponseReturnValue:
    """List the sessions of the draft, in the order they were added.

    A token reads what organisers read: the draft. What the public reads stands in `released`.
    """
    return page_of(
        event,
        ("sessions",),
        asked,
        read=lambda cursor, most: queries.sessions_after(db.session(), event, cursor, most),
        key=lambda item: item.id,
        tell=lambda page: _tell(event, page),
    )


@bp.route("/events/<event:event>/sessions", methods=["POST"])
@described(400, 404, 409, 415, 422, headers=[KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(schemas.NewSessionSchema)
@bp.response(201, schemas.SessionSchema, headers=TAGGED)
def add_session(given: dict[str, Any], event: Event) -> ResponseReturnValue:
    """Add a session to the draft; the public reads it after the next release."""

    def act() -> Response:
        change = draft.changed(db.session(), event, SessionChange(), given)
        item = changes.add_session(db.session(), event, change, by=actor(), now=clock.now())
        return _answer(event, item, 201)

    return once(event, act)


@bp.route("/events/<event:event>/sessions/<session_id>")
@described(404)
@open_to(Audience.TOKEN, READ)
@bp.response(200, schemas.SessionSchema, headers=TAGGED)
def read_session(event: Event, session_id: str) -> ResponseReturnValue:
    """Read one session: the draft, and in `released` what the public reads of it."""
    return _answer(event, _find(event, session_id))


@bp.route("/events/<event:event>/sessions/<session_id>", methods=["PATCH"])
@described(400, 404, 409, 412, 415, 422, 428, headers=[VERSION, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(schemas.SessionChangeSchema)
@bp.response(200, schemas.SessionSchema, headers=TAGGED)
def change_session(given: dict[str, Any], event: Event, session_id: str) -> ResponseReturnValue:
    """Change what is sent of one session of the draft: texts, slot, people, whether it falls out.

    Moved without `ends_at` it keeps its length; without a beginning it has no end.
    """

    def act() -> Response:
        lock_row(db.session(), event)  # before the session's row, as a release does
        item = _hold(event, session_id)
        held = SessionChange.of(db.session(), item)
        changes.change_session(
            db.session(),
            item,
            draft.changed(db.session(), event, held, given),
            accept_fewer_seats=given.get("accept_fewer_seats", False),
            by=actor(),
            now=clock.now(),
        )
        return _answer(event, item)

    return once(event, act)


@bp.route("/events/<event:event>/sessions/<session_id>", methods=["DELETE"])
@described(404, 409, 412, 422, 428, headers=[VERSION, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.response(204)
def delete_session(event: Event, session_id: str) -> ResponseReturnValue:
    """Delete one session that no release has shown.

    The public knows the others (409): they are cancelled, which calendars are told.
    """

    def act() -> Response:
        lock_row(db.session(), event)  # before the session's row, as a release does
        item = _find(event, session_id)
        match(item.version)
        changes.remove_session(db.session(), item, seen=item.version, by=actor(), now=clock.now())
        return Response(status=204)

    return once(event, act)
