"""What happens to a registration: cancelled, approved, declined, promoted, handed over."""

from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.api.blueprint import WRITE, bp, change_in, find, written
from eventapp.api.description import KEY, TAGGED, VERSION_IF_KNOWN, described
from eventapp.api.idempotency import match, once
from eventapp.api.schemas.registrations import NewHolderSchema, ReasonSchema, RegistrationSchema
from eventapp.audiences.tokens import actor
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.registration.services import changes, places, self_service
from eventapp.registration.services.registrations import RegistrationChange
from eventapp.web.access import Audience, open_to

ACTS = {
    "cancel": changes.cancel,
    "approve": changes.approve,
}
WITH_REASON = {
    "decline": changes.decline,
    "promote": changes.confirm,
}


@bp.route(
    "/events/<event:event>/registrations/<reference>/<any(cancel, approve):act>",
    methods=["POST"],
)
@described(404, 409, 412, 422, headers=[VERSION_IF_KNOWN, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.response(200, RegistrationSchema, headers=TAGGED)
def act_on(event: Event, reference: str, act: str) -> ResponseReturnValue:
    """Cancel or approve a registration."""

    def do() -> Response:
        registration = find(event, reference)
        if request.if_match:
            places.hold(db.session(), event, registration)
            match(registration.version)
        ACTS[act](db.session(), registration, event, by=actor(), now=clock.now())
        return written(event, registration)

    return once(event, do)


@bp.route(
    "/events/<event:event>/registrations/<reference>/<any(decline, promote):act>",
    methods=["POST"],
)
@described(400, 404, 409, 412, 415, 422, headers=[VERSION_IF_KNOWN, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(ReasonSchema, required=False)
@bp.response(200, RegistrationSchema, headers=TAGGED)
def act_with_reason(
    given: dict[str, Any], event: Event, reference: str, act: str
) -> ResponseReturnValue:
    """Decline somebody, with a reason for the e-mail; or promote, with one if no place is free."""

    def do() -> Response:
        registration = find(event, reference)
        if request.if_match:
            places.hold(db.session(), event, registration)
            match(registration.version)
        why = given.get("reason", "")
        WITH_REASON[act](db.session(), registration, event, by=actor(), now=clock.now(), reason=why)
        return written(event, registration)

    return once(event, do)


@bp.route("/events/<event:event>/registrations/<reference>/hand-over", methods=["POST"])
@described(400, 404, 409, 410, 412, 415, 422, headers=[VERSION_IF_KNOWN, KEY])
@open_to(Audience.TOKEN, WRITE)
@bp.arguments(NewHolderSchema)
@bp.response(200, RegistrationSchema, headers=TAGGED)
def hand_over(given: dict[str, Any], event: Event, reference: str) -> ResponseReturnValue:
    """Transfer a confirmed place to somebody else; the former code answers "replaced" from now on.

    Bookings of the former holder do not go with it: whoever waits gets those places.
    """

    def act() -> Response:
        registration = find(event, reference)
        if request.if_match:
            places.hold(db.session(), event, registration)
            match(registration.version)
        new = change_in(given, RegistrationChange(language=registration.language))
        self_service.hand_over(db.session(), registration, event, new, by=actor(), now=clock.now())
        return written(event, registration)

    return once(event, act)
