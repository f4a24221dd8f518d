"""After an erasure is committed: copies of e-mails in files, old pages of the database's log."""

from sqlalchemy import Engine

from eventapp.mail.transports import forget_copies
from eventapp.orm import settle_log
from eventapp.privacy.services import Erased


def sweep(engine: Engine, mail_url: str, erased: Erased) -> None:
    """Remove what lies outside the tables; call it after the commit."""
    forget_copies(mail_url, erased.emails)
    settle_log(engine)
