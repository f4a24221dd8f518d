"""What tests of codes need: a turn of the job that issues them."""

from flask import Flask
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.badges import jobs
from eventapp.settings import Settings


def issue_codes(app: Flask, session: Session) -> None:
    """Issue the codes that places lack, as the clock does every minute."""
    settings: Settings = app.config["EVENTAPP"]
    jobs.issuing(settings.keys_dir)(session, now=clock.now())
    session.commit()
