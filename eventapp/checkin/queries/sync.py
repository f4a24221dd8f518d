"""What a device needs to decide without a network: the list, and what changed on it since."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.checkin.models import Entrance, Presence, SealedRecord
from eventapp.checkin.queries.numbering import last_no
from eventapp.checkin.verdicts import Standing
from eventapp.events.models import Event

OVERLAP = 50
"""Numbers before the cursor that are sent once more; devices take them in twice unharmed."""


@dataclass(frozen=True, slots=True)
class ListNews:
    """What changed on the list since a number; all of it where the device must begin anew."""

    cursor: int
    reset: bool
    records: Sequence[dict[str, object]]
    gone: Sequence[str]
    revoked: Sequence[dict[str, object]]
    inside: Sequence[dict[str, object]]
    outside: Sequence[str]


def list_news(session: Session, event: Event, entrance: Entrance, cursor: int) -> ListNews:
    """Return what is new since that number, 0 for a device that knows nothing.

    A number higher than any (the database was restored) begins anew.
    """
    newest = last_no(session, event.id)  # read first: what follows holds all up to it
    reset = cursor == 0 or cursor > newest
    after = 0 if reset else max(cursor - OVERLAP, 0)
    records: list[dict[str, object]] = []
    revoked: list[dict[str, object]] = []
    gone: list[str] = []
    for row in _sealed(session, event, after):
        idx = row.idx.hex()
        if row.standing is Standing.REVOKED:
            revoked.append({"idx": idx, "at": row.at, "why": row.standing, "printed": row.printed})
        elif row.sealed:
            records.append({"idx": idx, "st": row.standing, "ct": _text(row.sealed)})
        else:
            gone.append(idx)
    moved = _moved(session, event, entrance, after)
    return ListNews(
        newest,
        reset,
        records,
        gone,
        revoked,
        [{"idx": row.idx.hex(), "t": row.since, "gate": row.gate} for row in moved if row.inside],
        [row.idx.hex() for row in moved if not row.inside],
    )


def _sealed(session: Session, event: Event, after: int) -> Sequence[SealedRecord]:
    statement = select(SealedRecord).where(
        SealedRecord.event_id == event.id, SealedRecord.no > after
    )
    return session.scalars(statement.order_by(SealedRecord.no)).all()


def _moved(session: Session, event: Event, entrance: Entrance, after: int) -> Sequence[Presence]:
    statement = select(Presence).where(
        Presence.event_id == event.id, Presence.no > after, Presence.area == entrance.area
    )
    return session.scalars(statement.order_by(Presence.no)).all()


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
