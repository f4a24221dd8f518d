"""Participants' codes."""

from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.api.answers import Beside, answer
from eventapp.api.blueprint import READ, bp, find
from eventapp.api.description import described
from eventapp.api.schemas.registrations import BadgeSchema
from eventapp.badges import services as badges
from eventapp.badges.render import code_of
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.web.access import Audience, open_to
from eventapp.web.installation import settings


@bp.route("/events/<event:event>/registrations/<reference>/badge")
@described(404, 409)
@open_to(Audience.TOKEN, READ)
@bp.response(200, BadgeSchema)
def read_badge(event: Event, reference: str) -> ResponseReturnValue:
    """Read a confirmed participant's code, issued at the first look."""
    registration = find(event, reference)
    badge = code_of(db.session(), registration, settings().keys_dir, db.engine, now=clock.now())
    changed = badges.changed_since_print(db.session(), event, badge, registration)
    return answer(BadgeSchema, event, Beside(badge, changed_since_print=changed))
