"""Places at sessions that organisers give to participants and take from them."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.backoffice.blueprint import bp
from eventapp.backoffice.member import actor, visible
from eventapp.errors import Conflict, Expired, Refusal
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.registration import queries
from eventapp.registration.models import Registration
from eventapp.registration.services import places_by_hand
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page

ACTS = {
    "sign-up": places_by_hand.sign_up_for,
    "beyond": places_by_hand.sign_up_beyond,
    "take-out": places_by_hand.take_out,
}


@bp.get("/<event:event>/manage/registrations/<reference>/sessions")
@open_to(Audience.MEMBER, Role.ORGANISER)
def places_of(event: Event, reference: str) -> ResponseReturnValue:
    """Show the sessions with sign-up as one participant finds them, with what can be done."""
    return _page(event, visible(reference))


def _page(
    event: Event, registration: Registration, refusal: Refusal | None = None
) -> ResponseReturnValue:
    return page(
        "backoffice/registrations/places_of.html",
        409 if refusal else 200,
        event=event,
        registration=registration,
        offered=queries.offered(db.session(), registration, event, now=clock.now()),
        refusal=refusal,
    )


@bp.post(
    "/<event:event>/manage/registrations/<reference>/sessions/"
    "<any('sign-up', beyond, 'take-out'):act>"
)
@open_to(Audience.MEMBER, Role.ORGANISER)
def place_by_hand(event: Event, reference: str, act: str) -> ResponseReturnValue:
    """Sign a participant up for a session, also beyond its places, or take them out of it."""
    registration, item_id = visible(reference), request.form.get("session", "")
    try:
        ACTS[act](db.session(), registration, event, item_id, by=actor(), now=clock.now())
        db.session().commit()
    except (Conflict, Expired) as refusal:
        db.session().rollback()
        return _page(event, visible(reference), refusal)
    if registration.reached_at is None:
        flash(_("Saved. There is no e-mail address to which a message could be sent."))
    else:
        flash(_("Saved. %(name)s is informed by e-mail.", name=registration.full_name))
    if "beside" in request.form:
        return redirect(url_for(".session_places", event=event, public_id=item_id), 303)
    return redirect(url_for(".places_of", event=event, reference=reference), 303)
