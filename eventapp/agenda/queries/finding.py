"""Finding sessions of the draft by what somebody types."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, SessionRole
from eventapp.events.models import Event
from eventapp.people.models import Person
from eventapp.text_search import search_words, searchable

LONGEST_SEARCH = 100
"""Of what is typed more is not looked at."""


def sessions_found(session: Session, event: Event, typed: str, *, most: int) -> list[int]:
    """Return the numbers of the first sessions whose title or people hold words that begin so."""
    words = search_words(typed[:LONGEST_SEARCH])
    if not words:
        return []
    people = _people(session, event)
    statement = select(AgendaSession.id, AgendaSession.title).where(
        AgendaSession.event_id == event.id
    )
    order = (AgendaSession.starts_at.is_(None), AgendaSession.starts_at, AgendaSession.number)
    hits: list[int] = []
    for number, title in session.execute(statement.order_by(*order)):
        held = " ".join((searchable(*title.as_dict().values()), *people.get(number, ())))
        if all(f" {word}" in held for word in words):
            hits.append(number)
    return hits[:most]


def _people(session: Session, event: Event) -> dict[int, Sequence[str]]:
    """Return what a search looks through of the people in each session."""
    statement = (
        select(SessionRole.session_id, Person.folded)
        .join(Person, Person.id == SessionRole.person_id)
        .where(Person.event_id == event.id)
    )
    names: dict[int, list[str]] = {}
    for number, folded in session.execute(statement):
        names.setdefault(number, []).append(folded)
    return dict(names)
