"""Keeping sessions in one's own programme."""

from collections.abc import Set as AbstractSet
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventapp.registration.models import KeptSession, Registration


def keep_sessions(
    session: Session, registration: Registration, wanted: AbstractSet[str], *, now: datetime
) -> None:
    """Keep exactly these sessions, by public id; those of a former holder are forgotten.

    Saying it twice, or from two phones at once, changes nothing more: the registration's row is
    locked meanwhile.
    """
    session.scalars(
        select(Registration.id).where(Registration.id == registration.id).with_for_update()
    ).one()
    held = KeptSession.registration_id == registration.id
    mine = KeptSession.holder_no == registration.holder_no
    session.execute(delete(KeptSession).where(held, ~(mine & KeptSession.session.in_(wanted))))
    kept = set(session.scalars(select(KeptSession.session).where(held)))
    session.add_all(
        KeptSession(
            registration=registration, holder_no=registration.holder_no, session=one, kept_at=now
        )
        for one in sorted(wanted - kept)
    )
