"""How many registrations there are of each kind, and how many came each day (see `tallies`)."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.orm import Base
from eventapp.registration.models.registration import State
from eventapp.tallies import DIFFERENCE


class RegistrationTally(Base):
    """A difference in the number of registrations of one kind; a trigger writes it."""

    __tablename__ = "registration_tally"
    __table_args__ = (Index("ix_registration_tally_event_id_state", "event_id", "state"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    state: Mapped[State]
    category_id: Mapped[int]
    contingent_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    erased: Mapped[bool]
    number: Mapped[int] = mapped_column(info=DIFFERENCE)


class RegistrationDay(Base):
    """A difference in the number of registrations made on one UTC day; a trigger writes it."""

    __tablename__ = "registration_day"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    day: Mapped[date]
    number: Mapped[int] = mapped_column(info=DIFFERENCE)
