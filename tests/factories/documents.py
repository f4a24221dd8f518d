"""What tests of documents need: one round of their maker."""

from collections.abc import Callable

from eventapp.composition import settings, work
from eventapp.documents.making import Making
from eventapp.extensions import db


def make_waiting(*, go_on: Callable[[], bool] = lambda: True) -> None:
    """Make what was asked for, as the worker does; within an application context."""
    Making(db.engine, settings().documents_dir, work().makers).make_waiting(go_on=go_on)
