"""Materials: what sessions show and information desks hand out, each with its versions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import new_public_id
from eventapp.agenda.models import AgendaSession
from eventapp.media.models import StoredFile
from eventapp.orm import Base, Translated
from eventapp.people.models import Desk, Person


class Visibility(StrEnum):
    """Who may read a material."""

    EVERYBODY = "everybody"
    AFTER_SESSION = "after-session"
    """Everybody, once the session is over; a desk's file follows none."""
    INTERNAL = "internal"
    """Whoever gave it, and the team."""


class Material(Base):
    """A document of a session or of an information desk; its newest version is shown."""

    __tablename__ = "material"
    __table_args__ = (
        CheckConstraint("(session_id IS NULL) <> (desk_id IS NULL)", name="one_holder"),
        CheckConstraint(
            "desk_id IS NULL OR (person_id IS NULL AND visibility <> 'after-session')",
            name="desk_has_no_speaker",
        ),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_session.id"), init=False, index=True
    )
    session: Mapped[AgendaSession | None] = relationship(lazy="raise", default=None)
    desk_id: Mapped[int | None] = mapped_column(ForeignKey("desk.id"), init=False, index=True)
    desk: Mapped[Desk | None] = relationship(lazy="raise", default=None)
    """Whose it is where it is no session's: the desk's team alone gives it."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), init=False, index=True)
    person: Mapped[Person | None] = relationship(lazy="raise", default=None)
    """Whose it is; nobody: the organisers added it to the session."""
    title: Mapped[Translated] = mapped_column(default_factory=Translated)
    """What it is called; empty: as its file."""
    languages: Mapped[list[str]] = mapped_column(default_factory=list)
    """In which languages it is written; none: nobody said."""
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.AFTER_SESSION)
    public_from: Mapped[datetime | None] = mapped_column(default=None)
    """Not public before that moment, whatever else is said."""
    versions: Mapped[list["MaterialVersion"]] = relationship(
        lazy="selectin",
        order_by="MaterialVersion.number.desc()",
        cascade="all, delete-orphan",
        default_factory=list,
    )
    """The newest one first."""
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def newest(self) -> "MaterialVersion":
        """The version that is shown."""
        return self.versions[0]

    @property
    def called(self) -> Translated:
        """What readers see it named: its title, or else its file."""
        return self.title or Translated.same(self.newest.file.name)


class MaterialVersion(Base):
    """One file of a material."""

    __tablename__ = "material_version"
    __table_args__ = (UniqueConstraint("material_id", "number"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    material_id: Mapped[int] = mapped_column(ForeignKey("material.id"), init=False)
    number: Mapped[int]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), init=False, index=True)
    file: Mapped[StoredFile] = relationship(lazy="joined")
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[str] = mapped_column(String(160))
