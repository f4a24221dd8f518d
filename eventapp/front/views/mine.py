"""A participant's own page: state, code, day, and what can be done."""

from datetime import datetime
from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from eventapp.agenda import queries as agenda
from eventapp.agenda.render import entries_of
from eventapp.badges.codes import shown
from eventapp.badges.models import Badge
from eventapp.badges.render import code_of
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.events.queries import registration_is_open
from eventapp.extensions import db
from eventapp.front import services
from eventapp.front.blueprint import bp
from eventapp.journal.services import Actor
from eventapp.registration import queries
from eventapp.registration.gates import own
from eventapp.registration.letters import ConfirmedLetter
from eventapp.registration.models import ENDED, Registration, Skipped, State
from eventapp.registration.render import event_calendar
from eventapp.registration.services import self_service
from eventapp.registration.shut import refusal_of, shut
from eventapp.web import clock
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import as_file, page
from eventapp.web.qr import badge_svg

PASSED_OVER = {
    Skipped.GROUP_FULL: Sentence(
        "All places of your category were taken; that one belonged to another."
    ),
    Skipped.ORGANISATION_FULL: Sentence(
        "Your organisation has all the places it may have; one of them must become free first."
    ),
    Skipped.RESERVED: Sentence("The place was reserved for people of another category or country."),
}
"""Why somebody behind got a place first, told to who was passed over."""


def participant(registration: Registration) -> Actor:
    """Return the participant as the journal names them: by reference."""
    return Actor("participant", registration.id, registration.reference)


@bp.get("/<event:event>/my")
@open_to(Audience.REGISTERED)
def mine(event: Event) -> ResponseReturnValue:
    """Show a participant where they stand, their code, and their day."""
    registration = own()
    badge = code_of(event, registration) if registration.state is State.CONFIRMED else None
    return page("front/mine.html", **facts_of(event, registration, badge), looking=False)


def facts_of(event: Event, registration: Registration, badge: Badge | None) -> dict[str, Any]:
    """Return what a participant's own page shows."""
    now = clock.now()
    asked, texts = queries.still_asked(db.session(), registration, event)
    programme = agenda.released(db.session(), event)
    offered = queries.offered(db.session(), registration, event, now=now)
    return {
        "event": event,
        "mine": registration,
        "over": event.is_over(now),
        "State": State,
        "position": queries.position(db.session(), registration),
        "odds": queries.odds(db.session(), registration, now=now),
        "passed_over": registration.skipped and PASSED_OVER[registration.skipped],
        **_offer_facts(registration, now),
        "may_correct": refusal_of(
            lambda: self_service.check_may_correct(registration, event, now=now)
        )
        is None,
        "may_hand_over": refusal_of(
            lambda: self_service.check_may_hand_over(registration, event, now=now)
        )
        is None,
        "may_return": registration_is_open(event, now),
        "to_answer": len(asked) + len(texts),
        "question": queries.question_to(db.session(), registration),
        "brought_by": queries.brought_by(db.session(), registration),
        "party": queries.party_of(db.session(), registration),
        "qr": badge_svg(badge.token, label=_("Your code for the entrance")) if badge else None,
        "fallback": shown(badge.fallback) if badge else "",
        "sessions": offered,
        "chosen": {one.item.id: one for one in offered if one.place},
        "days": programme.days(event.zone, programme.items),
        "kept": queries.kept_sessions(db.session(), registration).union(
            one.item.id for one in offered if one.confirmed_here
        ),
    }


def _offer_facts(registration: Registration, now: datetime) -> dict[str, Any]:
    """Return the offer that can still be taken, or when the last one ran out.

    The clock ends an offer at its minute; the job that passes the place on follows a little later.
    """
    session = db.session()
    offer = queries.open_offer(session, registration)
    if offer is not None and offer.expires_at <= now:
        return {"offer": None, "lapsed": offer.expires_at}
    waits = registration.state is State.WAITING
    return {"offer": offer, "lapsed": queries.lapsed_at(session, registration) if waits else None}


@bp.route("/<event:event>/my/cancel", methods=["GET", "POST"])
@open_to(Audience.REGISTERED)
def give_up(event: Event) -> ResponseReturnValue:
    """Ask with the facts, then give the place up."""
    registration = own()
    if request.method != "POST" and registration.state in ENDED:
        return redirect(url_for(".mine", event=event), 303)
    refusal = refusal_of(lambda: services.check_may_give_up(db.session(), registration, event))
    if request.method != "POST" and refusal is not None:
        return shut(event, registration, refusal, _("I cannot come"))
    if request.method == "POST":
        by = participant(registration)
        services.give_up_place(db.session(), registration, event, by=by, now=clock.now())
        db.session().commit()
        flash(_("Your registration has been cancelled. Thank you for letting us know."))
        return redirect(url_for(".mine", event=event), 303)
    waiting = sum(one.waiting for one in queries.by_category(db.session(), event))
    along = queries.going_with(db.session(), registration)
    return page(
        "front/give_up.html",
        event=event,
        mine=registration,
        State=State,
        waiting=waiting,
        along=along,
    )


@bp.get("/<event:event>/my/event.ics")
@open_to(Audience.REGISTERED)
def my_calendar(event: Event) -> ResponseReturnValue:
    """Hand out the event for a participant's calendar, with the sessions they have a place at."""
    registration = own()
    programme = agenda.released(db.session(), event)
    held = queries.places_at_sessions(db.session(), registration)
    chosen = [one for one in programme.items if one.id in held]
    revised_at = agenda.revised_at(db.session(), event)
    sessions = entries_of(event, chosen, revised_at=revised_at)
    attached = event_calendar(ConfirmedLetter.of(registration, event), sessions)
    content = attached[0][2] if attached else b""
    return as_file(Response(content), "text/calendar; charset=utf-8", f"{event.slug}.ics")
