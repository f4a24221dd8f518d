"""Public pages of hosts and information desks."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.people import queries
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import public_page

bp = Blueprint("people", __name__)


@bp.get("/<event:event>/hosts")
@open_to(Audience.PUBLIC)
def hosts(event: Event) -> ResponseReturnValue:
    """Show who gives the event."""
    return public_page(
        "people/hosts.html",
        event=event,
        hosts=queries.hosts(db.session(), event),
        desks=queries.desks(db.session(), event),
    )


@bp.get("/<event:event>/desks")
@open_to(Audience.PUBLIC)
def desks(event: Event) -> ResponseReturnValue:
    """Show the information desks and what they help with."""
    return public_page("people/desks.html", event=event, desks=queries.desks(db.session(), event))
