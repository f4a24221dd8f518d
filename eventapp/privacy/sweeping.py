"""After an erasure is committed: copies of letters in files, old pages of the database's log."""

from flask import current_app

from eventapp.extensions import db
from eventapp.mail.transports import forget_copies
from eventapp.orm import settle_log
from eventapp.privacy.services import Erased
from eventapp.settings import Settings


def sweep(erased: Erased) -> None:
    """Remove what lies outside the tables; call it after the commit."""
    settings: Settings = current_app.config["EVENTAPP"]
    forget_copies(settings.mail_url, erased.letters)
    settle_log(db.engine)
