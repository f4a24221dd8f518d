"""Parties: whom a participant registers in their stead, and how close the two stay."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import new_public_id
from eventapp.orm import Base
from eventapp.registration.models.registration import Registration


class Bond(StrEnum):
    """How two places hang together.

    A COLLEAGUE stays when the one who registered them goes. A PLUS_ONE goes with their host.
    """

    COLLEAGUE = "colleague"
    PLUS_ONE = "plus-one"

    @property
    def goes_with_host(self) -> bool:
        """Say whether the place ends with that of who registered them."""
        return self is Bond.PLUS_ONE


class PartyMember(Base):
    """Somebody whom a participant registered, as the participant named them.

    It has no registration where the address was registered already: that person got their own
    link again, and nobody learns from this list who is coming.
    """

    __tablename__ = "party_member"
    __table_args__ = (
        Index("ix_party_member_host_id", "host_id"),
        Index("uq_party_member_registration_id", "registration_id", unique=True),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    host_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), init=False)
    host: Mapped[Registration] = relationship(lazy="raise", foreign_keys=[host_id])
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"), init=False)
    registration: Mapped[Registration | None] = relationship(
        lazy="raise", foreign_keys=[registration_id]
    )
    bond: Mapped[Bond]
    name: Mapped[str] = mapped_column(String(240))
    """The name as it was typed."""
    reached_at: Mapped[str] = mapped_column(String(254))
    """The address the first e-mail went to: the person's own, or their host's."""
    added_at: Mapped[datetime]
    parted_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when the place is the person's own and no longer goes with the host's."""
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the host took it back or lost it with their own place."""
