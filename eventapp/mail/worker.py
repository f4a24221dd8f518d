"""The worker: huey as a thread of the web process, or alone as `eventapp work`.

Jobs only drain rows, so a lost job loses nothing: a minute later the clock sends the next one.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from flask import Flask
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.consumer import Consumer
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from eventapp.extensions import RequestSession, db
from eventapp.mail import sending
from eventapp.mail.services import POSTED
from eventapp.settings import Settings
from eventapp.web import clock, idempotency


class QuietConsumer(Consumer):
    """A consumer inside another program: that program's signals stay its own."""

    def _set_signal_handlers(self) -> None:
        """Leave the signals alone."""


def queue_for(settings: Settings) -> Huey:
    """Return the queue: a file of its own beside SQLite, tables of its own in PostgreSQL."""
    if settings.database_url.startswith("postgresql"):
        url = make_url(settings.database_url).set(drivername="postgresql")
        return PostgresHuey("eventapp", dsn=url.render_as_string(hide_password=False))
    path: Path = settings.data_dir / "jobs.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("eventapp", filename=str(path), journal_mode="truncate", results=False)


class Job(Protocol):
    """Something a feature does by the clock; running it twice does nothing more."""

    __name__: str

    def __call__(self, session: Session, *, now: datetime) -> None:
        """Do what is due at that moment."""


def in_a_transaction(app: Flask, job: Job) -> Callable[[], None]:
    """Return the job as the clock calls it: its own session, one commit."""

    def run() -> None:
        with app.app_context():
            session = db.session()
            job(session, now=clock.now())
            session.commit()

    return run


class Worker:
    """The application's queue with its jobs."""

    def __init__(self, app: Flask) -> None:
        self.queue = queue_for(app.config["EVENTAPP"])

        @self.queue.task()
        def send_letters() -> None:
            with app.app_context():
                sending.drain()

        @self.queue.periodic_task(crontab(minute="*"))
        def send_late_letters() -> None:
            with app.app_context():
                sending.drain()

        for job in app.extensions["minutely"]:
            run = in_a_transaction(app, job)
            self.queue.periodic_task(crontab(minute="*"), name=job.__name__)(run)

        @self.queue.periodic_task(crontab(minute="7", hour="3"))
        def tidy() -> None:
            with app.app_context(), Session(db.engine) as session:
                idempotency.forget_old(session, now=clock.now())
                session.commit()

        self.wake: Any = send_letters
        app.extensions["worker"] = self
        wake_after_commit(self)

    def consumer(self) -> QuietConsumer:
        """Return the threads that do the jobs; `start()` them here, or `run()` them alone."""
        return QuietConsumer(self.queue, workers=1, worker_type="thread", max_delay=1.0)


def wake_after_commit(worker: Worker) -> None:
    """Wake the worker whenever a transaction that posted letters has been committed."""

    @event.listens_for(RequestSession, "after_commit")
    def wake(session: RequestSession) -> None:
        if session.info.pop(POSTED, False):
            worker.wake()
