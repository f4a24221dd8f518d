"""The booklet's file: made by the worker once a state of the programme, kept until another one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from eventapp.agenda import booklet, queries
from eventapp.agenda.booklet import USUAL_FORM, Around, Edition, Imprint
from eventapp.agenda.errors import NoBooklet, NothingReleased
from eventapp.agenda.models import Release
from eventapp.documents import queries as documents
from eventapp.documents import services
from eventapp.documents.making import PreparedDocument
from eventapp.documents.models import DocumentJob, DocumentState
from eventapp.events.models import Event
from eventapp.languages import FIRST, LANGUAGES
from eventapp.people import queries as people
from eventapp.turns import nothing_held

DOCUMENT = "booklet"
"""Its kind among the documents that the worker makes."""

KEPT = timedelta(days=90)
"""How long a booklet lies ready; whoever wants it later has it made again."""

TRIED_AGAIN_AFTER = timedelta(minutes=10)
"""How long a booklet that could not be made is not asked for again."""


@dataclass(frozen=True, slots=True)
class PresentBooklet:
    """One edition of the programme as it is now."""

    event_id: int
    state: str
    edition: Edition

    @property
    def name(self) -> str:
        """Return what it is called among the booklets."""
        return f"{self.state}-{self.edition.key}"


def present(session: Session, event: Event, edition: Edition) -> PresentBooklet:
    """Return which booklet is the present one; raise NothingReleased while there is none."""
    programme, around = queries.released(session, event), around_of(session, event)
    state = booklet.state_of(event, programme, around, _imprint(session, event))
    return PresentBooklet(event.id, state, edition)


def around_of(session: Session, event: Event) -> Around:
    """Return of whom the event's booklet tells beside the programme."""
    return Around(people.hosts(session, event), people.desks(session, event))


def progress(
    session: Session, asked: PresentBooklet, folder: Path, *, now: datetime
) -> DocumentJob | None:
    """Return how that booklet fares, None where nobody asked for it or its file is gone.

    Raises NoBooklet where it failed a moment ago.
    """
    job = documents.latest(session, asked.event_id, DOCUMENT, asked.name, now=now)
    if job is None or job.state in documents.UNFINISHED or path_of(folder, job) is not None:
        return job
    failed = job.state is DocumentState.FAILED
    if failed and (job.ended_at is None or now - job.ended_at < TRIED_AGAIN_AFTER):
        raise NoBooklet
    return None


def ask(session: Session, asked: PresentBooklet, *, now: datetime) -> DocumentJob:
    """Ask for a booklet, or return the one that is being made."""
    edition = asked.edition
    arguments = {"form": edition.form, "languages": edition.languages}
    job, _new = services.ask(
        session, asked.event_id, DOCUMENT, asked.name, arguments, by="", now=now
    )
    return job


def events_to_serve(session: Session, *, since: datetime) -> Sequence[int]:
    """Return the numbers of the events with a release made since, and no usual booklet after it.

    One statement, however many events there are.
    """
    asked = exists().where(
        DocumentJob.event_id == Release.event_id,
        DocumentJob.kind == DOCUMENT,
        DocumentJob.name.like(f"%-{Edition(USUAL_FORM, (FIRST,)).key}"),
        DocumentJob.asked_at >= Release.released_at,
    )
    statement = select(Release.event_id).where(Release.released_at > since, ~asked)
    return session.scalars(statement.distinct()).all()


def never_asked_for(session: Session, event: Event, *, now: datetime) -> list[PresentBooklet]:
    """Return those of the usual booklets, on A4 in each language, that nobody had made yet."""
    usual = [present(session, event, Edition(USUAL_FORM, (language,))) for language in LANGUAGES]
    return [
        asked
        for asked in usual
        if documents.latest(session, event.id, DOCUMENT, asked.name, now=now) is None
    ]


def path_of(folder: Path, job: DocumentJob) -> Path | None:
    """Return where in the folder the finished booklet lies; None while there is none."""
    path = documents.path_of(folder, job)
    return path if job.state is DocumentState.READY and path.is_file() else None


def prepare(session: Session, job: DocumentJob) -> PreparedDocument:
    """Say what to lay out: the programme as it is released when the making begins."""
    edition = Edition(job.arguments["form"], tuple(job.arguments["languages"]))
    with nothing_held(session):
        event = session.get_one(Event, job.event_id)
        now_wanted, imprint = present(session, event, edition), _imprint(session, event)
        around, programme = around_of(session, event), queries.released(session, event)
        document = booklet.document_of(event, programme, around, imprint, edition)

    def finish(session: Session, made: DocumentJob, _now: datetime) -> None:
        made.name = now_wanted.name
        session.execute(
            delete(DocumentJob).where(
                DocumentJob.event_id == made.event_id,
                DocumentJob.kind == DOCUMENT,
                DocumentJob.state.in_((DocumentState.READY, DocumentState.FAILED)),
                DocumentJob.name.not_like(f"{now_wanted.state}-%"),
            )
        )

    return PreparedDocument(document, KEPT, finish)


def _imprint(session: Session, event: Event) -> Imprint:
    newest = queries.latest_release(session, event)
    if newest is None:
        raise NothingReleased
    return Imprint(newest.number, newest.released_at)
