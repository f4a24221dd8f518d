"""Who signed up for a session: names for organisers, and the list to take away."""

from flask import Response, abort
from flask.typing import ResponseReturnValue

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.exports.session_places import as_csv
from eventapp.extensions import db
from eventapp.front.blueprint import bp
from eventapp.registration import queries
from eventapp.registration.models import SessionPlaceState
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import as_file, page


def _session(event: Event, public_id: str) -> AgendaSession:
    return agenda.draft_session(db.session(), event, public_id) or abort(404)


@bp.get("/<event:event>/manage/agenda/<public_id>/places")
@open_to(Audience.MEMBER, "organiser")
def session_places(event: Event, public_id: str) -> ResponseReturnValue:
    """Show who has a place at a session and who waits for one."""
    item = _session(event, public_id)
    found = queries.signed_up(db.session(), item)
    confirmed = [one for one in found if one.state is SessionPlaceState.CONFIRMED]
    return page(
        "front/session_places.html",
        event=event,
        item=item,
        most=queries.most_of(db.session(), event, item),
        confirmed=confirmed,
        waiting=found[len(confirmed) :],
    )


@bp.get("/<event:event>/manage/agenda/<public_id>/places.csv")
@open_to(Audience.MEMBER, "organiser")
def session_places_csv(event: Event, public_id: str) -> ResponseReturnValue:
    """Hand out who signed up for a session."""
    item = _session(event, public_id)
    name = f"{event.slug}-{item.number}.csv"
    return as_file(Response(as_csv(db.session(), item)), "text/csv; charset=utf-8", name)
