"""Registrations: one participant's place, from sign-up to cancellation."""

import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.models import Category, Event
from eventapp.languages import FIRST
from eventapp.orm import Base
from eventapp.people.models import Organisation, Person
from eventapp.registration.models.access_codes import AccessCode
from eventapp.registration.models.contingents import Contingent

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0/O and 1/I: a reference is read out on the telephone."""

HIGHEST_PRIORITY = 9
"""On the waiting list; 0 is everybody's."""


def new_reference() -> str:
    """Return a random reference of eight characters, 40 bits: public, never a secret."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


class State(StrEnum):
    """Where a registration stands. Only CONFIRMED and OFFERED hold a place.

    PENDING waits for an organiser's word and holds none: who is approved gets a place if one is
    free then, else a number on the waiting list.
    """

    PENDING = "pending"
    WAITING = "waiting"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"


HOLDING = (State.CONFIRMED, State.OFFERED)
"""States that hold a place."""

ENDED = (State.DECLINED, State.CANCELLED)
"""States after which the same address may register again."""

OWN_CATEGORIES = ("contributors", "behind-the-scenes")
"""Keys of the categories of whoever has a part in the programme and signed up for no other one."""

LIVE = text("state NOT IN ('declined', 'cancelled') AND email_key IS NOT NULL")
LIVE_PERSON = text("state NOT IN ('declined', 'cancelled') AND person_id IS NOT NULL")


WITHOUT_BADGE = text("badge_holder_no <> holder_no")


class Source(StrEnum):
    """How a registration came to be."""

    PUBLIC = "public"
    API = "api"
    MANUAL = "manual"
    INVITATION = "invitation"
    PARTY = "party"
    CODE = "code"
    IMPORT = "import"
    PART = "part"
    """A part in the programme."""
    DEMO = "demo"


class Skipped(StrEnum):
    """Why somebody who waits was passed over when a place went to a later one."""

    CATEGORY_FULL = "category-full"
    ORGANISATION_FULL = "organisation-full"
    RESERVED = "reserved"


class Registration(Base):
    """One participant's place at an event, from sign-up to cancellation."""

    __tablename__ = "registration"
    __table_args__ = (
        Index(
            "uq_registration_live_email",
            "event_id",
            "email_key",
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        ),
        Index(
            "uq_registration_live_person",
            "person_id",
            unique=True,
            sqlite_where=LIVE_PERSON,
            postgresql_where=LIVE_PERSON,
        ),
        Index("ix_registration_person_id", "person_id"),
        Index("ix_registration_event_id_state_id", "event_id", "state", "id"),
        Index("ix_registration_category_id_state", "category_id", "state"),
        Index("ix_registration_event_id_family_key", "event_id", "family_key"),
        Index("ix_registration_event_id_organisation_key", "event_id", "organisation_key"),
        Index(
            "ix_registration_held_by_organisation",
            *("event_id", "state", "category_id", "contingent_id"),
            *("organisation_id", "organisation_key", "contributes"),
        ),
        Index(  # how many there are of each kind is counted here
            "ix_registration_counted",
            *("event_id", "state", "category_id", "contingent_id"),
            *("organisation_id", "erased_at", "contributes", "delegation_id"),
        ),
        Index(
            "ix_registration_without_badge",
            *("event_id", "state", "holder_no", "badge_holder_no"),
            sqlite_where=WITHOUT_BADGE,
            postgresql_where=WITHOUT_BADGE,
        ),
        Index("ix_registration_event_id_registered_at", "event_id", "registered_at"),
        Index("ix_registration_event_id_changed_at", "event_id", "changed_at"),
        Index(  # who holds an older calendar file is found here
            "ix_registration_event_id_state_calendar_no",
            *("event_id", "state", "calendar_no"),
        ),
        Index("ix_registration_event_id_queue_no", "event_id", "queue_no"),
        Index("ix_registration_event_id_id", "event_id", "id"),
        Index("ix_registration_contingent_id_state", "contingent_id", "state"),
        Index("ix_registration_access_code_id_state", "access_code_id", "state"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), init=False)
    category: Mapped[Category] = relationship(lazy="joined")
    reference: Mapped[str] = mapped_column(
        String(16), unique=True, default_factory=new_reference, init=False
    )
    state: Mapped[State]
    source: Mapped[Source] = mapped_column(default=Source.PUBLIC)
    title: Mapped[str] = mapped_column(String(60), default="")
    given_name: Mapped[str] = mapped_column(String(80), default="")
    family_name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254))
    """Normalised address: unique among the event's live registrations."""
    contact_email: Mapped[str | None] = mapped_column(String(254), default=None)
    """Where e-mails go for somebody without an own address: to who registered them; may repeat."""
    organisation_name: Mapped[str] = mapped_column(String(200), default="")
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), init=False, index=True
    )
    organisation: Mapped[Organisation | None] = relationship(
        lazy="raise", foreign_keys=[organisation_id], default=None
    )
    delegation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), index=True, default=None
    )
    """The host in whose delegation the person comes; None: that of their own organisation."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), init=False)
    person: Mapped[Person | None] = relationship(lazy="raise", default=None)
    """Who it is in the directory, as noted; none: whoever has the same address there."""
    contributes: Mapped[bool] = mapped_column(default=False)
    """Whether the place follows from a part in the programme: it counts against no limit."""
    contingent_id: Mapped[int | None] = mapped_column(ForeignKey("contingent.id"), init=False)
    contingent: Mapped[Contingent | None] = relationship(lazy="raise", default=None)
    """The contingent whose place it holds; None: a place that is open to all."""
    access_code_id: Mapped[int | None] = mapped_column(ForeignKey("access_code.id"), init=False)
    access_code: Mapped[AccessCode | None] = relationship(lazy="raise", default=None)
    """The code that let this person in."""
    country: Mapped[str] = mapped_column(String(2), default="")
    language: Mapped[str] = mapped_column(String(2), default=FIRST)
    holder_no: Mapped[int] = mapped_column(default=1)
    """Raised when the place goes to another person: older badge codes are replaced."""
    badge_holder_no: Mapped[int] = mapped_column(init=False, default=0)
    """Whose badge there is, by number of the holder; 0: none that the doors know. `badges` writes
    it with every code that is issued or replaced, so that missing ones are counted by an index."""
    link_generation: Mapped[int] = mapped_column(default=1)
    """Raised to revoke the mailed link to the own page."""
    queue_no: Mapped[int | None] = mapped_column(default=None)
    """Order on the waiting list: given under the lock, never reused."""
    priority: Mapped[int] = mapped_column(default=0)
    """Higher goes first on the waiting list, whatever the order of arrival."""
    skipped: Mapped[Skipped | None] = mapped_column(default=None)
    skipped_at: Mapped[datetime | None] = mapped_column(default=None)
    decline_reason: Mapped[str] = mapped_column(String(500), default="")
    folded: Mapped[str] = mapped_column(String(900), default="")
    family_key: Mapped[str] = mapped_column(String(180), default="")
    """What the list sorts by: family then given name, folded."""
    organisation_key: Mapped[str] = mapped_column(String(200), default="")
    """What makes two spellings of an organisation one, in the directory or not; sorts, too."""
    registered_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)
    link_opened_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the mailed link was first opened by a button press: the address works."""
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    """When this holder was asked the event's questions; None: somebody else registered them."""
    changed_at: Mapped[datetime]
    calendar_no: Mapped[int] = mapped_column(default=0)
    """The event's number in the newest calendar file that was sent to the participant."""
    calendar_ahead: Mapped[int] = mapped_column(default=0)
    """How far SEQUENCE of the participant's files is ahead of the event's number.

    Raised by two when the place ends: one for the file that takes the day back, one for what
    may follow it.
    """
    erased_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when the row says nothing about a person and only counts; lists leave it out."""
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def full_name(self) -> str:
        """The name as its owner writes it: title, given, family."""
        return " ".join(part for part in (self.title, self.given_name, self.family_name) if part)

    @property
    def looked_after_by(self) -> int | None:
        """The organisation whose representatives look after the person, by internal number."""
        return self.delegation_id or self.organisation_id

    @property
    def reached_at(self) -> str | None:
        """The address e-mails go to: the own one, else that of who registered the person."""
        return self.email or self.contact_email
