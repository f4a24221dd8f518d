"""The activity log: each field that is otherwise, by its act; texts can be taken out again."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.journal.models import Entry
from eventapp.journal.services import (
    SYSTEM,
    Actor,
    Object,
    forget_texts,
    note_change,
    record,
    record_all,
)
from tests.factories.events import NOON

pytestmark = pytest.mark.on_sqlite


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is edited of a thing."""

    name: str = ""
    places: int = 0
    active: bool = True


THING = Object("thing", 7, "Thing")
HELD = Change(name="Aula", places=9)


def entries(session: Session) -> list[Entry]:
    """Return what was written down, in order."""
    session.flush()
    return list(session.scalars(select(Entry).order_by(Entry.id)))


def test_a_change_names_what_is_otherwise_and_what_was_archived_is_named_so(
    session: Session,
) -> None:
    for before, after in (
        (None, HELD),
        (HELD, replace(HELD, places=10)),
        (HELD, replace(HELD, active=False)),
        (replace(HELD, active=False), HELD),
        (HELD, replace(HELD, active=False, places=10)),
    ):
        note_change(session, THING, before, after, by=SYSTEM, now=NOON)

    kept = entries(session)
    assert [entry.action for entry in kept] == [
        "record-added", "record-changed", "archived", "restored", "record-changed",
    ]  # fmt: skip
    assert kept[1].changes == {"places": [9, 10]}


def test_a_label_too_long_is_cut_and_many_are_written_at_once(session: Session) -> None:
    long = Object("thing", 1, "x" * 300)
    record(session, "changed", long, by=Actor("user", 1, "y" * 300), now=NOON)
    record_all(session, "reminded", [THING, long], by=SYSTEM, now=NOON)
    record_all(session, "reminded", [], by=SYSTEM, now=NOON)

    kept = entries(session)
    assert (len(kept[0].object_label), len(kept[0].actor_label)) == (200, 160)
    assert [entry.action for entry in kept] == ["changed", "reminded", "reminded"]


def test_texts_are_taken_out_and_numbers_stay(session: Session) -> None:
    changes = {"name": ["Ada", "Eve"], "places": [9, 10]}
    record(session, "changed", THING, by=SYSTEM, now=NOON, changes=changes)
    session.flush()

    assert forget_texts(session, "thing", [7]) == 1
    assert forget_texts(session, "thing", [7]) == 0
    (entry,) = entries(session)
    assert "Ada" not in str(entry.changes)
    assert entry.changes["places"] == [9, 10]
