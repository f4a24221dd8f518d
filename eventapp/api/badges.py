"""Participants' codes."""

from flask.typing import ResponseReturnValue

from eventapp.api.answers import Beside, answer
from eventapp.api.blueprint import READ, bp, find
from eventapp.api.description import described
from eventapp.api.schemas.registrations import BadgeSchema
from eventapp.badges import queries
from eventapp.badges import services as badges
from eventapp.badges.errors import NoCodeYet, NoPlaceNoBadge
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.registration.models import State
from eventapp.web.access import Audience, open_to


@bp.route("/events/<event:event>/registrations/<reference>/badge")
@described(404, 409)
@open_to(Audience.TOKEN, READ)
@bp.response(200, BadgeSchema)
def read_badge(event: Event, reference: str) -> ResponseReturnValue:
    """Read a confirmed participant's code.

    What gives a place here issues it, too; a place given elsewhere has its code within a minute.
    """
    registration = find(event, reference)
    badge = queries.own(db.session(), registration)
    if registration.state is not State.CONFIRMED:
        raise NoPlaceNoBadge
    if badge is None:
        raise NoCodeYet
    changed = badges.changed_since_print(db.session(), event, badge, registration)
    return answer(BadgeSchema, event, Beside(badge, changed_since_print=changed))
