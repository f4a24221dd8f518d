"""Making what was asked for: one document after the other, each in a child process that ends.

The worker runs this in a thread of its own, so that neither an e-mail nor a page waits for a book.
Its maker gives a sign of life every second; what a stopped or killed worker leaves is begun anew.
"""

import contextlib
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.documents import pdf, queries, services
from eventapp.documents.models import DocumentJob
from eventapp.documents.whole_files import write
from eventapp.turns import TurnSession

JOB = "make_documents"
PULSE_SECONDS = 1.0
"""Between two signs of life, which carry the number of pages."""
FORMER_FOLDER = "booklets"
"""Beside the folder of today: where earlier versions kept booklets, which nobody fetches now."""
HALF_WRITTEN_SECONDS = 3600
"""What a killed worker was writing is removed when it is so old."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """What to lay out, how long it is kept, and what its being whole changes."""

    document: pdf.Document
    kept: timedelta
    finish: Callable[[Session, DocumentJob, datetime], None]
    """Called in the transaction that lets the document be handed out."""


class Maker(Protocol):
    """A feature's way from what was asked to what is laid out."""

    def __call__(self, session: Session, job: DocumentJob) -> PreparedDocument:
        """Return it; what stands written is committed, and nothing is held."""


def so_far(said: Sequence[str], about: int) -> tuple[int, int]:
    """Return how many pages are laid out, and of how many: all of them only when it is known.

    `about` so many; 0 while nothing is known of it.
    """
    done = said.count(pdf.PAGE_DONE)
    if pdf.LAID_OUT in said:
        return done, done
    return done, max(about, done + 1) if about else 0


@dataclass(frozen=True, slots=True)
class Making:
    """What documents are made with: the rows, where files lie, and who lays out which kind."""

    engine: Engine
    folder: Path
    makers: Mapping[str, Maker]

    def make_waiting(self, *, go_on: Callable[[], bool] = lambda: True) -> None:
        """Make every document that waits, until told to stop; remove what nobody may have."""
        self._sweep()
        while go_on():
            with Session(self.engine, expire_on_commit=False) as session:
                job = services.claim(session, now=clock.now())
                session.commit()
            if job is None:
                return
            self._make(job, go_on)

    def _make(self, job: DocumentJob, go_on: Callable[[], bool]) -> None:
        """Make one document; its row tells how that ended."""
        renderer = pdf.Renderer()
        path = queries.path_of(self.folder, job)
        try:
            with self._pulse(job, renderer, go_on) as said:
                with TurnSession(self.engine) as session:
                    prepared = self.makers[job.kind](session, job)
                self._tell_pages(job, prepared.document.pages)
                content = renderer.render(prepared.document, said.append)
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                write(path, content)
            with Session(self.engine) as session:
                mine = services.held(session, job.claim)
                if mine is None:  # taken away meanwhile: what was made names somebody erased
                    path.unlink(missing_ok=True)
                    return
                now = clock.now()
                pages = said.count(pdf.PAGE_DONE)
                services.finish(mine, pages=pages, kept=prepared.kept, now=now)
                prepared.finish(session, mine, now)
                session.commit()
        except Exception as fault:  # noqa: BLE001  (whatever it was, the row says so)
            self._give_up(job, fault, go_on)

    def _give_up(self, job: DocumentJob, fault: Exception, go_on: Callable[[], bool]) -> None:
        stopped = not go_on()
        if not stopped:
            log.error("document_not_made", kind=job.kind, exc_info=fault)
        with Session(self.engine) as session:
            mine = services.held(session, job.claim)
            if mine is not None and stopped:
                services.put_back(mine)
            elif mine is not None:
                services.fail(mine, type(fault).__name__, now=clock.now())
            session.commit()

    def _tell_pages(self, job: DocumentJob, pages: int) -> None:
        with Session(self.engine) as session:
            mine = services.held(session, job.claim)
            if mine is not None:
                mine.pages = job.pages = pages
            session.commit()

    @contextlib.contextmanager
    def _pulse(
        self, job: DocumentJob, renderer: pdf.Renderer, go_on: Callable[[], bool]
    ) -> Iterator[list[str]]:
        """Book signs of life, from what the renderer said, and end it when it is not wanted."""
        ended, said = threading.Event(), list[str]()

        def beat() -> None:
            while not ended.wait(PULSE_SECONDS):
                if not (self._alive(job, *so_far(said, job.pages)) and go_on()):
                    renderer.close()
                    return

        pulse = threading.Thread(target=beat, name="document pulse", daemon=True)
        pulse.start()
        try:
            yield said
        finally:
            ended.set()
            pulse.join()

    def _alive(self, job: DocumentJob, done: int, pages: int) -> bool:
        """Book a sign of life; False: the document is no longer this maker's."""
        try:
            with Session(self.engine) as session:
                still_asked = services.note_progress(
                    session, job.claim, done, pages, now=clock.now()
                )
                session.commit()
        except SQLAlchemyError as fault:  # a database that is busy for a moment ends no document
            log.warning("sign_of_life_not_booked", error=type(fault).__name__)
            return True
        return still_asked

    def _sweep(self) -> None:
        """Remove rows whose time is over, and every file that no row speaks for."""
        with Session(self.engine) as session:
            stays = services.remove_late(session, now=clock.now())
            session.commit()
        shutil.rmtree(self.folder.with_name(FORMER_FOLDER), ignore_errors=True)
        old = clock.now().timestamp() - HALF_WRITTEN_SECONDS
        for path in self.folder.glob("*"):
            over = not stays(path.stem) if path.suffix == ".pdf" else path.stat().st_mtime < old
            if over:
                path.unlink(missing_ok=True)
