"""Codes by mail: a fresh proof that whoever is at the page reads the participant's e-mails."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventapp.accounts.models import new_public_id
from eventapp.orm import Base
from eventapp.registration.models.registration import Registration


class CodePurpose(StrEnum):
    """What a code unlocks; codes of different purposes are never interchangeable."""

    CHANGE_ADDRESS = "change-address"
    HAND_OVER = "hand-over"
    EXPORT = "export"
    ERASE = "erase"


class MailedCode(Base):
    """Six digits in an e-mail. The digits are an HMAC over `public_id`: no row holds them."""

    __tablename__ = "mailed_code"
    __table_args__ = (
        Index("ix_mailed_code_registration_id_purpose", "registration_id", "purpose"),
    )

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(
        String(24), unique=True, default_factory=new_public_id, init=False
    )
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), init=False)
    registration: Mapped[Registration] = relationship(lazy="raise")
    purpose: Mapped[CodePurpose]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    failed_attempts: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(default=None)
