"""The token's event."""

from flask import g, jsonify
from flask.typing import ResponseReturnValue

from eventapp.api.answers import Beside, answer, dumped
from eventapp.api.blueprint import CHECKIN, READ, bp
from eventapp.api.description import described
from eventapp.api.schemas.registrations import EventSchema, ListOfEventsSchema
from eventapp.events import queries as events
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.web.access import Audience, open_to


@bp.route("/events")
@described()
@open_to(Audience.TOKEN, READ, CHECKIN)
@bp.response(200, ListOfEventsSchema)
def list_events() -> ResponseReturnValue:
    """List the token's event."""
    event = db.session().get_one(Event, g.token.event_id)
    items = dumped(EventSchema, event, [_with_categories(event)])
    return jsonify(items=items, next=None)


@bp.route("/events/<event:event>")
@described(404)
@open_to(Audience.TOKEN, READ, CHECKIN)
@bp.response(200, EventSchema)
def read_event(event: Event) -> ResponseReturnValue:
    """Read the event."""
    return answer(EventSchema, event, _with_categories(event))


def _with_categories(event: Event) -> Beside:
    return Beside(event, categories=events.categories(db.session(), event))
