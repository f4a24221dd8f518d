"""Places at sessions: a participant is signed up, or gives the session up."""

from flask import Response
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.api.answers import Beside, answer
from eventapp.api.blueprint import WRITE, bp, find
from eventapp.api.description import KEY, described
from eventapp.api.idempotency import once
from eventapp.api.schemas.session_places import SessionPlaceSchema
from eventapp.audiences.tokens import actor
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.registration import queries
from eventapp.registration.models import Registration, SessionPlace
from eventapp.registration.services import session_places
from eventapp.web.access import Audience, open_to

ADDRESS = "/events/<event:event>/sessions/<session_id>/places/<reference>"


def _answer(
    event: Event, registration: Registration, session_id: str, place: SessionPlace
) -> Response:
    offered = queries.offered(db.session(), registration, event, now=clock.now())
    position = next(offer.position for offer in offered if offer.item.id == session_id)
    known = {"position": position} if position else {}
    placed = Beside(place, reference=registration.reference, session=session_id, **known)
    return answer(SessionPlaceSchema, event, placed)


@bp.route(ADDRESS, methods=["PUT"])
@described(404, 409, 410, 422, headers=[KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.response(200, SessionPlaceSchema)
def put_session_place(event: Event, session_id: str, reference: str) -> ResponseReturnValue:
    """Book a session for a participant, or put them on its waiting list when it is full.

    Who is signed up already stays where they are. The rules are those of the participant's own
    page: a confirmed registration, the session's categories, nothing else at that time.
    """

    def act() -> Response:
        registration = find(event, reference)
        place = session_places.sign_up(
            db.session(), registration, event, session_id, by=actor(), now=clock.now()
        )
        return _answer(event, registration, session_id, place)

    return once(event, act)


@bp.route(ADDRESS, methods=["DELETE"])
@described(404, 409, 422, headers=[KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.response(204)
def delete_session_place(event: Event, session_id: str, reference: str) -> ResponseReturnValue:
    """Cancel a participant's booking; who has waited longest gets the place."""

    def act() -> Response:
        registration = find(event, reference)
        session_places.give_up(
            db.session(), registration, event, session_id, by=actor(), now=clock.now()
        )
        return Response(status=204)

    return once(event, act)
