"""Reading the journal: newest first, page by page, and to a representative their own alone."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.journal import queries
from eventapp.journal.models import Entry
from eventapp.scope import Scope
from tests.factories.events import NOON, make_event


@pytest.fixture
def entries(session: Session) -> list[Entry]:
    """Return five entries of one event; two at one moment, two about organisation 7."""
    event = make_event(session)
    made = [
        Entry(
            event_id=event.id, at=NOON + timedelta(minutes=minutes), action="changed",
            actor_kind="user", actor_label="Ada", object_kind="room", object_id=number % 2,
            organisation_id=7 if number < 2 else None,
        )
        for number, minutes in enumerate((0, 1, 1, 2, 3))
    ]  # fmt: skip
    session.add_all(made)
    session.flush()
    return made


def test_pages_follow_each_other_without_a_gap_also_at_one_moment(
    session: Session, entries: list[Entry]
) -> None:
    scope = Scope(entries[0].event_id or 0)
    read: list[Entry] = []
    while page := queries.latest(session, scope, most=2, before=read[-1].id if read else None):
        read += page

    assert read == entries[::-1]


def test_a_representative_reads_of_the_own_organisation_alone(
    session: Session, entries: list[Entry]
) -> None:
    number = entries[0].event_id or 0

    assert list(queries.latest(session, Scope(number, frozenset([7])))) == entries[1::-1]
    assert list(queries.latest(session, Scope(number, frozenset()))) == []


def test_one_things_history_is_its_own(session: Session, entries: list[Entry]) -> None:
    scope = Scope(entries[0].event_id or 0)

    assert list(queries.history_of(session, "room", 1, scope=scope)) == entries[3::-2]
    assert list(queries.history_of(session, "track", 1, scope=scope)) == []
    assert list(queries.history_of(session, "room", 1, scope=Scope(scope.event_id + 1))) == []
