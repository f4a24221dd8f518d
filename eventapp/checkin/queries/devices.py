"""Devices of an event: which there are, when each was heard of, which events have any."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.checkin.models import Device, Enrolment, Scan
from eventapp.events.models import Event


def devices(session: Session, event: Event) -> Sequence[Device]:
    """Return the devices, those that wait first."""
    statement = select(Device).where(Device.event_id == event.id)
    order = (Device.revoked_at.is_not(None), Device.let_in_at.is_not(None), Device.id.desc())
    return session.scalars(statement.order_by(*order)).all()


def device(session: Session, event: Event, public_id: str) -> Device | None:
    """Return one device of the event."""
    statement = select(Device).where(Device.event_id == event.id, Device.public_id == public_id)
    return session.scalars(statement).one_or_none()


def events_with_devices(session: Session, *, now: datetime) -> Sequence[int]:
    """Return the internal numbers of events that have a device, or are about to have one."""
    devices = select(Device.event_id).where(Device.revoked_at.is_(None), Device.valid_until > now)
    offers = select(Enrolment.event_id).where(
        Enrolment.used_at.is_(None), Enrolment.expires_at > now
    )
    return session.scalars(devices.union(offers)).all()


def last_contacts(session: Session, event: Event) -> dict[int, datetime]:
    """Return when each device was last heard of: by its last scan, or by asking where it stands."""
    newest = (
        select(Scan.received_at)
        .where(Scan.device_id == Device.id)
        .order_by(Scan.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = select(Device.id, Device.seen_at, newest).where(Device.event_id == event.id)
    return {
        row: max(at for at in (seen, scanned) if at is not None)
        for row, seen, scanned in session.execute(statement)
        if seen or scanned
    }
