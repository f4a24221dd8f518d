"""Booking how a job fares: with its own work when it succeeds, by itself when it fails."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.jobs.models import JobState


def begin(session: Session, name: str, *, now: datetime) -> bool:
    """Take the job until the commit and book it as done with it; False: another worker has it.

    Two workers whose clocks strike at once so never run the same job side by side.
    """
    state = _state(session, name, now=now, skip_locked=True)
    if state is None:
        return False
    state.tried_at = state.done_at = now
    state.failures, state.trouble = 0, ""
    session.flush()
    return True


def note_success(session: Session, name: str, *, now: datetime) -> None:
    """Book that a job got on, in the transaction of what it did."""
    well = {"tried_at": now, "done_at": now, "failures": 0, "trouble": ""}
    booked = update(JobState).where(JobState.name == name).values(**well)
    number = session.execute(booked).rowcount  # type: ignore[attr-defined]
    if not number and _state(session, name, now=now) is not None:
        session.execute(booked)


def note_failure(session: Session, name: str, fault: Exception, *, now: datetime) -> None:
    """Book that a job failed: only the kind of the fault is kept, for its words may be personal."""
    state = _state(session, name, now=now)
    if state is not None:
        state.tried_at, state.failures = now, state.failures + 1
        state.trouble = type(fault).__name__[:60]


def _state(
    session: Session, name: str, *, now: datetime, skip_locked: bool = False
) -> JobState | None:
    statement = select(JobState).where(JobState.name == name)
    held = statement.with_for_update(skip_locked=skip_locked).execution_options(
        populate_existing=True
    )
    state = session.scalar(held)
    if state is None and session.scalar(select(JobState.name).where(JobState.name == name)) is None:
        try:
            with session.begin_nested():
                session.add(JobState(name=name, tried_at=now))
        except IntegrityError:  # another worker's first time, this very moment
            return None
        state = session.scalar(held)
    return state
