"""Who signed up for a session: names for organisers, and the list to take away."""

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries as agenda
from eventapp.agenda.models import AgendaSession
from eventapp.backoffice.blueprint import bp
from eventapp.events.models import Event, Role
from eventapp.exports.session_places import as_csv
from eventapp.extensions import db
from eventapp.registration import queries
from eventapp.registration.models import Registration, SessionPlaceState, State
from eventapp.registration.queries import Offered
from eventapp.text_search import clean_line
from eventapp.web import access
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import as_file, page

MOST_TYPED = 80
MOST_FOUND = 8
"""People whom a few letters of a name find: more would not be read."""


def _session(event: Event, public_id: str) -> AgendaSession:
    return agenda.draft_session(db.session(), event, public_id) or abort(404)


@bp.get("/<event:event>/manage/agenda/<public_id>/places")
@open_to(Audience.MEMBER, Role.ORGANISER)
def session_places(event: Event, public_id: str) -> ResponseReturnValue:
    """Show who has a place at a session and who waits for one."""
    item = _session(event, public_id)
    bookings = queries.signed_up(db.session(), item)
    typed = clean_line(request.args.get("q", ""))[:MOST_TYPED]
    confirmed = [booking for booking in bookings if booking.state is SessionPlaceState.CONFIRMED]
    return page(
        "backoffice/agenda/session_places.html",
        event=event,
        item=item,
        most=queries.most_of(db.session(), event, item),
        confirmed=confirmed,
        waiting=bookings[len(confirmed) :],
        typed=typed,
        people=_people(event, item, typed) if typed else [],
    )


def _people(event: Event, item: AgendaSession, typed: str) -> list[tuple[Registration, Offered]]:
    """Return the first confirmed participants of these words, as the session is open to them."""
    search = queries.Search(typed, (State.CONFIRMED,), sort="name", size=MOST_FOUND)
    those, _ = queries.matching(db.session(), access.member().scope, search)
    board = queries.Board(db.session(), event, now=clock.now())
    here = [(registration, board.offered_to(registration)) for registration in those]
    return [
        (registration, offer)
        for registration, offers in here
        for offer in offers
        if offer.item.id == item.public_id
    ]


@bp.get("/<event:event>/manage/agenda/<public_id>/places.csv")
@open_to(Audience.MEMBER, Role.ORGANISER)
def session_places_csv(event: Event, public_id: str) -> ResponseReturnValue:
    """Hand out who signed up for a session."""
    item = _session(event, public_id)
    name = f"{event.slug}-{item.number}.csv"
    return as_file(Response(as_csv(db.session(), item)), "text/csv; charset=utf-8", name)
