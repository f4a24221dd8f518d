"""Finding events: public ones with the next first, one's own, and whether one may register."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.events import queries
from eventapp.events.models import Event, Role
from eventapp.events.services import give_role
from eventapp.orm import Translated
from tests.factories.accounts import make_member
from tests.factories.events import NOON, make_event

pytestmark = pytest.mark.on_sqlite
DAY = timedelta(days=1)


def test_public_events_stand_by_their_day_and_those_without_one_last(session: Session) -> None:
    start = datetime(2027, 4, 15, tzinfo=UTC)
    make_event(session, slug="undated", starts_at=None, ends_at=None)
    make_event(session, slug="later", starts_at=start + DAY)
    make_event(session, slug="hidden", published=False)
    make_event(session, slug="sooner", starts_at=start)

    assert [event.slug for event in queries.published(session)] == ["sooner", "later", "undated"]
    assert queries.by_slug(session, "hidden") is not None
    assert queries.by_slug(session, "nowhere") is None


def test_a_role_is_found_at_its_own_event_alone(session: Session) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    user = make_member(session, event, Role.DESK)
    role = queries.role_of(session, event, user.id, Role.DESK)
    assert role is not None

    assert queries.membership(session, event, role.id) is role
    assert queries.membership(session, other, role.id) is None
    assert queries.memberships(session, other.id, user.id) == []
    assert queries.events_of(session, user.id) == [(event, Role.DESK)]


def test_who_works_at_an_event_that_another_does_not_organise_works_elsewhere(
    session: Session,
) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    desk, organiser = make_member(session, event, Role.DESK), make_member(session, event)

    assert not queries.works_elsewhere(session, desk.id, organiser.id)
    give_role(session, other, desk, Role.DESK, now=NOON)
    assert queries.works_elsewhere(session, desk.id, organiser.id)


@pytest.mark.parametrize(
    ("opens", "closes", "is_open"),
    [
        (None, None, True), (NOON, None, True), (NOON + DAY, None, False), (None, NOON, False),
        (NOON - DAY, NOON + DAY, True),
    ],
)  # fmt: skip
def test_registration_opens_with_its_first_minute_and_ends_before_its_last(
    opens: datetime | None, closes: datetime | None, *, is_open: bool
) -> None:
    event = Event(
        slug="x",
        title=Translated(),
        created_at=NOON,
        registration_opens_at=opens,
        registration_closes_at=closes,
    )

    assert queries.registration_is_open(event, NOON) is is_open
