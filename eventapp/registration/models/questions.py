"""What an event asks its participants, and what they answered and agreed to."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.events.models import Category, Event
from eventapp.orm import Base, Translated
from eventapp.registration.models.registration import Registration


class QuestionKind(StrEnum):
    """How a question is answered."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes-no"

    @property
    def offers_choices(self) -> bool:
        """Say whether there are answers to choose from."""
        return self in {QuestionKind.CHOICE, QuestionKind.CHOICES}

    @property
    def is_ticked(self) -> bool:
        """Say whether it is answered by a tick."""
        return self is QuestionKind.YES_NO


class Question(Base):
    """Something an event asks its participants; `key` is stable, whatever the label says."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[QuestionKind]
    label: Mapped[Translated]
    hint: Mapped[Translated] = mapped_column(default_factory=Translated)
    required: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    choices: Mapped[list["QuestionChoice"]] = relationship(
        lazy="raise", order_by="QuestionChoice.position", viewonly=True, init=False
    )
    only_for: Mapped[list[Category]] = relationship(
        secondary="question_category", lazy="selectin", default_factory=list
    )
    """The categories that are asked; none named: everybody."""
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}

    def is_for(self, category: Category) -> bool:
        """Say whether participants of the category are asked."""
        return not self.only_for or any(asked.id == category.id for asked in self.only_for)


class QuestionCategory(Base):
    """A category that a question is for."""

    __tablename__ = "question_category"

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    category_id: Mapped[int] = mapped_column(
        ForeignKey("category.id"), primary_key=True, index=True
    )


class QuestionChoice(Base):
    """One of the answers to choose from."""

    __tablename__ = "question_choice"
    __table_args__ = (UniqueConstraint("question_id", "key"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), init=False)
    question: Mapped[Question] = relationship(lazy="raise")
    key: Mapped[str] = mapped_column(String(40))
    label: Mapped[Translated]
    position: Mapped[int] = mapped_column(default=0)


class Answer(Base):
    """A participant's answer: the text, or the keys of the chosen answers."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("registration_id", "question_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), init=False)
    registration: Mapped[Registration] = relationship(lazy="raise")
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), init=False, index=True)
    question: Mapped[Question] = relationship(lazy="raise")
    text: Mapped[str] = mapped_column(String(2000), default="")
    chosen: Mapped[list[str]] = mapped_column(default_factory=list)


class Consent(Base):
    """A sentence participants may agree to; changing its text makes a new version."""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship(lazy="raise")
    key: Mapped[str] = mapped_column(String(40))
    text: Mapped[Translated]
    hint: Mapped[Translated] = mapped_column(default_factory=Translated)
    required: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    text_version: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(init=False, default=1)
    __mapper_args__ = {"version_id_col": version}


class ConsentText(Base):
    """A wording that was asked before: what people agreed to stays readable."""

    __tablename__ = "consent_text"

    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id"), primary_key=True)
    text_version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[Translated]
    until: Mapped[datetime]


class ConsentGiven(Base):
    """That somebody agreed to a version of a text, in which language, when; and withdrew when."""

    __tablename__ = "consent_given"
    __table_args__ = (Index("ix_consent_given_registration_id", "registration_id"),)

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), init=False)
    registration: Mapped[Registration] = relationship(lazy="raise")
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id"), init=False, index=True)
    consent: Mapped[Consent] = relationship(lazy="raise")
    text_version: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
