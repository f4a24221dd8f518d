"""One person registers several: colleagues of a delegation, companions who come along.

Everybody has a place, a code, an e-mail and a page of their own. Whose address is registered
already gets the way to their page again, and the list looks the same: nobody learns who is coming.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.accounts.addresses import checked, key_of
from eventapp.events.models import Event
from eventapp.events.queries import registration_is_open
from eventapp.journal.services import Actor, record
from eventapp.registration import queries
from eventapp.registration.emails import PartedEmail
from eventapp.registration.errors import (
    AlreadyRegistered,
    NotHoldingAPlace,
    NotYourMember,
    OwnAddress,
    PartyFull,
    RegistrationClosed,
)
from eventapp.registration.models import (
    ENDED,
    Bond,
    PartyMember,
    Registration,
    Source,
    State,
)
from eventapp.registration.services import changes, places, sign_up
from eventapp.registration.services.notifications import confirmation, post_email, thing
from eventapp.registration.services.registrations import RegistrationChange, write_address
from eventapp.registration.services.sign_up import Way


def add(
    session: Session,
    host: Registration,
    event: Event,
    bond: Bond,
    change: RegistrationChange,
    *,
    by: Actor,
    now: datetime,
) -> PartyMember:
    """Register somebody beside the participant, in the same category.

    The e-mail goes to their own address, without one to the participant.
    """
    if not registration_is_open(event, now):
        raise RegistrationClosed
    address = checked(change.email) if change.email else None
    if address is not None and key_of(address) == host.email_key:
        raise OwnAddress
    places.hold(session, event, host)
    _check_room(session, host, bond)
    member = PartyMember(
        host=host,
        registration=None,
        bond=bond,
        name=" ".join(filter(None, (change.title, change.given_name, change.family_name))),
        reached_at=address or host.reached_at or "",
        added_at=now,
    )
    way = Way(Source.PARTY, contact_email=host.reached_at, brought_by=host.full_name)
    try:
        member.registration = sign_up.register_for(
            session, event, host.category, change, way, by=by, now=now
        )
    except AlreadyRegistered:
        sign_up.remind(session, event, change.email, now=now)
    session.add(member)
    session.flush()
    return member


def _check_room(session: Session, host: Registration, bond: Bond) -> None:
    """Refuse when the participant has no place any more or their category allows nobody else."""
    if host.state in ENDED:
        raise NotHoldingAPlace
    if queries.places_in_party(session, host)[bond] == 0:
        raise PartyFull


def may_take_back(member: PartyMember) -> bool:
    """Say whether the host may still take the place back: until its owner has opened their page.

    A companion's place stays with the host until the two part.
    """
    if member.parted_at is not None:
        return False
    made = member.registration
    return made is None or member.bond is Bond.PLUS_ONE or made.link_opened_at is None


def take_back(
    session: Session, member: PartyMember, event: Event, *, by: Actor, now: datetime
) -> None:
    """Give the place of somebody back whom the participant registered."""
    places.lock(session, event)
    session.refresh(member, ["parted_at", "ended_at"])
    if member.ended_at is not None:
        return
    if not may_take_back(member):
        raise NotYourMember
    member.ended_at = now
    if member.registration is not None and member.registration.state not in ENDED:
        changes.cancel(session, member.registration, event, by=by, now=now)


def part(
    session: Session, member: PartyMember, event: Event, email: str, *, by: Actor, now: datetime
) -> None:
    """Let a companion's place stand alone: own address, new link, new code; the old ones end.

    Asked by the host. What the companion holds stays theirs whatever the host does from now on.
    """
    made = member.registration
    if made is not None:
        places.hold(session, event, made)
        session.refresh(member, ["parted_at"])  # as it stands now, behind who was quicker
    if made is None or member.parted_at is not None or made.state in ENDED:
        raise NotYourMember
    if made.email_key != key_of(checked(email)):
        write_address(session, made, email, now=now)
    made.contact_email = None
    made.holder_no += 1
    made.link_generation += 1
    made.link_opened_at = None
    made.changed_at = member.parted_at = now
    record(session, "parted", thing(made), by=by, now=now)
    confirmed = made.state is State.CONFIRMED
    message = confirmation(PartedEmail, session, made, event, confirmed=confirmed)
    post_email(session, made, message, now=now)


def leave(session: Session, registration: Registration, *, by: Actor, now: datetime) -> None:
    """Let a companion keep the place on their own: asked by themselves, on their own page."""
    member = queries.brought_by(session, registration)
    if member is not None:
        session.refresh(member, ["parted_at"], with_for_update={"key_share": True})
    if member is not None and member.parted_at is None:
        member.parted_at = now
        record(session, "parted", thing(registration), by=by, now=now)
