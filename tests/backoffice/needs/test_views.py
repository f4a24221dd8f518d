"""Journeys and needs of contributors are read by the care team, and by nobody else."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Role
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite


@pytest.mark.parametrize(("role", "status"), [(Role.CARE, 200), (Role.ORGANISER, 403)])
def test_needs_are_shown_to_the_care_team_alone(
    session: Session, client: FlaskClient, role: Role, status: int
) -> None:
    event = make_event(session)
    contributor = make_contributor(session, event)
    contributor.access_needs, contributor.travel = "A seat near the stage", "By train"
    sign_in(session, client, make_member(session, event, role))

    answer = client.get("/spring/manage/needs")

    assert answer.status_code == status
    assert ("A seat near the stage" in answer.text) is (status == 200)
