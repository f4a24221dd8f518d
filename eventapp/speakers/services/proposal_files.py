"""Documents that belong to a proposal: added by its author, removed again."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.journal.services import record
from eventapp.media import services as media
from eventapp.media.reading import ReadFile
from eventapp.orm import lock_row
from eventapp.speakers.errors import TooManyFiles
from eventapp.speakers.models.proposals import Proposal, ProposalFile
from eventapp.speakers.queries import proposals as queries
from eventapp.speakers.services.proposals import AUTHOR, about, check_may_change

MOST_FILES = 3
MOST_FILE_BYTES = 10_000_000
"""Of one file; a request holds little more."""


def add_file(
    session: Session,
    event: Event,
    proposal: Proposal,
    read: ReadFile,
    folder: Path,
    *,
    now: datetime,
) -> None:
    """Store a document that was read with a proposal. Raises CallClosed, TooManyFiles."""
    lock_row(session, proposal)
    check_may_change(session, event, proposal, now=now)
    if len(queries.files_of(session, proposal)) >= MOST_FILES:
        raise TooManyFiles(MOST_FILES)
    stored = media.store(session, folder, read, event.id, by=AUTHOR.kind, now=now)
    session.add(ProposalFile(proposal_id=proposal.id, file=stored))
    proposal.changed_at = now
    session.flush()
    record(session, "proposal-file-added", about(proposal), by=AUTHOR, now=now)


def remove_file(
    session: Session, event: Event, proposal: Proposal, public_id: str, *, now: datetime
) -> None:
    """Remove a proposal's document; one that is gone stays so. Raises CallClosed."""
    lock_row(session, proposal)
    check_may_change(session, event, proposal, now=now)
    for kept in queries.files_of(session, proposal):
        if kept.file.public_id == public_id:
            discard(session, kept)
            proposal.changed_at = now
            record(session, "proposal-file-removed", about(proposal), by=AUTHOR, now=now)


def discard(session: Session, kept: ProposalFile) -> None:
    """Take a document away with its row; its content goes at the next clearing."""
    stored = kept.file
    session.delete(kept)
    session.flush()
    media.remove(session, stored)
