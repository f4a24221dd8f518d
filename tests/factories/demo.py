"""The demo conference, loaded once for all tests; each begins with a copy."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda.queries import releases
from eventapp.demo.load import load
from eventapp.events.models import Event
from eventapp.orm import make_engine


def fill(address: str, *, participants: int = 208, now: datetime | None = None) -> None:
    """Load the demo into an empty database."""
    engine = make_engine(address)
    with Session(engine) as session:
        load(session, now=now or clock.now(), participants=participants)
        session.commit()
    engine.dispose()


class Demos:
    """PostgreSQL databases that hold the demo, of each size and moment: templates, never used."""

    def __init__(self) -> None:
        self._made: dict[str, str] = {}

    def template(self, make: Callable[[], str], **how: Any) -> str:
        """Return the address of a database with the demo; `make` returns that of an empty one."""
        name = name_of(how)
        if name not in self._made:
            address = make()
            fill(address, **how)
            self._made[name] = address
        return self._made[name]


def name_of(how: Mapping[str, Any]) -> str:
    """Return what a demo of this size and moment is called."""
    return re.sub(r"\W+", "-", f"demo {sorted(how.items())}")


def demo_event(session: Session) -> Event:
    """Return the event of a test that is marked `demo`.

    Every copy of it has the same identity: what this process held of another copy's programme
    would be taken for this one's.
    """
    releases.NEWEST = releases.Newest()
    return session.scalars(select(Event)).one()
