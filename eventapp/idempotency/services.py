"""A repeated send answers as the first did: keys and answers in one table.

The key's row is written first, inside the transaction of the act: of two sends at once the second
waits for the first's commit and then finds its answer.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from eventapp.errors import Invalid, Sentence
from eventapp.idempotency.models import KeptAnswer

KEPT = timedelta(days=2)

IF_NEW = {
    dialect.dialect.name: dialect.insert(KeptAnswer)
    .on_conflict_do_nothing(index_elements=[KeptAnswer.key_hash])
    .returning(KeptAnswer)
    for dialect in (sqlite, postgresql)
}
"""By kind of database: writes a key down unless it stands there; no savepoint is needed."""


class OtherRequest(Invalid):
    """The key was used before, for something else."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("This Idempotency-Key was used before with another request."),
        )


@dataclass(slots=True)
class Send:
    """One send under a key: new, or the repetition of one that was answered."""

    row: KeptAnswer
    repeated: bool

    @property
    def first_at(self) -> datetime:
        """When it was sent first: whatever that made bears this moment."""
        return self.row.kept_at

    def answer(self, status: int, body: str, headers: str = "") -> None:
        """Keep what is answered, for the next send of the same."""
        self.row.status, self.row.body, self.row.headers = status, body, headers


def begin(
    session: Session, sender: str, key: str, sent: bytes, *, now: datetime, status: int = 0
) -> Send:
    """Return the send of that key; refuse the key of another request.

    An answer that is known beforehand and has no body is kept at once, by its `status`.
    """
    key_hash = _hashed(sender, key)
    request_hash = hashlib.sha256(sent).digest()
    values: dict[str, object] = {"key_hash": key_hash, "request_hash": request_hash}
    values |= {"status": status, "body": "", "headers": "", "kept_at": now}
    first = session.scalar(IF_NEW[session.get_bind().dialect.name].values(**values))
    if first is not None:
        return Send(first, repeated=False)
    answer = session.scalars(select(KeptAnswer).where(KeptAnswer.key_hash == key_hash)).one()
    if answer.request_hash != request_hash:
        raise OtherRequest
    return Send(answer, repeated=True)


def kept(session: Session, sender: str, key: str) -> str | None:
    """Return what was answered to the send of that key; None: no such send, or forgotten."""
    key_hash = _hashed(sender, key)
    return session.scalar(select(KeptAnswer.body).where(KeptAnswer.key_hash == key_hash))


def _hashed(sender: str, key: str) -> bytes:
    return hashlib.sha256(f"{sender}\0{key}".encode()).digest()


def forget_about(session: Session, text: str) -> int:
    """Forget every answer that names something, such as a registration; return how many."""
    named = or_(KeptAnswer.body.contains(text, autoescape=True), KeptAnswer.headers.contains(text))
    ids = session.scalars(select(KeptAnswer.id).where(named)).all()
    session.execute(delete(KeptAnswer).where(KeptAnswer.id.in_(ids)))
    return len(ids)


def forget_old(session: Session, *, now: datetime) -> None:
    """Forget answers nobody can still be waiting for."""
    session.execute(delete(KeptAnswer).where(KeptAnswer.kept_at < now - KEPT))
