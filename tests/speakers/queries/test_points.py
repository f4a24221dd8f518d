"""What is missing, by what the database holds: a file that is there is no longer missing."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.events.models import Event
from eventapp.speakers.open_points import PointKind
from eventapp.speakers.queries.points import points_of
from eventapp.speakers.queries.roles import roles_of
from tests.factories.events import NOON
from tests.factories.speakers import make_contributor, make_material

pytestmark = pytest.mark.on_sqlite


def test_a_file_of_ones_own_or_of_the_team_is_what_is_shown(
    session: Session, event: Event, tmp_path: Path
) -> None:
    contributor = make_contributor(session, event, state=ContributorState.ACCEPTED)
    roles = roles_of(session, [contributor.person_id])

    def kinds() -> set[PointKind]:
        points = points_of(session, event, [contributor], roles, now=NOON)
        return {point.kind for point in points[contributor.person_id]}

    assert PointKind.SLIDES in kinds()
    make_material(session, tmp_path, roles[contributor.person_id][0].session, contributor.person)
    assert PointKind.SLIDES not in kinds()
