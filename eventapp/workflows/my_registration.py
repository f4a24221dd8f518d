"""What a participant’s own page shows, put together from every feature."""

from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.badges.codes import shown
from eventapp.badges.models import Badge
from eventapp.documents.qr import badge_svg
from eventapp.errors import Sentence, refusal_of
from eventapp.events.models import Event
from eventapp.events.queries import registration_is_open
from eventapp.i18n import gettext as _
from eventapp.registration import queries
from eventapp.registration.models import Registration, Skipped, State
from eventapp.registration.services.self_service import check_may_correct, check_may_hand_over

PASSED_OVER = {
    Skipped.CATEGORY_FULL: Sentence(
        "All places of your category were taken; that one belonged to another."
    ),
    Skipped.ORGANISATION_FULL: Sentence(
        "Your organisation has all the places it may have; one of them must become free first."
    ),
    Skipped.RESERVED: Sentence("The place was reserved for people of another category or country."),
}
"""Why somebody behind got a place first, told to who was passed over."""


def facts_of(
    session: Session,
    event: Event,
    registration: Registration,
    badge: Badge | None,
    *,
    now: datetime,
) -> dict[str, Any]:
    """Return what a participant's own page shows."""
    asked, texts = queries.still_asked(session, registration, event)
    programme = agenda.released(session, event)
    offered = queries.offered(session, registration, event, now=now)
    return {
        "event": event,
        "mine": registration,
        "over": event.is_over(now),
        "State": State,
        "position": queries.position(session, registration),
        "odds": queries.odds(session, registration, now=now),
        "passed_over": registration.skipped and PASSED_OVER[registration.skipped],
        **_offer_facts(session, registration, now),
        "may_correct": refusal_of(partial(check_may_correct, registration, event, now=now)) is None,
        "may_hand_over": refusal_of(partial(check_may_hand_over, registration, event, now=now))
        is None,
        "may_return": registration_is_open(event, now),
        "to_answer": len(asked) + len(texts),
        "question": queries.question_to(session, registration),
        "brought_by": queries.brought_by(session, registration),
        "party": queries.party_of(session, registration),
        "qr": badge_svg(badge.token, label=_("Your code for the entrance")) if badge else None,
        "fallback": shown(badge.fallback) if badge else "",
        "sessions": offered,
        "chosen": {offer.item.id: offer for offer in offered if offer.place},
        "days": programme.days(event.zone, programme.items),
        "parts_in": queries.own_parts(session, registration, programme),
        "kept": queries.own_sessions(session, registration, programme),
    }


def _offer_facts(session: Session, registration: Registration, now: datetime) -> dict[str, object]:
    """Return the offer that can still be taken, or when the last one ran out.

    The clock ends an offer at its minute; the job that passes the place on follows a little later.
    """
    offer = queries.open_offer(session, registration)
    if offer is not None and offer.expires_at <= now:
        return {"offer": None, "lapsed": offer.expires_at}
    waits = registration.state is State.WAITING
    return {"offer": offer, "lapsed": queries.lapsed_at(session, registration) if waits else None}
