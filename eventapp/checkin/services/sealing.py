"""The list that devices keep: one sealed record a badge, numbered with every change.

Nobody who changes a person, a category or a registration needs to know of devices: what the list
would be made of now is compared with what it was made of, for those who changed since the last
time, and for all when the event itself did.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from eventapp.badges import codes
from eventapp.badges.models import Badge
from eventapp.checkin.models import ListRound, SealedRecord
from eventapp.checkin.queries.numbering import last_no
from eventapp.checkin.services.holders import holder_of, standing_of
from eventapp.checkin.services.numbering import hold_numbering
from eventapp.checkin.verdicts import Standing
from eventapp.events.models import Event
from eventapp.registration.models import Registration

LATE = timedelta(minutes=5)
"""How long after its moment a change becomes visible at the latest, clocks that differ included."""
AT_ONCE = 200
"""Records written before a commit: scans wait no longer than for these."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the list says of a badge."""

    badge: Badge
    standing: Standing
    at: int
    printed: int | None
    plain: bytes
    """What is sealed; empty where the holder is nobody's business any more."""

    @property
    def digest(self) -> bytes:
        """A digest of all of it."""
        facts = json.dumps([self.standing, self.at, self.printed]).encode()
        return blake2b(facts + self.plain, digest_size=16).digest()


def reseal(session: Session, event: Event, *, now: datetime, most: int = AT_ONCE) -> bool:
    """Bring at most so many records up to date; True: there may be more to do, after a commit."""
    last = session.get(ListRound, event.id)
    revision = event.revision
    since = last.since if last is not None and last.revision == revision else None
    due = [entry for entry, made_of in _entries(session, event, since) if entry.digest != made_of]
    if due:
        hold_numbering(session)
        no = last_no(session, event.id)
        for entry in due[:most]:
            no += 1
            _store(session, event, entry, no)
    if len(due) > most:
        return True
    if last is None:
        session.add(ListRound(event_id=event.id, revision=revision, since=now - LATE))
    else:
        last.revision, last.since = revision, now - LATE
    session.flush()
    return False


def _entries(
    session: Session, event: Event, since: datetime | None
) -> Iterator[tuple[_Entry, bytes | None]]:
    """Yield what the list would say of each badge that may have changed, and what it was made of.

    None: all of the event's badges.
    """
    statement = (
        select(Badge, Registration, SealedRecord.made_of)
        .join(Registration, Registration.id == Badge.registration_id)
        .outerjoin(SealedRecord, SealedRecord.idx == Badge.idx)
        .where(Badge.event_id == event.id)
        .options(joinedload(Registration.category))
        .order_by(Badge.id)
    )
    if since is not None:
        changed = (Registration.changed_at, Badge.issued_at, Badge.replaced_at, Badge.printed_at)
        statement = statement.where(or_(*(moment >= since for moment in changed)))
    rows = session.execute(statement).all()
    current = [badge for badge, _place, _made_of in rows if badge.replaced_at is None]
    printed = {badge.registration_id: badge.printed_at for badge in current}
    for badge, place, made_of in rows:
        standing = standing_of(badge, place)
        is_known = standing is not Standing.REVOKED and place.erased_at is None
        newer = printed.get(place.id) if badge.replaced_at else None
        entry = _Entry(
            badge,
            standing,
            _ms(badge.replaced_at or place.changed_at),
            _ms(newer) if newer else None,
            json.dumps(holder_of(place), ensure_ascii=False).encode() if is_known else b"",
        )
        yield entry, made_of


def _store(session: Session, event: Event, entry: _Entry, no: int) -> None:
    badge = entry.badge
    record = session.scalars(
        select(SealedRecord).where(SealedRecord.event_id == event.id, SealedRecord.idx == badge.idx)
    ).one_or_none()
    sealed = b""
    if entry.plain:
        nonce = secrets.token_bytes(12)
        sealed = codes.seal(event.public_id, badge.badge_id, entry.plain, nonce)
    if record is None:
        record = SealedRecord(
            event_id=event.id, idx=badge.idx, no=no, standing=entry.standing, at=0, made_of=b""
        )
        session.add(record)
    record.no, record.standing, record.at = no, entry.standing, entry.at
    record.printed, record.sealed, record.made_of = entry.printed, sealed, entry.digest


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
