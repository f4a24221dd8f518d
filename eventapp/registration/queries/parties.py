"""Whom a participant registered, and who registered them."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from eventapp.registration.models import ENDED, Bond, PartyMember, Registration


def party_of(session: Session, host: Registration) -> Sequence[PartyMember]:
    """Return those whom the participant registered and did not take back, in order."""
    statement = select(PartyMember).where(
        PartyMember.host_id == host.id, PartyMember.ended_at.is_(None)
    )
    query = statement.options(joinedload(PartyMember.registration)).order_by(PartyMember.id)
    return session.scalars(query).all()


def places_in_party(session: Session, host: Registration) -> dict[Bond, int]:
    """Return how many more of each bond the participant may register.

    Whom somebody else registered registers nobody: a party has one host.
    """
    if brought_by(session, host) is not None:
        return dict.fromkeys(Bond, 0)
    category = host.category
    most = {Bond.COLLEAGUE: category.colleagues, Bond.PLUS_ONE: category.plus_ones}
    taken = Counter(member.bond for member in party_of(session, host) if not _gone(member))
    return {bond: max(0, number - taken[bond]) for bond, number in most.items()}


def _gone(member: PartyMember) -> bool:
    """Say whether the person gave the place back, so that another may come."""
    return member.registration is not None and member.registration.state in ENDED


def member_of(session: Session, host: Registration, public_id: str) -> PartyMember | None:
    """Return one member of the participant's own party, also one whose place was withdrawn."""
    statement = select(PartyMember).where(
        PartyMember.host_id == host.id, PartyMember.public_id == public_id
    )
    return session.scalar(statement.options(joinedload(PartyMember.registration)))


def brought_by(session: Session, registration: Registration) -> PartyMember | None:
    """Return by whom the participant was registered, with the host; None: by themselves."""
    statement = select(PartyMember).where(PartyMember.registration_id == registration.id)
    return session.scalars(statement.options(joinedload(PartyMember.host))).one_or_none()


def going_with(session: Session, host: Registration) -> Sequence[Registration]:
    """Return the live places that go when the participant's goes."""
    statement = (
        select(Registration)
        .join(PartyMember, PartyMember.registration_id == Registration.id)
        .where(
            PartyMember.host_id == host.id,
            PartyMember.bond == Bond.PLUS_ONE,
            PartyMember.parted_at.is_(None),
            Registration.state.not_in(ENDED),
        )
    )
    return session.scalars(statement.order_by(Registration.id)).all()
