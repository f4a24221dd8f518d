"""What the doors decided, counted and scan by scan, for those who were not there."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from eventapp.checkin.models import COUNTED, Device, Entrance, Scan
from eventapp.checkin.verdicts import Decision, Direction
from eventapp.events.models import Event
from eventapp.registration.models import Registration


@dataclass(frozen=True, slots=True)
class Decided:
    """How often a door decided alike; rehearsals count nothing."""

    entrance_id: int | None
    direction: Direction
    decision: Decision
    why: str
    forced: bool
    number: int


def decided(session: Session, event: Event) -> Sequence[Decided]:
    """Return how often each door let in, let out and refused, and why."""
    why = func.coalesce(Scan.why, "")
    kinds = (Scan.entrance_id, Scan.direction, Scan.decision, why, Scan.forced)
    statement = select(*kinds, func.count()).where(Scan.event_id == event.id, COUNTED)
    grouped = statement.group_by(
        Scan.decision, Scan.entrance_id, Scan.direction, Scan.why, Scan.forced
    )
    return [Decided(*row) for row in session.execute(grouped.order_by(*kinds))]


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scan with the names of what it was about; who was erased has no reference any more."""

    scan: Scan
    entrance: str
    device: str
    reference: str | None


def scans_after(session: Session, event: Event, cursor: int, most: int) -> Sequence[Scanned]:
    """Return at most so many scans behind that number, in the order they arrived."""
    statement = (
        select(Scan, Entrance.name, Device.public_id, Registration.reference)
        .outerjoin(Entrance, Entrance.id == Scan.entrance_id)
        .outerjoin(Device, Device.id == Scan.device_id)
        .outerjoin(
            Registration,
            and_(Registration.id == Scan.registration_id, Registration.erased_at.is_(None)),
        )
        .where(Scan.event_id == event.id, Scan.id > cursor)
        .order_by(Scan.id)
    )
    return [
        Scanned(scan, entrance or "", device or "", reference)
        for scan, entrance, device, reference in session.execute(statement.limit(most))
    ]
