"""The list of contributors at the size of a large congress."""

from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda import services as agenda
from eventapp.agenda.services import RoleChange, SessionChange
from eventapp.bench.cases.programme import asked
from eventapp.bench.measure import Figure
from eventapp.bench.world import EVENT, world
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.orm import Translated
from eventapp.people.models import PublicBasis
from eventapp.people.services import PersonChange, add_person
from eventapp.speakers.services.contributors import keep_up

CONTRIBUTORS, EACH, LOOKS = 300, 6, 20
"""How many there are, how many in a session, and how often the page is asked for."""


def contributors() -> list[Figure]:
    """Measure the list of 300 contributors, one filter of it, and a contributor's own page."""
    with world() as here:
        with here.session() as (session, event):
            person = _fill(session, event)
            session.commit()
        with here.served() as running:
            client, page = here.organiser(running), f"{EVENT}/manage/speakers"
            paths = {
                "a page": page,
                "a filter": f"{page}?missing=invitation",
                "nobody": f"{page}?q=zzyzx",
                "one of them": f"{page}/{person}",
            }
            return [
                asked(running, f"contributors, {what}", client, path, LOOKS)
                for what, path in paths.items()
            ]


def _fill(session: Session, event: Event) -> str:
    """Let 300 people take part in fifty sessions; return the public id of the last one."""
    now = clock.now()
    persons = [
        add_person(
            session,
            event,
            PersonChange(
                given_name="Ada",
                family_name=f"Contributor {number}",
                email=f"contributor{number}@example.org",
                basis=PublicBasis.ORGANISER,
            ),
            by=SYSTEM,
            now=now,
        )
        for number in range(CONTRIBUTORS)
    ]
    for first in range(0, CONTRIBUTORS, EACH):
        cast = tuple(RoleChange.draft(person) for person in persons[first : first + EACH])
        change = SessionChange(title=Translated.same(f"Session {first}"), people=cast)
        agenda.add_session(session, event, change, by=SYSTEM, now=now)
    keep_up(session, event)
    return persons[-1].public_id
