"""Devices: enrolled by a one-use code, let in, shut out."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from eventapp.accounts.passwords import secret_hash
from eventapp.badges import codes
from eventapp.checkin import queries
from eventapp.checkin.errors import EnrolmentUsed, NoSuchEnrolment
from eventapp.checkin.models import Device, DoorEvent, Enrolment, Entrance, Profile
from eventapp.events.models import Event

ENROLMENT_LIFE = timedelta(minutes=10)
AFTER_EVENT = timedelta(hours=12)
WITHOUT_DATES = timedelta(days=3)
SEEN_EVERY = timedelta(seconds=5)
TYPED_CODE = 10


@dataclass(frozen=True, slots=True)
class EnrolmentOffer:
    """What an organiser shows a helper: the token for the QR code, the code to type."""

    token: str
    typed: str


def offer_enrolment(
    session: Session,
    event: Event,
    entrance: Entrance,
    *,
    label: str,
    profile: Profile,
    now: datetime,
) -> EnrolmentOffer:
    """Return a token and a typed code that make one device known within ten minutes."""
    token = secrets.token_urlsafe(32)
    typed = "".join(secrets.choice(codes.ALPHABET) for _ in range(TYPED_CODE))
    session.add(
        Enrolment(
            event=event,
            entrance=entrance,
            label=label,
            profile=profile,
            token_hash=secret_hash(token),
            code_hash=secret_hash(typed),
            expires_at=now + ENROLMENT_LIFE,
        )
    )
    return EnrolmentOffer(token, typed)


def enrol(
    session: Session, token: str, *, browser: str, public_key: bytes, now: datetime
) -> tuple[Device, str]:
    """Make a device a device; return it and the value of its cookie. It still must be let in."""
    hashed = secret_hash(token if len(token) > TYPED_CODE + 4 else codes.normalise(token))
    offer = queries.locked_enrolment(session, hashed)
    if offer is None or (offer.used_at is None and now >= offer.expires_at):
        raise NoSuchEnrolment
    if offer.used_at is not None:
        raise EnrolmentUsed
    offer.used_at = now
    event = session.get_one(Event, offer.event_id)
    value = secrets.token_urlsafe(32)
    device = Device(
        event=event,
        entrance=offer.entrance,
        label=offer.label,
        profile=offer.profile,
        token_hash=secret_hash(value),
        public_key=public_key,
        browser=browser[:120],
        enrolled_at=now,
        valid_until=event.ends_at + AFTER_EVENT if event.ends_at else now + WITHOUT_DATES,
    )
    session.add(device)
    session.flush()
    note(session, device, "enrolled", by=device.label, now=now)
    return device, value


def let_in(session: Session, device: Device, *, by: str, now: datetime) -> None:
    """Let an enrolled device scan."""
    if device.let_in_at is None:
        device.let_in_at = now
        note(session, device, "let in", by=by, now=now)


def heard_of(device: Device, *, now: datetime) -> None:
    """Note that the device is in contact; a note younger than five seconds stands."""
    if device.seen_at is None or abs(now - device.seen_at) >= SEEN_EVERY:  # by a clock ahead, too
        device.seen_at = now


def revoke(session: Session, device: Device, *, by: str, now: datetime) -> None:
    """Shut a device out: its next request is refused."""
    if device.revoked_at is None:
        device.revoked_at = now
        note(session, device, "revoked", by=by, now=now)


def note(session: Session, device: Device, what: str, *, by: str, now: datetime) -> None:
    """Write down what happened to a device, or what its helper did against the answer."""
    session.add(
        DoorEvent(event_id=device.event_id, device_id=device.id, at=now, what=what, by=by[:160])
    )
