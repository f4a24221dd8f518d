"""Uploaded files: one row each; the content lies in the data folder under the row's public name."""

import secrets
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.media.purposes import FilePurpose
from eventapp.orm import Base


class StoredFile(Base):
    """A file that somebody uploaded; whoever may see what it belongs to may see it."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    public_id: Mapped[str] = mapped_column(
        String(22), unique=True, init=False, default_factory=lambda: secrets.token_urlsafe(16)
    )
    """In its address and its name on the disk; never that of another content."""
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    purpose: Mapped[FilePurpose]
    name: Mapped[str] = mapped_column(String(120))
    """As it is offered for saving: what the uploader called it, cleaned."""
    content_type: Mapped[str] = mapped_column(String(100))
    """By content, never by what the browser said."""
    size: Mapped[int]
    """Bytes."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the content, in hexadecimal digits."""
    width: Mapped[int | None] = mapped_column(default=None)
    """Pixels of a picture, as `height`; None for other files."""
    height: Mapped[int | None] = mapped_column(default=None)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(160))
    """Who uploaded it, as the activity log names them."""
