"""Contingents as organisers edit them: what is freed is given, what was opened stays open."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from eventapp.registration.errors import ReleasedAlready
from eventapp.registration.models import State
from eventapp.registration.services.contingent_changes import (
    ContingentChange,
    change_contingent,
)
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_contingent, make_registration

pytestmark = pytest.mark.on_sqlite


def test_a_contingent_stands_as_it_was_written(session: Session) -> None:
    event, _category = make_event_with_category(session)
    change = ContingentChange(
        name="France", places=5, country="FR", category="guests", organisation="BioM",
        shares={"guests": 100},
    )  # fmt: skip
    fields = {name: getattr(change, name) for name in change.__dataclass_fields__}

    assert ContingentChange.of(make_contingent(session, event, **fields)) == change


def test_places_that_become_free_go_to_who_waits(session: Session) -> None:
    event, category = make_event_with_category(session, places=2)
    kept = make_contingent(session, event, name="France", places=2, country="FR")
    registration = make_registration(session, event, category, "Ada")
    before = registration.state

    change = replace(ContingentChange.of(kept), places=1)
    change_contingent(session, kept, change, by=SOMEBODY, now=NOON)

    assert (before, registration.state) == (State.WAITING, State.CONFIRMED)


def test_one_that_was_opened_to_all_is_not_changed_any_more(session: Session) -> None:
    event, _category = make_event_with_category(session)
    kept = make_contingent(session, event, name="France", places=2, country="FR")
    kept.released_at = NOON
    session.flush()

    with pytest.raises(ReleasedAlready):
        change_contingent(
            session, kept, replace(ContingentChange.of(kept), places=9), by=SOMEBODY, now=NOON
        )
