"""Finding one registration: who may see it, who waits where, and whose address is held."""

import pytest
from sqlalchemy.orm import Session

from eventapp.registration import queries
from eventapp.registration.services import changes
from eventapp.scope import Scope
from tests.factories.events import NOON, make_event, make_event_with_category
from tests.factories.people import make_organisation
from tests.factories.registrations import SOMEBODY, make_registration

pytestmark = pytest.mark.on_sqlite


def test_an_address_is_held_by_a_live_registration_alone(session: Session) -> None:
    event, category = make_event_with_category(session)
    ada = make_registration(session, event, category, "Ada")

    assert queries.live_by_email(session, event, " ADA@example.org") is ada
    assert queries.registered_at(session, event, "ada@example.org", ada.registered_at) is ada
    changes.cancel(session, ada, event, by=SOMEBODY, now=NOON)
    assert queries.live_by_email(session, event, "ada@example.org") is None


def test_a_reference_opens_nothing_of_another_event_or_another_organisation(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    other = make_event(session, slug="autumn")
    organisation = make_organisation(session, event, "Chemie-Cluster Bayern")
    ada = make_registration(session, event, category, "Ada")

    assert queries.by_reference(session, event, ada.reference) is ada
    assert queries.by_reference(session, other, ada.reference) is None
    assert (
        queries.visible(session, Scope(event.id, frozenset([organisation.id])), ada.reference)
        is ada
    )
    assert queries.visible(session, Scope(event.id, frozenset()), ada.reference) is None
    assert queries.visible(session, Scope(other.id), ada.reference) is None


def test_positions_count_from_one_in_the_order_in_which_places_are_given(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    names = ("Ada", "Bob", "Cem")
    holder, bob, cem = (make_registration(session, event, category, name) for name in names)
    cem.priority = 3
    session.flush()

    assert [queries.position(session, registration) for registration in (holder, bob, cem)] == [
        0,
        2,
        1,
    ]
    assert queries.positions(session, Scope(event.id)) == {cem.id: 1, bob.id: 2}
