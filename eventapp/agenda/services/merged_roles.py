"""Parts of two persons who are one: of the same part the one that is settled stays."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionPart, SessionRole

SETTLED = (
    ContributorState.DRAFT,
    ContributorState.INVITED,
    ContributorState.DECLINED,
    ContributorState.ACCEPTED,
    ContributorState.CONFIRMED,
)
"""How far a part is settled, least first: any answer counts more than none."""


def unite_roles(session: Session, kept: int, gone: int) -> None:
    """Make one of each part that both persons have in a session; the others stay as they are.

    What only one of both says is kept, and what the public reads already it reads on.
    """
    rows = session.scalars(select(SessionRole).where(SessionRole.person_id.in_((kept, gone))))
    of_person: dict[int | None, dict[tuple[int, SessionPart], SessionRole]] = {kept: {}, gone: {}}
    for role in rows:
        of_person[role.person_id][role.session_id, role.part] = role
    for key, goes in of_person[gone].items():
        if stays := of_person[kept].get(key):
            stays.state = max(stays.state, goes.state, key=SETTLED.index)
            stays.announced = stays.announced or goes.announced
            stays.internal = stays.internal and goes.internal
            stays.organisation_id = stays.organisation_id or goes.organisation_id
            stays.function = stays.function or goes.function
            session.delete(goes)
    session.flush()
