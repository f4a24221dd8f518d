"""The list that devices keep: one sealed record a badge, numbered with every change.

Nobody who changes a person, a category or a registration needs to know of devices: what the list
would be made of now is compared with what it was made of, for those who changed since the last
time, and for all when the event itself did. That is read and sealed while nothing is held.
"""

import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from sqlalchemy import or_, select, union
from sqlalchemy.orm import Session, joinedload

from eventapp.badges import codes
from eventapp.badges.models import Badge
from eventapp.checkin.models import ListRound, SealedRecord
from eventapp.checkin.queries.numbering import last_no
from eventapp.checkin.services.holders import holder_of, standing_of
from eventapp.checkin.services.numbering import hold_numbering
from eventapp.checkin.verdicts import Standing
from eventapp.events.models import Event
from eventapp.moments import milliseconds
from eventapp.registration.models import Registration
from eventapp.turns import nothing_held

LATE = timedelta(minutes=5)
"""How long after its moment a change becomes visible at the latest, clocks that differ included."""
AT_ONCE = 200
"""Records written before a commit: scans wait no longer than for these."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the list says of a badge, as plain values."""

    idx: bytes
    standing: Standing
    at: int
    printed: int | None
    plain: bytes
    """What is sealed; empty where the holder is nobody's business any more."""
    badge_id: bytes
    made_of: bytes | None
    """What the list says of it so far was made of; None: nothing yet."""

    @property
    def digest(self) -> bytes:
        """A digest of all of it."""
        facts = json.dumps([self.standing, self.at, self.printed]).encode()
        return blake2b(facts + self.plain, digest_size=16).digest()


def reseal(session: Session, event_id: int, *, now: datetime, step: int = AT_ONCE) -> None:
    """Bring an event's list up to date; a commit each step, and nothing held between them."""
    with nothing_held(session):
        event = session.get_one(Event, event_id)
        revision, public_id = event.revision, event.public_id
        last = session.get(ListRound, event_id)
        since = last.since if last is not None and last.revision == revision else None
        due = [
            entry for entry in _entries(session, event_id, since) if entry.digest != entry.made_of
        ]
        sealed = [_sealed(public_id, entry) for entry in due]
    for begin in range(0, len(due), step):
        part = slice(begin, begin + step)
        _store(session, event_id, due[part], sealed[part])
        session.commit()
    hold_numbering(session)
    last = session.get(ListRound, event_id)
    if last is None:
        session.add(ListRound(event_id=event_id, revision=revision, since=now - LATE))
    else:
        last.revision, last.since = revision, now - LATE
    session.commit()


def _entries(session: Session, event_id: int, since: datetime | None) -> Iterator[_Entry]:
    """Yield what the list would say of every badge of those who may have changed; None: of all."""
    statement = (
        select(Badge, Registration, SealedRecord.made_of)
        .join(Registration, Registration.id == Badge.registration_id)
        .outerjoin(SealedRecord, SealedRecord.idx == Badge.idx)
        .where(Badge.event_id == event_id)
        .options(joinedload(Registration.category))
        .order_by(Badge.id)
    )
    if since is not None:
        moments = (Badge.issued_at, Badge.replaced_at, Badge.printed_at)
        by_badge = select(Badge.registration_id).where(
            Badge.event_id == event_id, or_(*(moment >= since for moment in moments))
        )
        by_place = select(Registration.id).where(
            Registration.event_id == event_id, Registration.changed_at >= since
        )
        statement = statement.where(Registration.id.in_(union(by_badge, by_place)))
    rows = session.execute(statement).all()
    printed = {
        badge.registration_id: badge.printed_at for badge, _, _ in rows if not badge.replaced_at
    }
    for badge, place, made_of in rows:
        standing = standing_of(badge, place)
        is_known = standing is not Standing.REVOKED and place.erased_at is None
        newer = printed.get(place.id) if badge.replaced_at else None
        yield _Entry(
            badge.idx,
            standing,
            milliseconds(badge.replaced_at or place.changed_at),
            milliseconds(newer) if newer else None,
            json.dumps(holder_of(place), ensure_ascii=False).encode() if is_known else b"",
            badge.badge_id,
            made_of,
        )


def _sealed(public_id: bytes, entry: _Entry) -> bytes:
    if not entry.plain:
        return b""
    return codes.seal(public_id, entry.badge_id, entry.plain, secrets.token_bytes(12))


def _store(
    session: Session, event_id: int, entries: Sequence[_Entry], sealed: Sequence[bytes]
) -> None:
    """Write records; the numbering is held, so two workers at once write one after the other."""
    hold_numbering(session)
    no = last_no(session, event_id)
    held = select(SealedRecord).where(
        SealedRecord.event_id == event_id, SealedRecord.idx.in_([entry.idx for entry in entries])
    )
    records = {record.idx: record for record in session.scalars(held)}
    for number, (entry, closed) in enumerate(zip(entries, sealed, strict=True), no + 1):
        record = records.get(entry.idx)
        if record is None:
            record = SealedRecord(
                event_id=event_id,
                idx=entry.idx,
                no=number,
                standing=entry.standing,
                at=entry.at,
                made_of=entry.digest,
            )
            session.add(record)
        record.no, record.standing, record.at = number, entry.standing, entry.at
        record.printed, record.sealed, record.made_of = entry.printed, closed, entry.digest
