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
from eventapp.registration.capacity import Ledger, NoPlaceReason, Place
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
    SAME_CATEGORY = "same-category"
    NO_ADDRESS = "no-address"
    AGAIN = "registered-again"
    EVENT_FULL = "event-full"
    CATEGORY_FULL = "category-full"
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
    statement = select(Registration).where(
        Registration.event_id == event.id,
        Registration.id.in_([row.id for row in chosen]),
    )
    registrations = session.scalars(statement.execution_options(populate_existing=True)).all()
    return sorted(registrations, key=lambda row: (-row.priority, row.queue_no or 0, row.id))


def confirm(
    session: Session, event: Event, chosen: Sequence[Registration], *, by: Actor, now: datetime
) -> Result:
    """Confirm requests and those who wait as far as the places reach, in the list's order."""
    result = Result()
    rows, ledger = _locked(session, event, chosen), places.ledger(session, event)
    for row in rows:
        before = row.state
        if before not in UNDECIDED:
            _leave_decided(result, row)
            continue
        if before is not State.OFFERED:
            outcome = _take(ledger, row)
            if isinstance(outcome, NoPlaceReason):
                result.left.append((row, Stayed(outcome.value)))
                continue
            row.contingent_id = outcome.contingent_id
        changes.hold(session, row, event, by=by, now=now)
        result.done.append((row, before))
    session.flush()
    return result


def _leave_decided(result: Result, row: Registration) -> None:
    """Name who is confirmed or ended already, unless this very act ended them as a companion."""
    if row not in [acted_on for acted_on, _before in result.done]:
        result.left.append((row, Stayed.ENDED if row.state in ENDED else Stayed.CONFIRMED))


def _companions(session: Session, row: Registration) -> list[tuple[Registration, State]]:
    """Return whose places end with somebody's, each with the state they are in."""
    return [(other, other.state) for other in queries.going_with(session, row)]


def _take(ledger: Ledger, row: Registration) -> Place | NoPlaceReason:
    """Find a place for somebody and count it as held, or say why there is none."""
    seeker = places.seeker_of(row)
    outcome = ledger.find(seeker)
    if isinstance(outcome, Place):
        ledger.take(seeker, outcome)
    return outcome


def approve(
    session: Session, event: Event, chosen: Sequence[Registration], *, by: Actor, now: datetime
) -> Result:
    """Say yes to requests: a place while there are some, then numbers on the waiting list."""
    result = Result()
    for row in sorted(_locked(session, event, chosen), key=lambda row: row.id):
        if row.state is not State.PENDING:
            result.left.append((row, Stayed.NO_REQUEST))
            continue
        changes.approve(session, row, event, by=by, now=now)
        result.done.append((row, State.PENDING))
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
    for row in _locked(session, event, chosen):
        before = row.state
        if before not in UNDECIDED:
            _leave_decided(result, row)
            continue
        result.done += [(row, before), *_companions(session, row)]
        changes.turn_down(session, row, event, by=by, now=now, reason=reason)
    session.flush()
    return result


def cancel(
    session: Session, event: Event, chosen: Sequence[Registration], *, by: Actor, now: datetime
) -> Result:
    """Cancel, companions with whom they came for; whoever waits longest gets what becomes free."""
    result = Result()
    for row in _locked(session, event, chosen):
        if row.state in ENDED:
            _leave_decided(result, row)
            continue
        ending = [(row, row.state), *_companions(session, row)]
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
    for row in rows:
        if row.state in ENDED or row.category_id == category.id:
            ended = row.state in ENDED
            result.left.append((row, Stayed.ENDED if ended else Stayed.SAME_CATEGORY))
            continue
        outcome = places.exchange(ledger, row, category)
        if isinstance(outcome, NoPlaceReason):
            result.left.append((row, Stayed(outcome.value)))
            continue
        result.done.append((row, row.state))
        moves.put_in(session, row, event, category, outcome, by=by, now=now)
    session.flush()
    return result


def send_links(
    session: Session, event: Event, chosen: Sequence[Registration], *, by: Actor, now: datetime
) -> Result:
    """Send everybody the way to their own page again."""
    result = Result()
    for row in sorted(chosen, key=lambda row: row.id):
        if row.state in ENDED or row.reached_at is None:
            result.left.append((row, Stayed.ENDED if row.state in ENDED else Stayed.NO_ADDRESS))
            continue
        post_email(session, row, LinkEmail.of(row, event), now=now)
        record(session, "link-sent", thing(row), by=by, now=now)
        result.done.append((row, row.state))
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
    for row in rows:
        why = _not_asked(row, known.get(row.id), now=now)
        if why is not None:
            result.left.append((row, why))
            continue
        people.append(row)
    if people:
        numbers = [person.id for person in people]
        reconfirmations.ask_people(session, event, numbers, answer_by, by=by, now=now)
    result.done = [(person, person.state) for person in people]
    return result


def _not_asked(row: Registration, known: Reconfirming | None, *, now: datetime) -> Stayed | None:
    """Say why the question does not concern somebody: None when it does."""
    if row.state is not State.CONFIRMED:
        return Stayed.ENDED if row.state in ENDED else Stayed.NO_PLACE
    if row.reached_at is None:
        return Stayed.NO_ADDRESS
    if known is None or known.holder_no != row.holder_no:
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
    before = {row.id: state for row, state in ended}
    rows = _locked(session, event, [row for row, _state in ended])
    ledger = places.ledger(session, event)
    for row in rows:
        why = _put_back(session, ledger, row, before[row.id], now=now)
        if why is not None:
            result.left.append((row, why))
            continue
        record(session, "restored", thing(row), by=by, now=now)
        tell(session, row, event, now=now)
        result.done.append((row, row.state))
    session.flush()
    return result


def _put_back(
    session: Session, ledger: Ledger, row: Registration, before: State, *, now: datetime
) -> Stayed | None:
    """Bring one back to life, or say why not; the address may live elsewhere by now."""
    if row.state not in ENDED:
        return Stayed.LIVE
    outcome: Place | NoPlaceReason = Place()
    seeker = places.seeker_of(row)
    if before in HOLDING:
        outcome, before = ledger.find(seeker), State.CONFIRMED
    if isinstance(outcome, NoPlaceReason):
        return Stayed(outcome.value)
    try:
        with session.begin_nested():
            row.state, row.cancelled_at, row.decline_reason = before, None, ""
            row.contingent_id, row.changed_at = outcome.contingent_id, now
    except IntegrityError:
        return Stayed.AGAIN
    end_invitation(session, row, now=now)
    if before is State.CONFIRMED:
        ledger.take(seeker, outcome)
    return None
