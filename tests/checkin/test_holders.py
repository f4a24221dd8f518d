"""How a badge stands: by its own row and by what became of the registration."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.checkin.services.holders import holder_of, standing_of
from eventapp.checkin.verdicts import Standing
from eventapp.registration.models import State
from tests.checkin.test_doors import make_badge
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import make_registration


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (State.CONFIRMED, Standing.OK),
        (State.PENDING, Standing.WAITING),
        (State.WAITING, Standing.WAITING),
        (State.OFFERED, Standing.WAITING),
        (State.CANCELLED, Standing.CANCELLED),
    ],
)
def test_badge_stands_as_its_registration_does_until_it_is_replaced(
    session: Session, app: Flask, state: State, standing: Standing
) -> None:
    event, category = make_event_with_category(session)
    guest = make_registration(session, event, category)
    badge = make_badge(session, app, event, guest)

    guest.state = state
    assert standing_of(badge, guest) is standing

    badge.replaced_at = NOON
    assert standing_of(badge, guest) is Standing.REVOKED
    badge.replaced_at, guest.holder_no = None, guest.holder_no + 1
    assert standing_of(badge, guest) is Standing.REVOKED
    assert set(holder_of(guest)) == {"n", "o", "c", "h", "k"}
