"""Who waits, in the order in which places are given, a few at a time and none twice."""

import pytest
from sqlalchemy.orm import Session

from eventapp.registration.queries import waiting
from eventapp.registration.queries.places import ledger
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite


def test_the_list_read_in_parts_is_the_list_read_whole(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, category = make_event_with_category(session, places=0)
    people = [make_registration(session, event, category, f"P{number}") for number in range(7)]
    people[5].priority = people[2].priority = 4
    session.flush()
    monkeypatch.setattr(waiting, "A_FEW", 2)

    names = [
        registration.family_name for registration in waiting.in_line(session, event, category.id)
    ]

    assert names == ["P2", "P5", "P0", "P1", "P3", "P4", "P6"]
    assert names == [registration.family_name for registration in waiting.queue(session, event)]


def test_as_many_are_foretold_as_places_can_be_given_and_no_more_than_wished(
    session: Session,
) -> None:
    event, category = make_event_with_category(session, places=0)
    for number in range(4):
        make_registration(session, event, category, f"P{number}")
    event.places = 3
    session.flush()

    def foretold(most: int | None) -> int:
        line = waiting.seekers(session, event, category.id)
        return waiting.how_many(ledger(session, event), line, most)

    assert [foretold(most) for most in (None, 2, 0)] == [3, 2, 0]


def test_nobody_is_foretold_a_place_whose_organisation_outside_the_directory_holds_its_share(
    session: Session,
) -> None:
    event, category = make_event_with_category(session, places=9)
    category.per_organisation = 1
    event.revision += 1
    session.flush()
    for name in ("P0", "P1"):
        make_registration(session, event, category, name, organisation="Werkstatt Klein")

    assert waiting.events_with_free_places(session, now=NOON) == []
    assert not waiting.anybody_could(session, event, ledger(session, event))


def test_an_event_that_is_over_or_full_has_nothing_to_give(session: Session) -> None:
    event, category = make_event_with_category(session, places=0)
    make_registration(session, event, category)

    assert waiting.events_with_free_places(session, now=NOON) == []
    event.places = 1
    session.flush()
    assert waiting.events_with_free_places(session, now=NOON) == [event.id]
    assert event.ends_at is not None
    assert waiting.events_with_free_places(session, now=event.ends_at) == []
