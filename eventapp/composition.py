"""What this installation is, and what the composition root put together: features are told.

Faces and commands ask for it here to hand it down.
"""

from flask import current_app

from eventapp.addresses import Addresses
from eventapp.extensions import db
from eventapp.mail.mailing import Mailing
from eventapp.mail.worker import Job, Work, Worker
from eventapp.settings import Settings

WORK, WORKER = "work", "worker"
"""Under which names `app` keeps what there is to do, and who does it in this process."""


def settings() -> Settings:
    """Return what its operator chose."""
    kept: Settings = current_app.config["EVENTAPP"]
    return kept


def addresses() -> Addresses:
    """Return where the public pages are."""
    kept: Addresses = current_app.extensions["addresses"]
    return kept


def work() -> Work:
    """Return what there is to do besides answering, and with what."""
    return current_app.extensions[WORK]  # type: ignore[no-any-return]


def mailing() -> Mailing:
    """Return what e-mails are made with."""
    return work().mailing


def worker() -> Worker:
    """Return who does the work in this process, made where there was nobody."""
    return current_app.extensions.get(WORKER) or Worker(db.engine, work())


def do_soon(job: Job) -> None:
    """Let a job of the clock's be done at once if this process can ask; else the clock does it."""
    here: Worker | None = current_app.extensions.get(WORKER)
    if here is not None:
        here.do_soon(job.__name__)
