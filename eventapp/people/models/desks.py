"""Information desks, and who can be asked there."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import new_public_id
from eventapp.events.models import Event
from eventapp.orm import Base, Translated
from eventapp.people.models.directory import Organisation, Person


class Desk(Base):
    """An information desk that brokers contacts during the event."""

    __tablename__ = "desk"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False, index=True)
    event: Mapped[Event] = relationship(lazy="raise")
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), init=False)
    organisation: Mapped[Organisation | None] = relationship(lazy="joined", default=None)
    name: Mapped[Translated]
    text: Mapped[Translated] = mapped_column(default_factory=Translated)
    topics: Mapped[Translated] = mapped_column(default_factory=Translated)
    """What one can ask about there, a line each."""
    place: Mapped[Translated] = mapped_column(default_factory=Translated)
    opens_at: Mapped[datetime | None] = mapped_column(default=None)
    closes_at: Mapped[datetime | None] = mapped_column(default=None)
    languages: Mapped[list[str]] = mapped_column(default_factory=list)
    """Languages spoken at the desk."""
    position: Mapped[int] = mapped_column(default=0)
    experts: Mapped[list["DeskExpert"]] = relationship(
        lazy="selectin", viewonly=True, init=False, order_by="DeskExpert.position"
    )
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}


class DeskExpert(Base):
    """Somebody who can be asked at an information desk, at some hours or at all of the desk's."""

    __tablename__ = "desk_expert"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    desk_id: Mapped[int] = mapped_column(ForeignKey("desk.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    person: Mapped[Person] = relationship(lazy="joined", viewonly=True, init=False)
    position: Mapped[int] = mapped_column(default=0)
    starts_at: Mapped[datetime | None] = mapped_column(default=None)
    """None, as `ends_at`: as long as the desk is open."""
    ends_at: Mapped[datetime | None] = mapped_column(default=None)
