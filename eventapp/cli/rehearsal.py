"""What every process does for its first page, done once before there are several of them.

What is made before the fork (templates, texts, statements, mappers) is memory that all share. Made
after it, each process makes its own, and to do so copies much of what it shared.
"""

import structlog
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import create_environ

from eventapp.addresses import Page
from eventapp.composition import addresses, settings
from eventapp.events import queries as events
from eventapp.extensions import db
from eventapp.languages import LANGUAGES
from eventapp.orm import reading


def rehearse(app: Flask) -> None:
    """Make the page that most visitors open first, in each language, for nobody.

    It is neither counted nor logged. Where it fails a start goes on: a visitor will be told.
    """
    try:
        path = _first_page()
        for language in LANGUAGES:
            _show(app, f"{path}?lang={language}")
    except Exception as fault:  # noqa: BLE001  (whatever it is: nobody waits for this page)
        structlog.get_logger().warning("rehearsal_failed", error=type(fault).__name__)


def _first_page() -> str:
    """Return the path of the next event's page; without an event, of the list of them."""
    with Session(reading(db.engine)) as session:
        event = next(iter(events.published(session)), None)
    return addresses().path(Page.EVENT, event=event.slug) if event else "/"


def _show(app: Flask, path: str) -> None:
    """Let the view answer; what comes after views counts, logs and packs what is sent."""
    asked = create_environ(path, settings().base_url)
    with app.app_context(), app.request_context(asked):  # the command's own context goes on
        app.preprocess_request() or app.dispatch_request()
    structlog.contextvars.clear_contextvars()
