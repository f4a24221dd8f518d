"""Files brought in, and the versions of the programme that the public sees."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import new_public_id
from eventapp.agenda.stored import StoredRelease
from eventapp.events.models import Event
from eventapp.orm import Base


class TimetableFile(Base):
    """A file somebody looks at before its timetable is brought in; kept for a day at most."""

    __tablename__ = "timetable_file"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False, index=True)
    event: Mapped[Event] = relationship(lazy="raise")
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes]
    uploaded_at: Mapped[datetime]
    date_order: Mapped[str | None] = mapped_column(String(3), default=None)
    """In what order its dates are written (`dmy`, `mdy`, `ymd`), where somebody was asked."""
    zone: Mapped[str | None] = mapped_column(String(64), default=None)
    """IANA name of the zone that somebody chose for a file that names none."""


class TimetableColumns(Base):
    """What the columns of a table hold, as somebody chose for tables with these heads."""

    __tablename__ = "timetable_columns"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    heads: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A hash of the heads."""
    places: Mapped[dict[str, Any]]
    """Meaning -> number of the column."""


class Release(Base):
    """A version of the programme as it was shown to the public, whole and unchanging."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    released_at: Mapped[datetime]
    released_by: Mapped[str] = mapped_column(String(160), default="")
    shows_again: Mapped[int | None] = mapped_column(default=None)
    """The number of the earlier release this one returned to."""
    told: Mapped[int | None] = mapped_column(default=None)
    """How many persons were written to because of it; nothing: nobody was."""
    programme: Mapped[StoredRelease] = mapped_column(JSON)
    """The programme as `agenda.snapshots` writes it; pages and feeds are made of this alone."""
