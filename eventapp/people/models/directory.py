"""Organisations, persons and hosts of an event."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import User, new_public_id
from eventapp.events.models import Event
from eventapp.media.models import StoredFile
from eventapp.orm import Base, Translated
from eventapp.text_search import LONGEST_KEY

FULL = text("is_full")


class OrganisationKind(StrEnum):
    """What sort of organisation it is."""

    CLUSTER = "cluster"
    POLE = "pole"
    MINISTRY = "ministry"
    AGENCY = "agency"
    RESEARCH = "research"
    COMPANY = "company"
    OTHER = "other"


class Organisation(Base):
    """A cluster, pôle, ministry or other organisation that takes part."""

    __tablename__ = "organisation"
    __table_args__ = (
        Index("ix_organisation_event_id_kind", "event_id", "kind"),
        Index("ix_organisation_found", "event_id", "active", "folded"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(80), default="")
    names: Mapped[Translated] = mapped_column(default_factory=Translated)
    """What it is called in a language, where that is another name than `name`."""
    short_names: Mapped[Translated] = mapped_column(default_factory=Translated)
    """The short name in a language, where it is another one than `short_name`."""
    other_names: Mapped[list[str]] = mapped_column(default_factory=list)
    """What else people call it: abbreviations, former names, names in other languages."""
    kind: Mapped[OrganisationKind] = mapped_column(default=OrganisationKind.OTHER)
    country: Mapped[str] = mapped_column(String(2), default="")
    region: Mapped[str] = mapped_column(String(120), default="")
    field: Mapped[Translated] = mapped_column(default_factory=Translated)
    """What it works in, such as biotechnology."""
    website: Mapped[str] = mapped_column(String(300), default="")
    logo_id: Mapped[int | None] = mapped_column(
        ForeignKey("stored_file.id"), init=False, index=True
    )
    logo: Mapped[StoredFile | None] = relationship(
        lazy="selectin", foreign_keys=[logo_id], default=None
    )
    logo_dark_id: Mapped[int | None] = mapped_column(
        ForeignKey("stored_file.id"), init=False, index=True
    )
    logo_dark: Mapped[StoredFile | None] = relationship(
        lazy="selectin", foreign_keys=[logo_dark_id], default=None
    )
    """The logo on a dark ground; none: the other one stands there, too."""
    logo_alt: Mapped[Translated] = mapped_column(default_factory=Translated)
    active: Mapped[bool] = mapped_column(default=True)
    """Whether it is still offered where one is chosen; archived, it stays where it is used."""
    folded: Mapped[str] = mapped_column(String(600), default="")
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}

    def called(self, language: str) -> str:
        """Return its long name for a reader of that language."""
        return self.names.as_dict().get(language) or self.name


class OrganisationName(Base):
    """A name by which an organisation is recognised, as its folded key.

    The full name belongs to one organisation of the event; another name that several go by
    identifies none of them.
    """

    __tablename__ = "organisation_name"
    __table_args__ = (
        Index(
            "uq_organisation_name_full",
            "event_id",
            "key",
            unique=True,
            sqlite_where=FULL,
            postgresql_where=FULL,
        ),
        Index("ix_organisation_name_event_id_key", "event_id", "key"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    is_full: Mapped[bool]
    """Whether it is the full name; any other is a short, former or derived one."""


class PublicBasis(StrEnum):
    """Why the public may read of a person."""

    NONE = "none"
    """It may not yet."""
    OWN_WORD = "own-word"
    """The person agreed."""
    ORGANISER = "organiser"
    """The organisers answer for it, with their reason."""


class Person(Base):
    """Somebody with a part in the programme; needs no account and no registration."""

    __tablename__ = "person"
    __table_args__ = (  # the index holds all that a search looks at
        Index("ix_person_found", "event_id", "active", "folded", "organisation_id"),
        UniqueConstraint("event_id", "source_key"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False, insert_sentinel=True
    )
    source_key: Mapped[str | None] = mapped_column(String(200), default=None)
    """What the file calls the person by that the programme came from."""
    title: Mapped[str] = mapped_column(String(60), default="")
    given_name: Mapped[str] = mapped_column(String(80), default="")
    family_name: Mapped[str] = mapped_column(String(80))
    salutation: Mapped[str] = mapped_column(String(120), default="")
    """How the person is addressed, such as Madame Le Goff."""
    pronunciation: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str | None] = mapped_column(String(254), default=None)
    phone: Mapped[str] = mapped_column(String(40), default="")
    assistant_name: Mapped[str] = mapped_column(String(160), default="")
    assistant_email: Mapped[str] = mapped_column(String(254), default="")
    assistant_phone: Mapped[str] = mapped_column(String(40), default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), init=False)
    organisation: Mapped[Organisation | None] = relationship(lazy="joined", default=None)
    function: Mapped[Translated] = mapped_column(default_factory=Translated)
    biography: Mapped[Translated] = mapped_column(default_factory=Translated)
    languages: Mapped[list[str]] = mapped_column(default_factory=list)
    links: Mapped[list[str]] = mapped_column(default_factory=list)
    """Addresses of pages about the person, `https` all of them."""
    basis: Mapped[PublicBasis] = mapped_column(default=PublicBasis.NONE)
    basis_note: Mapped[str] = mapped_column(String(200), default="")
    """Why the organisers answer for it, or when and how the person agreed."""
    portrait_id: Mapped[int | None] = mapped_column(
        ForeignKey("stored_file.id"), init=False, index=True
    )
    portrait: Mapped[StoredFile | None] = relationship(lazy="selectin", default=None)
    portrait_alt: Mapped[Translated] = mapped_column(default_factory=Translated)
    portrait_credit: Mapped[str] = mapped_column(String(120), default="")
    """Who took the photograph."""
    active: Mapped[bool] = mapped_column(default=True)
    """Whether it is still offered where one is chosen; archived, it stays where it is used."""
    folded: Mapped[str] = mapped_column(String(600), default="")
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def is_public(self) -> bool:
        """Say whether anything of the person may be published."""
        return self.basis is not PublicBasis.NONE

    @property
    def full_name(self) -> str:
        """The name as its owner writes it: title, given, family."""
        return " ".join(part for part in (self.title, self.given_name, self.family_name) if part)


class Availability(Base):
    """A time in which a person is there; without any, always."""

    __tablename__ = "availability"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class FormerId(Base):
    """The public id of a record that was merged into another: it still leads there."""

    __tablename__ = "former_id"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True, default=None)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), index=True, default=None
    )


class DirectoryFile(Base):
    """A table somebody looks at before it is brought into the directory; kept for a day at most."""

    __tablename__ = "directory_file"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    kind: Mapped[str] = mapped_column(String(40))
    """What it holds: `contributors` or `organisations`."""
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes]
    uploaded_at: Mapped[datetime]
    places: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """Meaning -> number of the column, as somebody chose; empty: as its heads say."""


class HostLevel(StrEnum):
    """How an organisation stands behind the event, highest first."""

    HOST = "host"
    COHOST = "cohost"
    PARTNER = "partner"
    SUPPORTER = "supporter"


ORGANISING = (HostLevel.HOST, HostLevel.COHOST)
"""Who organises the event and answers for it; others take part in it or support it."""


class Host(Base):
    """An organisation behind the event: at which level, where in the order, and its team."""

    __tablename__ = "host"
    __table_args__ = (UniqueConstraint("event_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), init=False)
    organisation: Mapped[Organisation] = relationship(lazy="joined")
    level: Mapped[HostLevel] = mapped_column(default=HostLevel.COHOST)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[Translated] = mapped_column(default_factory=Translated)
    members: Mapped[list["HostMember"]] = relationship(
        lazy="select", order_by="HostMember.id", init=False, cascade="all, delete-orphan"
    )
    """Its representatives, in the order in which they were named."""
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}


class HostMember(Base):
    """A representative of a host: somebody of the team that acts for it."""

    __tablename__ = "host_member"
    __table_args__ = (UniqueConstraint("host_id", "user_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("host.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), init=False, index=True)
    user: Mapped[User] = relationship(lazy="joined")
