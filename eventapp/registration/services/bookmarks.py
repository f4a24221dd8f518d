"""Keeping sessions in one's own programme."""

from collections.abc import Set as AbstractSet

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventapp.orm import lock_row
from eventapp.registration.models import KeptSession, Registration


def keep_sessions(
    session: Session,
    registration: Registration,
    public_ids: AbstractSet[str],
    *,
    shown: AbstractSet[str],
) -> None:
    """Keep these sessions instead of those that were `shown` as kept, by public id.

    What another page or phone kept or let go of meanwhile stays so. Saying it twice, or at once,
    changes nothing more: the registration's row is locked meanwhile. Those of a former holder are
    forgotten.
    """
    lock_row(session, registration)
    held = KeptSession.registration_id == registration.id
    mine = KeptSession.holder_no == registration.holder_no
    stays = mine & KeptSession.session.not_in(shown - public_ids)
    session.execute(delete(KeptSession).where(held, ~stays))
    kept = set(session.scalars(select(KeptSession.session).where(held)))
    session.add_all(
        KeptSession(registration=registration, holder_no=registration.holder_no, session=public_id)
        for public_id in sorted(public_ids - shown - kept)
    )
