"""A paper for the podium, laid out by the worker from what stands in the programme then."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.documents import services as documents
from eventapp.documents.making import PreparedDocument
from eventapp.documents.models import DocumentJob
from eventapp.events.models import Event
from eventapp.podium import queries
from eventapp.podium.errors import NothingToPrint
from eventapp.podium.papers import DOCUMENT, Selection
from eventapp.podium.render import document_of
from eventapp.turns import nothing_held

KEPT = timedelta(hours=24)
"""How long a file can be fetched: it names people, and tomorrow's programme is another one."""


def ask(session: Session, event: Event, selection: Selection, *, by: str, now: datetime) -> bool:
    """Ask for a paper; False: the same selection is waiting or being made."""
    _job, new = documents.ask(
        session, event.id, DOCUMENT, selection.name, selection.stored(), by=by, now=now
    )
    return new


def forget(session: Session, event_id: int) -> None:
    """Take back files that may name somebody who is erased; what is being made begins anew."""
    documents.forget(session, event_id, DOCUMENT)


def prepare(session: Session, job: DocumentJob) -> PreparedDocument:
    """Say what to lay out; raise NothingToPrint where the selection holds nothing any more."""
    selection = Selection.of(job.arguments)
    with nothing_held(session):
        event = session.get_one(Event, job.event_id)
        papers = queries.read(session, event, selection, now=clock.now())
        document = document_of(event, papers, selection)
    if document is None:
        raise NothingToPrint
    return PreparedDocument(document, KEPT, _finish)


def _finish(_session: Session, _job: DocumentJob, _now: datetime) -> None:
    """Change nothing: a paper that was printed is not counted."""
