"""How the jobs fare: one row a job, shared by every process of the installation."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from eventapp.orm import Base


class JobState(Base):
    """When a job was last tried and done, and how often it has failed since; nothing personal."""

    __tablename__ = "job_state"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    tried_at: Mapped[datetime]
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    failures: Mapped[int] = mapped_column(default=0)
    """In a row; 0 once it succeeds again."""
    trouble: Mapped[str] = mapped_column(String(60), default="")
    """Kind of the last fault, such as `OperationalError`; empty once it succeeds again."""
