"""Asking for documents, taking one to make, ending it, removing what nobody may have any more."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.documents import queries
from eventapp.documents.models import DocumentJob, DocumentState

ASKED = "documents_asked"
"""In a session's `info`: the transaction asked for a document; its commit wakes the worker."""

SILENT_AFTER = timedelta(seconds=60)
"""A maker gives a sign of life every few seconds: one that is silent so long has been ended."""

MOST_ATTEMPTS = 3
"""How often a document is begun; one that ends its maker each time is given up."""

FAILURE_SHOWN = timedelta(hours=12)


def ask(
    session: Session,
    event_id: int,
    kind: str,
    name: str,
    arguments: dict[str, Any],
    *,
    by: str,
    now: datetime,
) -> tuple[DocumentJob, bool]:
    """Return the document of that name and whether it is new: one not finished is not asked twice.

    The unique name of what is unfinished decides, not the look before it.
    """
    unfinished = queries.unfinished(session, event_id, kind, name)
    if unfinished is not None:
        return unfinished, False
    job = DocumentJob(
        event_id=event_id, kind=kind, name=name, arguments=arguments, asked_by=by, asked_at=now
    )
    try:
        with session.begin_nested():
            session.add(job)
    except IntegrityError:  # asked for at this very moment
        unfinished = queries.unfinished(session, event_id, kind, name)
        if unfinished is None:
            raise
        return unfinished, False
    session.info[ASKED] = True
    return job, True


def claim(session: Session, *, now: datetime) -> DocumentJob | None:
    """Take the document that has waited longest, or whose maker fell silent; None: there is none.

    One that was begun too often is given up instead, and says so.
    """
    silent = and_(
        DocumentJob.state == DocumentState.MAKING, DocumentJob.seen_at < now - SILENT_AFTER
    )
    statement = select(DocumentJob).where(or_(DocumentJob.state == DocumentState.WAITING, silent))
    held = statement.order_by(DocumentJob.id).with_for_update(skip_locked=True)
    for job in session.scalars(held):
        if job.attempts >= MOST_ATTEMPTS:
            fail(job, "Interrupted", now=now)
            continue
        job.state, job.claim = DocumentState.MAKING, secrets.token_urlsafe(16)
        job.attempts, job.seen_at, job.pages_done = job.attempts + 1, now, 0
        return job
    return None


def note_progress(
    session: Session, claim: str, pages_done: int, pages: int, *, now: datetime
) -> bool:
    """Book a sign of life; False: the document was taken away from this maker."""
    mine = DocumentJob.claim == claim, DocumentJob.state == DocumentState.MAKING
    so_far = {"pages_done": pages_done, "pages": pages, "seen_at": now}
    statement = update(DocumentJob).where(*mine).values(so_far)
    return session.execute(statement).rowcount == 1  # type: ignore[attr-defined,no-any-return]


def held(session: Session, claim: str) -> DocumentJob | None:
    """Return the document of that claim, held until the commit; None: it was taken away."""
    statement = select(DocumentJob).where(
        DocumentJob.claim == claim, DocumentJob.state == DocumentState.MAKING
    )
    return session.scalar(statement.with_for_update())


def finish(job: DocumentJob, *, pages: int, kept: timedelta, now: datetime) -> None:
    """Let a document of so many pages be handed out, for so long."""
    job.state, job.ended_at, job.expires_at = DocumentState.READY, now, now + kept
    job.pages = job.pages_done = pages


def fail(job: DocumentJob, trouble: str, *, now: datetime) -> None:
    """Give a document up; that it failed is shown for some hours."""
    job.state, job.trouble, job.ended_at = DocumentState.FAILED, trouble[:60], now
    job.expires_at = now + FAILURE_SHOWN


def put_back(job: DocumentJob) -> None:
    """Let a document wait for the next maker: this one was asked to stop, which is no failure."""
    job.state, job.claim, job.attempts = DocumentState.WAITING, "", max(0, job.attempts - 1)
    job.pages_done = 0


def forget(session: Session, event_id: int, kind: str) -> None:
    """Take back what names somebody who is erased: finished files go, what is made begins anew."""
    of_it = DocumentJob.event_id == event_id, DocumentJob.kind == kind
    session.execute(delete(DocumentJob).where(*of_it, DocumentJob.state.not_in(queries.UNFINISHED)))
    for job in session.scalars(select(DocumentJob).where(*of_it)):
        put_back(job)


def remove_late(session: Session, *, now: datetime) -> Callable[[str], bool]:
    """Remove the rows whose time is over; return what says whether a claim's file is to stay."""
    session.execute(delete(DocumentJob).where(DocumentJob.expires_at <= now))
    statement = select(DocumentJob.claim).where(DocumentJob.state != DocumentState.FAILED)
    return set(session.scalars(statement)).__contains__
