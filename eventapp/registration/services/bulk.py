"""Acts on many registrations at once: who fits is acted on, who does not stays and is named.

A press on many is done in steps of a few, each with the lock and a commit of its own, so that
nobody at a door waits for a thousand e-mails; who waits is served at the end (`steps`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.journal.services import Actor, record
from eventapp.registration import queries
from eventapp.registration.capacity import Ledger, Place, Why
from eventapp.registration.emails import LinkEmail
from eventapp.registration.errors import DatePassed
from eventapp.registration.models import ENDED, HOLDING, Reconfirming, Registration, State
from eventapp.registration.services import changes, moves, places, reconfirmations
from eventapp.registration.services.answered_invitations import end_invitation
from eventapp.registration.services.notifications import post_email, thing
from eventapp.registration.services.registrations import UNDECIDED
from eventapp.registration.services.sign_up import tell

MOST = 1000
"""Registrations one act may take: each may post an e-mail in the same transaction."""


class Stayed(StrEnum):
    """Why a registration stayed as it was."""

    CONFIRMED = "confirmed"
    ENDED = "ended"
    LIVE = "live"
    NO_REQUEST = "no-request"
    SAME_CATEGORY = "same-group"
    NO_ADDRESS = "no-address"
    AGAIN = "registered-again"
    EVENT_FULL = "event-full"
    CATEGORY_FULL = "group-full"
    ORGANISATION_FULL = "organisation-full"
    RESERVED = "reserved"
    NO_PLACE = "no-place"
    COMES = "comes"
    ASKED_LATELY = "asked-lately"


@dataclass(slots=True)
class Result:
    """What an act did: to whom, and who stayed and why."""

    done: list[tuple[Registration, State]] = field(default_factory=list)
    """Each with the state it was in before."""
    left: list[tuple[Registration, Stayed]] = field(default_factory=list)


def _locked(session: Session, event: Event, chosen: Sequence[Registration]) -> list[Registration]:
    """Hold the places and read the chosen again as they are now, who is first in line first."""
    places.lock(session, event)
    wanted = select(Registration).where(
        Registration.event_id == event.id, Registration.id.in_([one.id for one in chosen])
    )
    found = session.scalars(wanted.execution_options(populate_existing=True)).all()
    return sorted(found, key=lambda one: (-one.priority, one.queue_no or 0, one.id))


def confirm(
    session: Session, event: Event, chosen: Sequence[Registration], *, by: Actor, now: datetime
) -> Result:
    """Confirm requests and those who wait as far as the places reach, in the list's order."""
    result = Result()
    rows, ledger = _locked(session, event, chosen), places.ledger(session, event)
    for one in rows:
        before = one.state
        if before not in UNDECIDED:
            _leave_decided(result, one)
            continue
        if before is not State.OFFERED:
            found = _take(ledger, one)
            if isinstance(found, Why):
                result.left.append((one, Stayed(found.value)))
                continue
            one.contingent_id = found.contingent_id
        changes.hold(session, one, event, by=by, now=now)
        result.done.append((one, before))
    session.flush()
    return result


def _leave_decided(result: Result, one: Registration) -> None:
    """Name who is confirmed or ended already, unless this very act ended them as a companion."""
    if one not in [acted_on for acted_on, _before in result.done]:
        result.left.append((one, Stayed.ENDED if one.state in ENDED else Stayed.CONFIRMED))


def _companions(session: Session, one: Registration) -> list[tuple[Registration, State]]:
    """Return whose places end with somebody's, each with the state they are in."""
    return [(other, other.state) for other in queries.going_with(session, one)]


def _take(ledger: Ledger, one: Registration) -> Place | Why:
    """Find a place for somebody and count it as held, or say why there is none."""
    seeker = places.seeker_of(one)
    found = ledger.find(seeker)
    if isinstance(found, Place):
        ledger.take(seeker, found)
    return found


def approve(
    session: Session, event: Event, chosen: Sequence[Registration], *, by: Actor, now: datetime
) -> Result:
    """Say yes to requests: a place while there are some, then numbers on the waiting list."""
    result = Result()
    for one in sorted(_locked(session, event, chosen), key=lambda row: row.id):
        if one.state is not State.PENDING:
            result.left.append((one, Stayed.NO_REQUEST))
            continue
        changes.approve(session, one, event, by=by, now=now)
        result.done.append((one, State.PENDING))
    return result


def decline(
    session: Session,
    event: Event,
    chosen: Sequence[Registration],
    *,
    by: Actor,
    now: datetime,
    reason: str,
) -> Result:
    """Say no to requests and those who wait; each e-mail gives the reason."""
    result = Result()
    for one in _locked(session, event, chosen):
        before = one.state
        if before not in UNDECIDED:
            _leave_decided(result, one)
            continue
        result.done += [(one, before), *_companions(session, one)]
        changes.turn_down(session, one, event, by=by, now=now, reason=reason)
    session.flush()
    return result


def cancel(
    session: Session, event: Event, chosen: Sequence[Registration], *, by: Actor, now: datetime
) -> Result:
    """Cancel, companions with whom they came for; whoever waits longest gets what becomes free."""
    result = Result()
    for one in _locked(session, event, chosen):
        if one.state in ENDED:
            _leave_decided(result, one)
            continue
        ending = [(one, one.state), *_companions(session, one)]
        for ended, _before in ending:
            changes.give_up(session, ended, event, by=by, now=now)
        result.done += ending
    session.flush()
    return result


def move(
    session: Session,
    event: Event,
    chosen: Sequence[Registration],
    category: Category,
    *,
    by: Actor,
    now: datetime,
) -> Result:
    """Move to another category; who holds a place moves only into a place that is free there."""
    result = Result()
    rows, ledger = _locked(session, event, chosen), places.ledger(session, event)
    for one in rows:
        if one.state in ENDED or one.category_id == category.id:
            ended = one.state in ENDED
            result.left.append((one, Stayed.ENDED if ended else Stayed.SAME_CATEGORY))
            continue
        found = places.exchange(ledger, one, category)
        if isinstance(found, Why):
            result.left.append((one, Stayed(found.value)))
            continue
        result.done.append((one, one.state))
        moves.put_in(session, one, event, category, found, by=by, now=now)
    session.flush()
    return result


def send_links(
    session: Session, event: Event, chosen: Sequence[Registration], *, by: Actor, now: datetime
) -> Result:
    """Send everybody the way to their own page again."""
    result = Result()
    for one in sorted(chosen, key=lambda row: row.id):
        if one.state in ENDED or one.reached_at is None:
            result.left.append((one, Stayed.ENDED if one.state in ENDED else Stayed.NO_ADDRESS))
            continue
        post_email(session, one, LinkEmail.of(one, event), now=now)
        record(session, "link-sent", thing(one), by=by, now=now)
        result.done.append((one, one.state))
    return result


def ask_again(
    session: Session,
    event: Event,
    chosen: Sequence[Registration],
    answer_by: datetime,
    *,
    by: Actor,
    now: datetime,
) -> Result:
    """Ask who holds a place whether they still come; whom it does not concern is named."""
    if answer_by <= now:
        raise DatePassed
    result = Result()
    rows = _locked(session, event, chosen)
    known = reconfirmations.questions_put(session, rows)
    people = []
    for one in rows:
        why = _not_asked(one, known.get(one.id), now=now)
        if why is not None:
            result.left.append((one, why))
            continue
        people.append(one)
    if people:
        numbers = [one.id for one in people]
        reconfirmations.ask_people(session, event, numbers, answer_by, by=by, now=now)
    result.done = [(one, one.state) for one in people]
    return result


def _not_asked(one: Registration, known: Reconfirming | None, *, now: datetime) -> Stayed | None:
    """Say why the question does not concern somebody: None when it does."""
    if one.state is not State.CONFIRMED:
        return Stayed.ENDED if one.state in ENDED else Stayed.NO_PLACE
    if one.reached_at is None:
        return Stayed.NO_ADDRESS
    if known is None or known.holder_no != one.holder_no:
        return None
    if known.answered_at is not None and known.reconfirmation.answer_by > now:
        return Stayed.COMES
    written_at = known.written_at or now  # the e-mail is about to be written
    lately = known.answered_at is None and written_at > now - reconfirmations.PAUSE
    return Stayed.ASKED_LATELY if lately else None


def restore(
    session: Session,
    event: Event,
    ended: Sequence[tuple[Registration, State]],
    *,
    by: Actor,
    now: datetime,
) -> Result:
    """Take a cancellation or refusal back: the former place while it is free, the former number."""
    result = Result()
    before = {one.id: state for one, state in ended}
    rows = _locked(session, event, [one for one, _state in ended])
    ledger = places.ledger(session, event)
    for one in rows:
        why = _put_back(session, ledger, one, before[one.id], now=now)
        if why is not None:
            result.left.append((one, why))
            continue
        record(session, "restored", thing(one), by=by, now=now)
        tell(session, one, event, now=now)
        result.done.append((one, one.state))
    session.flush()
    return result


def _put_back(
    session: Session, ledger: Ledger, one: Registration, before: State, *, now: datetime
) -> Stayed | None:
    """Bring one back to life, or say why not; the address may live elsewhere by now."""
    if one.state not in ENDED:
        return Stayed.LIVE
    found: Place | Why = Place()
    seeker = places.seeker_of(one)
    if before in HOLDING:
        found, before = ledger.find(seeker), State.CONFIRMED
    if isinstance(found, Why):
        return Stayed(found.value)
    try:
        with session.begin_nested():
            one.state, one.cancelled_at, one.decline_reason = before, None, ""
            one.contingent_id, one.changed_at = found.contingent_id, now
    except IntegrityError:
        return Stayed.AGAIN
    end_invitation(session, one, now=now)
    if before is State.CONFIRMED:
        ledger.take(seeker, found)
    return None
