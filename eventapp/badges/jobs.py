"""What the clock does for badges: codes are issued, and what the team reads stays quick."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from eventapp.badges import looks, making, queries
from eventapp.badges.errors import NoKeyLeft
from eventapp.events.models import Event
from eventapp.mail.worker import Job
from eventapp.turns import nothing_held

STEPS = 100
"""How often a turn of the job commits before the jobs beside it have their own."""


def issuing(keys: Path) -> Job:
    """Return the job that issues, with the keys of this folder, the codes that places lack.

    Whoever acts on a page that shows the code has it at once; all others within a minute, so that
    no look at a page has to issue one.
    """

    def issue_codes(session: Session, *, now: datetime) -> None:
        with nothing_held(session):
            numbers = queries.events_without_badges(session)
        for number in numbers:
            with suppress(NoKeyLeft):  # its organisers are told where they print
                making.issue_missing(session, session.get_one(Event, number), keys, now=now)

    return issue_codes


def look_through_badges(session: Session, *, now: datetime) -> None:
    """Look at every badge that may look otherwise now; a commit each step, so doors never wait.

    Where nothing changed since the last time, nothing is compared.
    """
    with nothing_held(session):
        events = looks.events(session)
    steps, compared = 0, []
    for event in events:
        while steps < STEPS and looks.look_through(session, event.id):
            steps += 1
        if steps == STEPS:
            break
        compared.append(event)
    looks.note_compared(session, compared, now=now)
