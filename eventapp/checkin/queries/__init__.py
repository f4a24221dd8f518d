"""Finding devices, doors, scans and counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, joinedload, lazyload, load_only

from eventapp.accounts.passwords import secret_hash
from eventapp.badges.models import Badge, BadgeKey
from eventapp.checkin.models import COUNTED, HOUSE, Device, Enrolment, Entrance, Presence, Scan
from eventapp.checkin.scan_replay import Record
from eventapp.checkin.verdicts import Decision, Direction
from eventapp.events.models import Category, Event
from eventapp.orm import lock_rows
from eventapp.registration.models import Registration

LATELY_MS = 300_000
PLACE_AT_THE_DOOR = (
    load_only(
        Registration.state,
        Registration.holder_no,
        Registration.title,
        Registration.given_name,
        Registration.family_name,
        Registration.organisation_name,
        Registration.language,
        Registration.changed_at,
    ),
    joinedload(Registration.category).load_only(Category.name, Category.key),
)
"""What of a registration a scan needs; the rest stays in the database."""

EVENT_AT_THE_DOOR = (Event.id, Event.public_id, Event.zone, Event.starts_at, Event.ends_at)

# What every scan asks is written once: making a statement costs as much as sending it.
SCANNER = (
    select(Device, Event, BadgeKey.kid, BadgeKey.public)
    .join(Event, Event.id == Device.event_id)
    .outerjoin(BadgeKey, and_(BadgeKey.event_id == Event.id, BadgeKey.retired_at.is_(None)))
    .where(Device.token_hash == bindparam("token"))
    .options(load_only(*EVENT_AT_THE_DOOR))  # its texts are not for scans
)
TOLD = (
    select(Scan.scan_id, Scan.answer)
    .where(Scan.device_id == bindparam("device"), Scan.seq == bindparam("seq"))
    .limit(1)
)
BADGE = (
    select(Badge, Registration)
    .join(Registration, Registration.id == Badge.registration_id)
    .where(Badge.event_id == bindparam("event"))
    .options(*PLACE_AT_THE_DOOR)
    .order_by(Badge.replaced_at.is_not(None))
    .limit(1)
)
BY_IDX = BADGE.where(Badge.idx == bindparam("code"))
BY_FALLBACK = BADGE.where(Badge.fallback == bindparam("code"))
SCANS = (
    select(
        Scan.device_id,
        Scan.seq,
        Scan.t,
        Scan.off,
        Scan.direction,
        Scan.decision,
        Scan.mode,
        Entrance.name,
    )
    .outerjoin(Entrance, Entrance.id == Scan.entrance_id)
    .where(
        Scan.event_id == bindparam("event"),
        Scan.idx == bindparam("idx"),
        Scan.area == bindparam("area"),
        Scan.rehearsal == bindparam("rehearsal"),
    )
)


@dataclass(frozen=True, slots=True)
class Scanner:
    """A device with what every scan needs: its event and the keys that verify."""

    device: Device
    event: Event
    keys: dict[int, bytes]


def scanner(session: Session, token: str) -> Scanner | None:
    """Return the device of a cookie's token, in one statement."""
    rows = session.execute(SCANNER, {"token": secret_hash(token)}).all()
    if not rows:
        return None
    keys = {kid: public for _, _, kid, public in rows if kid is not None}
    return Scanner(rows[0][0], rows[0][1], keys)


def told_before(session: Session, device_id: int, seq: int) -> tuple[str, str] | None:
    """Return identity and answer of the scan of that number, if this device sent it already."""
    row = session.execute(TOLD, {"device": device_id, "seq": seq}).first()
    return None if row is None else (row[0], row[1])


def numbered(session: Session, device_id: int, seq: int) -> Sequence[Scan]:
    """Return what a device sent under a number: decided by the server, or alone, or both."""
    statement = select(Scan).where(Scan.device_id == device_id, Scan.seq == seq)
    return session.scalars(statement).all()


def last_number(session: Session, device_id: int) -> int:
    """Return the highest number a device has used: it goes on from here, whatever it lost."""
    return session.scalar(select(func.max(Scan.seq)).where(Scan.device_id == device_id)) or 0


def badge_and_place(
    session: Session, event_id: int, *, idx: bytes | None = None, fallback: str | None = None
) -> tuple[Badge, Registration] | None:
    """Return a badge with its registration, held until the commit."""
    statement = BY_IDX if idx is not None else BY_FALLBACK
    code = idx if idx is not None else fallback
    row = session.execute(hold_badge(session, statement), {"event": event_id, "code": code}).first()
    return None if row is None else (row[0], row[1])


def badges_and_places(
    session: Session, event_id: int, marks: Collection[bytes]
) -> dict[bytes, tuple[Badge, Registration]]:
    """Return the badges of these idx with their registrations, all held until the commit.

    They are held in one order, and before the numbering, as each scan does with its own: so two
    who hold several never wait for each other.
    """
    statement = (
        select(Badge, Registration)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(Badge.event_id == event_id, Badge.idx.in_(marks))
        .options(*PLACE_AT_THE_DOOR)
        .order_by(Badge.id)
    )
    rows = session.execute(hold_badge(session, statement)).all()
    return {badge.idx: (badge, place) for badge, place in rows}


def hold_badge(
    session: Session, statement: Select[Badge, Registration]
) -> Select[Badge, Registration]:
    """Hold the badge's row alone until the commit: two doors decide one badge one after another.

    On SQLite a request that writes holds the only write lock from its first statement.
    """
    sqlite = session.get_bind().dialect.name == "sqlite"
    return statement if sqlite else statement.with_for_update(of=Badge)


def records(
    session: Session, event_id: int, idx: bytes, where: tuple[str, bool]
) -> dict[Record, str]:
    """Return the scans of a badge as the fold needs them, each with the entrance it was made at.

    `where` is the area, and whether rehearsals there are asked for instead of what counts.
    """
    area, rehearsal = where
    asked = {"event": event_id, "idx": idx, "area": area, "rehearsal": rehearsal}
    return {
        Record(device or 0, seq, t, off, direction, decision, mode): entrance or ""
        for device, seq, t, off, direction, decision, mode, entrance in session.execute(
            SCANS, asked
        )
    }


def entrances(session: Session, event: Event) -> Sequence[Entrance]:
    """Return the entrances in the organisers' order."""
    statement = (
        select(Entrance)
        .where(Entrance.event_id == event.id)
        .order_by(Entrance.position, Entrance.id)
    )
    return session.scalars(statement).all()


def entrance(session: Session, event: Event, entrance_id: int) -> Entrance | None:
    """Return one entrance of the event."""
    return session.scalars(
        select(Entrance).where(Entrance.event_id == event.id, Entrance.id == entrance_id)
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people are inside, how many came at all, and how it went lately."""

    inside: int
    arrived: int
    last_five_minutes: int
    refused: int


def counts(session: Session, event: Event, *, now_ms: int) -> Counts:
    """Return the door's numbers, the same as folding every badge would give."""
    here = select(Presence.inside, func.count()).where(
        Presence.event_id == event.id, Presence.area == HOUSE
    )
    came = {key: number for key, number in session.execute(here.group_by(Presence.inside))}  # noqa: C416  (a Result is no mapping)
    refused = session.scalar(
        select(func.count()).where(
            Scan.event_id == event.id, Scan.decision == Decision.REFUSE, COUNTED
        )
    )
    since = now_ms - LATELY_MS
    lately = session.scalar(
        select(func.count(Scan.idx.distinct())).where(
            Scan.event_id == event.id,
            Scan.received_at > datetime.fromtimestamp(since / 1000, UTC),  # what an index finds
            Scan.t + Scan.off > since,
            Scan.area == HOUSE,
            Scan.decision == Decision.ADMIT,
            Scan.direction == Direction.IN,
            Scan.rehearsal.is_(False),
        )
    )
    return Counts(came.get(True, 0), sum(came.values()), lately or 0, refused or 0)


def latest(session: Session, event: Event, *, most: int = 20) -> Sequence[tuple[Scan, str, str]]:
    """Return the newest scans with the holder's name and the door's."""
    statement = (
        select(Scan, Registration, Entrance.name)
        .outerjoin(Registration, Registration.id == Scan.registration_id)
        .outerjoin(Entrance, Entrance.id == Scan.entrance_id)
        .where(Scan.event_id == event.id)
        .order_by(Scan.received_at.desc(), Scan.id.desc())
        .limit(most)
    )
    return [
        (scan, place.full_name if place else "", name or "")
        for scan, place, name in session.execute(statement)
    ]


def history(session: Session, event: Event, registration_id: int) -> Sequence[tuple[Scan, str]]:
    """Return one participant's scans with the doors' names, newest first."""
    statement = (
        select(Scan, Entrance.name)
        .outerjoin(Entrance, Entrance.id == Scan.entrance_id)
        .where(Scan.event_id == event.id, Scan.registration_id == registration_id)
        .order_by(Scan.id.desc())
    )
    return [(scan, name or "") for scan, name in session.execute(statement)]


def has_arrived(session: Session, event: Event, registration_id: int) -> bool:
    """Say whether a participant was let in at least once."""
    statement = select(Scan.id).where(
        Scan.event_id == event.id,
        Scan.registration_id == registration_id,
        Scan.decision == Decision.ADMIT,
        Scan.rehearsal.is_(False),
    )
    return session.scalar(statement.limit(1)) is not None


def locked_enrolment(session: Session, hashed: bytes) -> Enrolment | None:
    """Return the enrolment of a token or typed code, held until the commit."""
    statement = select(Enrolment).where(
        (Enrolment.token_hash == hashed) | (Enrolment.code_hash == hashed)
    )
    statement = statement.options(lazyload(Enrolment.entrance))
    return session.scalars(lock_rows(session, statement)).one_or_none()
