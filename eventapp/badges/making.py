"""A big print run, made by the worker: nothing counts as printed before its file is whole."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda import queries as agenda
from eventapp.badges import services
from eventapp.badges.errors import NoBadges
from eventapp.badges.queries import Face
from eventapp.badges.render import document_of
from eventapp.badges.services import DOCUMENT
from eventapp.badges.sheets import LAYOUTS, Layout, sides
from eventapp.documents import services as documents
from eventapp.documents.making import PreparedDocument
from eventapp.documents.models import DocumentJob
from eventapp.events.models import Event
from eventapp.turns import commit_step, nothing_held

AT_ONCE = 60
"""Pages up to which who asks for badges waits for the file itself."""

KEPT = timedelta(hours=24)
"""How long a file of badges can be fetched: it names everybody."""


def is_big(faces: Sequence[Face], layout: Layout) -> bool:
    """Say whether making so many badges is the worker's."""
    return sum(1 for _ in sides(faces, layout)) > AT_ONCE


def ask(
    session: Session,
    event: Event,
    layout: Layout,
    chosen: str,
    only: Sequence[int] | None,
    *,
    by: str,
    now: datetime,
) -> bool:
    """Ask for a print run; False: another one of the event is waiting or being made."""
    arguments = {"layout": layout.key, "chosen": chosen, "only": only}
    _job, new = documents.ask(session, event.id, DOCUMENT, DOCUMENT, arguments, by=by, now=now)
    return new


ISSUED_AT_ONCE = 50
"""Codes issued in one transaction: other writers wait for them to be signed."""


def issue_missing(session: Session, event: Event, keys: Path, *, now: datetime) -> None:
    """Issue a code to every confirmed place without one, in steps, so that doors never wait."""
    while services.issue_missing(session, event, keys, now=now, most=ISSUED_AT_ONCE):
        commit_step(session)


def prepare(session: Session, job: DocumentJob, *, keys: Path) -> PreparedDocument:
    """Issue missing codes and say what to lay out; raise NoBadges when nothing is left."""
    event = session.get_one(Event, job.event_id)
    layout, chosen = LAYOUTS[job.arguments["layout"]], job.arguments["chosen"]
    issue_missing(session, event, keys, now=clock.now())
    with nothing_held(session):
        faces = services.faces(session, event, chosen=chosen, only=job.arguments["only"])
        if not faces:
            raise NoBadges
        document = document_of(event, agenda.released(session, event), faces, layout)

    def finish(session: Session, made: DocumentJob, now: datetime) -> None:
        event = session.get_one(Event, made.event_id)
        services.mark_printed(
            session, event, faces, layout=layout.key, chosen=chosen, by=made.asked_by, now=now
        )

    return PreparedDocument(document, KEPT, finish)
