"""What is missing of contributors, by what the database holds of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionRole
from eventapp.events.models import Event
from eventapp.languages import LANGUAGES
from eventapp.speakers.models import Contributor, Material
from eventapp.speakers.open_points import Point, open_points


def points_of(
    session: Session,
    event: Event,
    contributors: Sequence[Contributor],
    roles: Mapping[int, Sequence[SessionRole]],
    *,
    now: datetime,
) -> dict[int, tuple[Point, ...]]:
    """Return what is missing of each, by the person's number; `roles` are theirs."""
    today = now.astimezone(event.tzinfo).date()
    shown = _with_material(session, roles)
    return {
        contributor.person_id: open_points(
            contributor,
            roles[contributor.person_id],
            languages=tuple(LANGUAGES),
            with_material=contributor.person_id in shown,
            today=today,
        )
        for contributor in contributors
    }


def _with_material(session: Session, roles: Mapping[int, Sequence[SessionRole]]) -> set[int]:
    """Return who shows something already: a file of their own, or one of the team's for them."""
    sessions = {role.session_id for own in roles.values() for role in own}
    statement = select(Material.person_id, Material.session_id).where(
        Material.session_id.in_(sessions)
    )
    files = session.execute(statement).all()
    owners, of_the_team = {file[0] for file in files}, {file[1] for file in files if not file[0]}
    return {
        person
        for person, own in roles.items()
        if person in owners or any(role.session_id in of_the_team for role in own)
    }
