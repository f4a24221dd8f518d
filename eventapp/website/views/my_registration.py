"""A participant's own page: state, code, day, and what can be done."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventapp import clock
from eventapp.agenda import queries as agenda
from eventapp.agenda.render import entries_of
from eventapp.audiences.participants import own
from eventapp.badges import queries as badges
from eventapp.composition import addresses, settings
from eventapp.errors import refusal_of
from eventapp.events.models import Event
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.registration import queries
from eventapp.registration.emails import ConfirmedEmail
from eventapp.registration.models import ENDED, State
from eventapp.registration.render import event_calendar
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import as_file, page
from eventapp.website.actor import actor_of
from eventapp.website.blueprint import bp
from eventapp.website.closed_page import shut
from eventapp.workflows import event_changes
from eventapp.workflows.my_registration import facts_of


@bp.get("/<event:event>/my")
@open_to(Audience.REGISTERED)
def my_registration(event: Event) -> ResponseReturnValue:
    """Show a participant where they stand, their code, and their day."""
    registration, badge = own(), None
    if registration.state is State.CONFIRMED:
        badge = badges.own(db.session(), registration)
    return page(
        "website/my_registration.html",
        **facts_of(db.session(), event, registration, badge, now=clock.now()),
        looking=False,
    )


@bp.route("/<event:event>/my/cancel", methods=["GET", "POST"])
@open_to(Audience.REGISTERED)
def cancel_registration(event: Event) -> ResponseReturnValue:
    """Ask with the facts, then give the place up."""
    registration = own()
    if request.method != "POST" and registration.state in ENDED:
        return redirect(url_for(".my_registration", event=event), 303)
    refusal = refusal_of(lambda: event_changes.check_may_give_up(db.session(), registration, event))
    if request.method != "POST" and refusal is not None:
        return shut(event, registration, refusal, _("I cannot come"))
    if request.method == "POST":
        by = actor_of(registration)
        event_changes.give_up_place(db.session(), registration, event, by=by, now=clock.now())
        db.session().commit()
        flash(_("Your registration has been cancelled. Thank you for letting us know."))
        return redirect(url_for(".my_registration", event=event), 303)
    waiting = sum(places.waiting for places in queries.by_category(db.session(), event))
    along = queries.going_with(db.session(), registration)
    return page(
        "website/cancel_registration.html",
        event=event,
        mine=registration,
        State=State,
        waiting=waiting,
        along=along,
    )


@bp.get("/<event:event>/my/event.ics")
@open_to(Audience.REGISTERED)
def my_calendar(event: Event) -> ResponseReturnValue:
    """Hand out the event for a participant's calendar, with the sessions they have to be at."""
    registration = own()
    programme = agenda.released(db.session(), event)
    held = queries.places_at_sessions(db.session(), registration)
    held |= queries.own_parts(db.session(), registration, programme)
    chosen = [item for item in programme.items if item.id in held]
    revised_at = agenda.revised_at(db.session(), event)
    sessions = entries_of(event, chosen, addresses(), revised_at=revised_at)
    attached = event_calendar(
        ConfirmedEmail.of(registration, event), settings(), addresses(), sessions
    )
    content = attached[0][2] if attached else b""
    return as_file(Response(content), "text/calendar; charset=utf-8", f"{event.slug}.ics")
