"""What contributors need to take part, and how they travel: read by the care team alone."""

from flask.typing import ResponseReturnValue

from eventapp.backoffice.blueprint import bp
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from eventapp.speakers.queries.needs import with_needs
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page


@bp.get("/<event:event>/manage/needs")
@open_to(Audience.MEMBER, Role.CARE)
def needs(event: Event) -> ResponseReturnValue:
    """Show who stated something of their journey or of what they need."""
    contributors = with_needs(db.session(), event)
    return page("backoffice/needs/needs.html", event=event, contributors=contributors)
