"""The token's event."""

from typing import Any

from flask import g, jsonify
from flask.typing import ResponseReturnValue

from eventapp.api.blueprint import CHECKIN, READ, bp, iso
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
    return jsonify(items=[_event(event)], next=None)


@bp.route("/events/<event:event>")
@described(404)
@open_to(Audience.TOKEN, READ, CHECKIN)
@bp.response(200, EventSchema)
def read_event(event: Event) -> ResponseReturnValue:
    """Read the event."""
    return jsonify(_event(event))


def _event(event: Event) -> dict[str, Any]:
    return {
        "slug": event.slug,
        "title": event.title.as_dict(),
        "starts_at": iso(event.starts_at, event),
        "ends_at": iso(event.ends_at, event),
        "zone": event.zone,
        "places": event.places,
        "categories": [
            {"key": one.key, "name": one.name.as_dict(), "places": one.places}
            for one in events.categories(db.session(), event)
        ],
    }
