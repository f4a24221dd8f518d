"""The demo conference, loaded once for all tests of a process; each begins with a copy."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda.queries import releases
from eventapp.demo.load import load
from eventapp.events.models import Event
from eventapp.orm import make_engine


class Demos:
    """Databases that hold the demo, one for each kind, size and moment: templates, never used."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, int, datetime | None], str] = {}

    def template(
        self,
        kind: str,
        make: Callable[[], str],
        *,
        participants: int = 208,
        now: datetime | None = None,
    ) -> str:
        """Return the address of a database with the demo; `make` returns that of an empty one."""
        pair = (kind, participants, now)
        if pair not in self._made:
            address = make()
            engine = make_engine(address)
            with Session(engine) as session:
                load(session, now=now or clock.now(), participants=participants)
                session.commit()
            engine.dispose()
            self._made[pair] = address
        return self._made[pair]


def demo_event(session: Session) -> Event:
    """Return the event of a test that is marked `demo`.

    Every copy of it has the same identity: what this process held of another copy's programme
    would be taken for this one's.
    """
    releases.NEWEST = releases.Newest()
    return session.scalars(select(Event)).one()
