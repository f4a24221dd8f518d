"""Uploaded files beside what they belong to: who may see one, and what belongs to nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.events.models import Event
from eventapp.mail.worker import Job
from eventapp.media import services
from eventapp.media.models import StoredFile
from eventapp.media.purposes import FilePurpose
from eventapp.people.models import Host, Organisation, Person
from eventapp.speakers.models import MaterialVersion, ProposalFile
from eventapp.speakers.queries.materials import is_public_file

EVERY = timedelta(hours=1)
"""How often the clock's job looks for what belongs to nothing."""

FORSAKEN_AFTER = timedelta(hours=1)
"""A file that belongs to nothing may have been uploaded for a page that is not saved yet."""


def is_public(session: Session, stored: StoredFile, *, now: datetime) -> bool:
    """Say whether everybody may see a file by now: it belongs to something that is public.

    A portrait does so by the newest version of the programme, a logo by a host of the event, a
    material as its owner said.
    """
    event = session.get_one(Event, stored.event_id)
    if not event.published:
        return False
    if stored.purpose is FilePurpose.MATERIAL:
        return is_public_file(session, event, stored, now=now)
    if stored.purpose is FilePurpose.PORTRAIT:
        return _is_released(session, event, stored)
    logos = or_(Organisation.logo_id == stored.id, Organisation.logo_dark_id == stored.id)
    host = select(Host.id).join(Host.organisation).where(Host.event_id == event.id, logos)
    return session.scalar(host.limit(1)) is not None


def _is_released(session: Session, event: Event, stored: StoredFile) -> bool:
    speakers = agenda.released(session, event).speakers
    return any(speaker.portrait == stored.public_id for speaker in speakers)


def clearing(folder: Path) -> Job:
    """Return the job that clears away uploaded files of this folder that belong to nothing.

    It looks once an hour: who may not see a file is refused at once, whatever lies there.
    """
    looked_at: list[datetime] = []

    def clear_uploads(session: Session, *, now: datetime) -> None:
        if looked_at and now - looked_at[-1] < EVERY:
            return
        looked_at[:] = [now]
        for stored in list(_forsaken(session, now=now)):
            services.remove(session, stored)
        services.clear_away(session, folder, now=now)

    return clear_uploads


def _forsaken(session: Session, *, now: datetime) -> Iterator[StoredFile]:
    """Yield the files that nothing refers to: no record, and no version that the public sees."""
    held = (
        *(Person.portrait_id, Organisation.logo_id, Organisation.logo_dark_id),
        *(MaterialVersion.file_id, ProposalFile.file_id),
    )
    statement = select(StoredFile).where(
        StoredFile.created_at < now - FORSAKEN_AFTER,
        *(~exists().where(column == StoredFile.id) for column in held),
    )
    for stored in session.scalars(statement):
        event = session.get_one(Event, stored.event_id)
        if stored.purpose is FilePurpose.MATERIAL or not _is_released(session, event, stored):
            yield stored
