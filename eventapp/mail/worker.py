"""The worker: threads of the web process, or alone as `eventapp work`.

E-mails are rows that senders take (`mail.senders`). Documents and everything else are jobs with a
queue and a thread each, so that a long book stops no other. Jobs only tend rows, so a lost one
loses nothing: a minute later the clock sends the next one.
How the jobs fare is booked in the database (`eventapp.jobs`), for whoever asks in another process.
"""

import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import structlog
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.documents import making
from eventapp.documents.making import Maker
from eventapp.documents.services import ASKED
from eventapp.jobs import services
from eventapp.jobs.bell import Bell
from eventapp.jobs.queries import WorkerHealth, worker_health
from eventapp.jobs.queues import Consumer, Huey, Scheduler, SqliteHuey, on_postgresql
from eventapp.mail import sending
from eventapp.mail.mailing import Mailing
from eventapp.mail.senders import Senders, book_success, failures_booked
from eventapp.mail.services import POSTED
from eventapp.orm import settle_log, sqlite
from eventapp.schema import one_migration_at_a_time
from eventapp.settings import Settings
from eventapp.turns import TurnSession

log = structlog.get_logger()

SETTLE = "settle_log"
"""Name of the job that brings SQLite's log into its file."""

STOP_SECONDS = 30.0
"""How long a stop waits for the jobs, and `serve` for the requests, that run."""


class Threads(Consumer):
    """One queue's threads: one that does its jobs, one that looks at the clock.

    They live inside another program: that program's signals stay its own.
    """

    def __init__(self, queue: Huey, *, tick_seconds: float) -> None:
        self.tick_seconds = tick_seconds
        super().__init__(queue, workers=1, worker_type="thread", max_delay=1.0)

    def _create_scheduler(self) -> Scheduler:
        """Return the thread that looks at the clock as often as this installation wants."""
        made = super()._create_scheduler()
        made.periodic_task_seconds = self.tick_seconds
        return made

    def _set_signal_handlers(self) -> None:
        """Leave the signals alone."""

    def ended(self, seconds: float) -> bool:
        """Wait so long for what runs after `stop`; return whether all has ended."""
        until = time.monotonic() + seconds
        threads = [self.scheduler, *(thread for _job, thread in self.worker_threads)]
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in threads)


def queue_for(settings: Settings, name: str) -> Huey:
    """Return a queue: in a file of its own beside SQLite, tables of its own in PostgreSQL."""
    if settings.database_url.startswith("postgresql"):
        url = make_url(settings.database_url).set(drivername="postgresql")
        dsn = url.render_as_string(hide_password=False)
        # It makes tables where there are none, and fails beside another process that does so.
        with one_migration_at_a_time(settings.database_url):
            return on_postgresql(f"eventapp-{name}", dsn)
    path: Path = settings.data_dir / "jobs.db"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return SqliteHuey(
        f"eventapp-{name}", filename=str(path), journal_mode="truncate", results=False
    )


class Job(Protocol):
    """Something a feature does by the clock; running it twice does nothing more."""

    __name__: str

    def __call__(self, session: Session, *, now: datetime) -> None:
        """Do what is due at that moment."""


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to do, and with what: the composition root says it once."""

    mailing: Mailing
    makers: Mapping[str, Maker]
    """Kind of document -> what says how it is laid out."""
    jobs: tuple[Job, ...]
    """What the clock does every minute; doing it twice does nothing more."""


class Worker:
    """The application's queues with their jobs: `start` it in any process, `stop` it there."""

    def __init__(self, engine: Engine, work: Work) -> None:
        self._engine, settings = engine, work.mailing.settings
        self._documents = making.Making(engine, settings.documents_dir, work.makers)
        timed, documents = (queue_for(settings, name) for name in ("timed", "documents"))
        self._senders = Senders(engine, work.mailing)
        self.bell = Bell(settings.data_dir)
        """Calls for a worker where none is at work: what is posted here may be sent elsewhere."""
        self._make_asked: Callable[[], object] = documents.task(name="make_asked")(self._make)
        documents.periodic_task(_at_every_tick, name=making.JOB)(self._make_late)
        self.makes_documents = False
        """Whether one is being made: a stop would have it made anew."""
        self._sooner: dict[str, Callable[[], object]] = {}
        for job in work.jobs:
            run = in_a_transaction(engine, job)
            timed.periodic_task(_at_every_tick, name=job.__name__)(run)
            self._sooner[job.__name__] = timed.task(name=f"{job.__name__}_sooner")(run)
        timed.periodic_task(_at_every_tick, name=SETTLE)(self._settle)  # after what the jobs wrote
        self._queues, self._tick = (timed, documents), timedelta(seconds=settings.tick_seconds)
        self._threads = [
            Threads(queue, tick_seconds=settings.tick_seconds) for queue in self._queues
        ]
        self._all_done_once = threading.Event()
        wake_after_commit(self)

    def start(self) -> None:
        """Do jobs from now on, in threads of this process."""
        self._senders.start()
        for threads in self._threads:
            threads.start()

    def stop(self, *, seconds: float = STOP_SECONDS) -> bool:
        """Begin no further job or e-mail, wait for those that run; return whether all have ended.

        What did not end in time is done again, by the next start or by another worker.
        """
        until = time.monotonic() + seconds
        parts: list[Senders | Threads] = [self._senders, *self._threads]
        for part in parts:
            part.stop()
        ended = [part.ended(max(0.0, until - time.monotonic())) for part in parts]
        return all(ended)

    def rests(self) -> bool:
        """Say whether all jobs were done once, and nothing will be due before the next tick."""
        if self.makes_documents or not self._all_done_once.is_set():
            return False
        try:
            waiting = any(len(queue) for queue in self._queues)
        except sqlite.Error:  # what cannot be asked now is asked again
            return False
        return not waiting and self._senders.rest(until=clock.now() + self._tick)

    def wake(self) -> None:
        """Look for e-mails at once: one was posted."""
        self._senders.wake()
        self.bell.ring()

    def wake_maker(self) -> None:
        """Look for documents at once: one was asked for."""
        self._make_asked()
        self.bell.ring()

    def do_soon(self, name: str) -> None:
        """Do a job of the clock's at once instead of at its next tick."""
        try:
            self._sooner[name]()
            self.bell.ring()
        except Exception as fault:  # noqa: BLE001  (whatever it was, the clock does it)
            log.warning("worker_not_woken", error=type(fault).__name__)

    def _make(self) -> None:
        with failures_booked(self._engine, making.JOB):
            self._make_waiting()

    def _make_late(self) -> None:
        with failures_booked(self._engine, making.JOB):
            book_success(self._engine, making.JOB)
            self._make_waiting()

    def _make_waiting(self) -> None:
        self.makes_documents = True
        try:
            self._documents.make_waiting(go_on=self._senders.going_on)
        finally:
            self.makes_documents = False

    def _settle(self) -> None:
        """Bring SQLite's log into its file, which then holds everything, and keep the log short."""
        with failures_booked(self._engine, SETTLE):
            book_success(self._engine, SETTLE)
            settle_log(self._engine)
        self._all_done_once.set()  # it is the clock's last job


def in_a_transaction(engine: Engine, job: Job) -> Callable[[], None]:
    """Return the job as the clock calls it: its own session, one commit, its fate booked."""

    def run() -> None:
        with failures_booked(engine, job.__name__), TurnSession(engine) as session:
            if services.begin(session, job.__name__, now=clock.now()):
                job(session, now=clock.now())
                session.commit()

    return run


def _at_every_tick(_moment: datetime) -> bool:
    return True


def wake_after_commit(worker: Worker) -> None:
    """Wake the worker whenever a transaction that posted e-mails or asked for documents is kept."""

    @event.listens_for(TurnSession, "after_commit")
    def wake(session: TurnSession) -> None:
        for what, call in ((POSTED, worker.wake), (ASKED, worker.wake_maker)):
            if not session.info.pop(what, False):
                continue
            try:
                call()
            except Exception as fault:  # noqa: BLE001  (the row is stored: whatever it was, the clock does it)
                log.warning("worker_not_woken", error=type(fault).__name__)


def health(session: Session, jobs: Collection[Job], *, now: datetime) -> WorkerHealth:
    """Return how the worker of these jobs fares, in whichever process it runs."""
    names = (sending.JOB, SETTLE, *(job.__name__ for job in jobs))
    return worker_health(session, names, now=now)
