"""Registering somebody by hand, also on site: a full category is never a silent waiting list."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.journal.services import Actor, record
from eventapp.registration.errors import FullByHand, ReasonMissing
from eventapp.registration.models import Registration, Source, State
from eventapp.registration.services import sign_up
from eventapp.registration.services.notifications import thing
from eventapp.registration.services.registrations import RegistrationChange
from eventapp.registration.services.sign_up import Way


class IfFull(StrEnum):
    """What an organiser decides for somebody for whom no place is free."""

    WAIT = "wait"
    BEYOND = "beyond"


def register_by_hand(
    session: Session,
    event: Event,
    category: Category,
    change: RegistrationChange,
    if_full: IfFull | None,
    *,
    reason: str,
    by: Actor,
    now: datetime,
) -> Registration:
    """Register somebody in their stead; where no place is free, as the organiser decided before.

    Raises FullByHand where nothing was decided, ReasonMissing for a place beyond those there are.
    """
    plain, beyond = Way(Source.MANUAL), Way(Source.MANUAL, beyond=True)
    try:
        with session.begin_nested():  # the e-mail of the waiting list goes with it
            made = sign_up.register_for(session, event, category, change, plain, by=by, now=now)
            _check_decided(made, if_full)
    except FullByHand:
        if if_full is not IfFull.BEYOND:
            raise
        if not reason:
            raise ReasonMissing from None
        made = sign_up.register_for(session, event, category, change, beyond, by=by, now=now)
        changes = {"overbooked": True, "reason": reason}
        record(session, "confirmed", thing(made), by=by, now=now, changes=changes)
    return made


def _check_decided(made: Registration, if_full: IfFull | None) -> None:
    if made.state is State.WAITING and if_full is not IfFull.WAIT:
        raise FullByHand
