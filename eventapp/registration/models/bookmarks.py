"""Which sessions a participant wants to hear: their own programme."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.orm import Base
from eventapp.registration.models.registration import Registration


class KeptSession(Base):
    """One session somebody keeps; by its public id, for releases outlive what the draft deletes."""

    __tablename__ = "kept_session"
    __table_args__ = (UniqueConstraint("registration_id", "session"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), init=False)
    registration: Mapped[Registration] = relationship(lazy="raise")
    holder_no: Mapped[int]
    """Whose wish it is: whoever takes the place over begins anew."""
    session: Mapped[str] = mapped_column(String(22))
