"""Translations of the demo: most are reviewed, a few drafts, one outdated, one missing."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.events.services import EventChange, change_event
from eventapp.journal.services import Actor
from eventapp.languages import LANGUAGES, Translated
from eventapp.people.queries import desks
from eventapp.people.services import DeskChange, change_desk
from eventapp.workflows import public_texts
from eventapp.workflows.translating import review_drafts

ADDED = " Für das Matchmaking ist eine Buchung nötig."
"""What the team wrote into the German description after it had been translated."""
LEFT = 3
"""How many texts nobody has reviewed yet."""


def review_texts(session: Session, event: Event, *, by: Actor, now: datetime) -> None:
    """Let the texts be reviewed two weeks ago, all but the last ones, then change one source."""
    then = now - timedelta(days=14)
    known = public_texts.standings(session, event)
    drafts = [each for each in known if each.is_open]
    review_drafts(session, event, drafts[:-LEFT], list(LANGUAGES), by=by, now=then)
    _leave_out_english(session, event, by=by, now=now)
    held = EventChange.of(event)
    longer = {**held.description.as_dict(), "de": held.description["de"] + ADDED}
    change = replace(held, description=Translated.of(longer))
    change_event(session, event, change, by=by, now=now - timedelta(days=3))


def _leave_out_english(session: Session, event: Event, *, by: Actor, now: datetime) -> None:
    """Let one information desk say what it offers in German and French alone."""
    desk = desks(session, event)[-1]
    held = DeskChange.of(desk)
    text = Translated.of({code: held.text[code] for code in ("de", "fr")})
    change_desk(session, desk, replace(held, text=text), by=by, now=now)
