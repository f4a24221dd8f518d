"""A participant's sessions: signing up, waiting, giving up."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.audiences.participants import own
from eventapp.errors import Conflict, Expired, Refusal
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.registration import queries
from eventapp.registration.models import SessionPlaceState
from eventapp.registration.services import session_places
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.website.actor import actor_of
from eventapp.website.blueprint import bp


@bp.get("/<event:event>/my/sessions")
@open_to(Audience.REGISTERED)
def my_sessions(event: Event) -> ResponseReturnValue:
    """Show the sessions with sign-up: how full they are, and where the participant stands."""
    return _page(event)


def _page(event: Event, refusal: Refusal | None = None) -> ResponseReturnValue:
    offers = queries.offered(db.session(), own(), event, now=clock.now())
    full = [
        offered
        for offered in offers
        if offered.full and (offered.position or offered.refusal is None)
    ]
    return page(
        "website/my_sessions.html",
        409 if refusal else 200,
        event=event,
        offered=offers,
        instead={offered.item.id: queries.alternatives(offers, offered.item) for offered in full},
        refusal=refusal,
    )


@bp.post("/<event:event>/my/sessions/<item_id>/sign-up")
@open_to(Audience.REGISTERED)
def choose_session(event: Event, item_id: str) -> ResponseReturnValue:
    """Take a place at a session, or one on its waiting list."""
    registration = own()
    try:
        place = session_places.sign_up(
            db.session(), registration, event, item_id, by=actor_of(registration), now=clock.now()
        )
        confirmed = place.state is SessionPlaceState.CONFIRMED
        db.session().commit()
    except (Conflict, Expired) as refusal:
        db.session().rollback()
        return _page(event, refusal)
    flash(
        _("You have a place.")
        if confirmed
        else _("You are on the waiting list. We will write to you as soon as you have a place.")
    )
    return redirect(_back(event, item_id), 303)


@bp.post("/<event:event>/my/sessions/<item_id>/give-up")
@open_to(Audience.REGISTERED)
def leave_session(event: Event, item_id: str) -> ResponseReturnValue:
    """Give a session up."""
    registration = own()
    held = session_places.give_up(
        db.session(), registration, event, item_id, by=actor_of(registration), now=clock.now()
    )
    db.session().commit()
    flash(
        _("You are no longer on the waiting list of this session.")
        if held is SessionPlaceState.WAITING
        else _("Cancelled. Thank you for letting us know.")
    )
    return redirect(_back(event, item_id), 303)


def _back(event: Event, item_id: str) -> str:
    return url_for(".my_sessions", event=event, _anchor=f"s-{item_id}")
