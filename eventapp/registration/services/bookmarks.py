"""Keeping sessions in one's own programme."""

from collections.abc import Set as AbstractSet

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventapp.orm import lock_row
from eventapp.registration.models import KeptSession, Registration


def keep_sessions(session: Session, registration: Registration, wanted: AbstractSet[str]) -> None:
    """Keep exactly these sessions, by public id; those of a former holder are forgotten.

    Saying it twice, or from two phones at once, changes nothing more: the registration's row is
    locked meanwhile.
    """
    lock_row(session, registration)
    held = KeptSession.registration_id == registration.id
    mine = KeptSession.holder_no == registration.holder_no
    session.execute(delete(KeptSession).where(held, ~(mine & KeptSession.session.in_(wanted))))
    kept = set(session.scalars(select(KeptSession.session).where(held)))
    session.add_all(
        KeptSession(registration=registration, holder_no=registration.holder_no, session=one)
        for one in sorted(wanted - kept)
    )
