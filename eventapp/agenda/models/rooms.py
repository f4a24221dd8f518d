"""Rooms of the venue, and threads of the programme across them."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import new_public_id
from eventapp.events.models import Event
from eventapp.orm import Base, Translated


class Seating(StrEnum):
    """How a room is set up."""

    THEATRE = "theatre"
    CLASSROOM = "classroom"
    BOARDROOM = "boardroom"
    U_SHAPE = "u-shape"
    BANQUET = "banquet"
    STANDING = "standing"


class Room(Base):
    """A room of the venue, or another place where something happens."""

    __tablename__ = "room"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False, index=True)
    event: Mapped[Event] = relationship(lazy="raise")
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    name: Mapped[Translated]
    place: Mapped[Translated] = mapped_column(default_factory=Translated)
    """Where the room is: building, way, or another address."""
    floor: Mapped[Translated] = mapped_column(default_factory=Translated)
    seats: Mapped[int | None] = mapped_column(default=None)
    seating: Mapped[Seating | None] = mapped_column(default=None)
    equipment: Mapped[Translated] = mapped_column(default_factory=Translated)
    """What stands in it, for who plans; the public programme does not show it."""
    accessible: Mapped[bool | None] = mapped_column(default=None)
    """Whether one comes in without a step; None: nobody has said."""
    active: Mapped[bool] = mapped_column(default=True)
    """Whether it is still offered where one is chosen; archived, it stays where it is used."""
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}


class Track(Base):
    """A thread of the programme that sessions belong to, across rooms and days."""

    __tablename__ = "track"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False, index=True)
    event: Mapped[Event] = relationship(lazy="raise")
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    name: Mapped[Translated]
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}
