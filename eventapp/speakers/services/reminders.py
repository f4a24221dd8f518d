"""Reminding contributors of what is missing, and of nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.events.revision import hold
from eventapp.journal.services import Actor, record_all
from eventapp.mail import services as mail
from eventapp.speakers.emails.contributors import SpeakingReminder, day_text
from eventapp.speakers.models import Contributor
from eventapp.speakers.open_points import Point
from eventapp.speakers.queries.points import points_of
from eventapp.speakers.queries.roles import roles_of
from eventapp.speakers.services.posting import (
    Addressee,
    about,
    parts_told,
    points_told,
    ready,
    recipients,
    usual,
)

PAUSE = timedelta(days=1)
"""Nobody is reminded twice within it."""
AT_ONCE = 100
"""Contributors reminded by one act: others who write wait for it."""


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody who would be reminded, of what, and at which addresses."""

    contributor: Contributor
    points: tuple[Point, ...]
    recipients: tuple[tuple[str, bool], ...]
    """Address, and whether it is the assistant's."""


def due(
    session: Session, event: Event, contributors: Sequence[Contributor], *, now: datetime
) -> list[Due]:
    """Return who of these would be reminded now: something is theirs to do, and there is a way.

    Not who was reminded within a day.
    """
    roles = roles_of(session, [contributor.person_id for contributor in contributors])
    points = points_of(session, event, contributors, roles, now=now)
    those: list[Due] = []
    for contributor in contributors:
        person = contributor.person
        own = tuple(point for point in points[person.id] if not point.for_the_team)
        lately = contributor.reminded_at is not None and contributor.reminded_at > now - PAUSE
        if own and not lately and (person.email or person.assistant_email):
            to = Addressee.ASSISTANT if person.assistant_email else usual(contributor)
            those.append(Due(contributor, own, tuple(recipients(contributor, to))))
    return those[:AT_ONCE]


def remind(
    session: Session,
    event: Event,
    contributors: Sequence[Contributor],
    *,
    message: str = "",
    by: Actor,
    now: datetime,
) -> list[Due]:
    """Remind those of whom something is missing; return whom, as `due` tells beforehand."""
    hold(session, event.id)
    for contributor in contributors:
        session.refresh(contributor, ["reminded_at"])
    those = due(session, event, contributors, now=now)
    roles = roles_of(session, [each.contributor.person_id for each in those])
    made = []
    for each in those:
        own = roles[each.contributor.person_id]
        made += _ready(session, event, each, own, message)
        each.contributor.reminded_at = now
    session.flush()
    mail.post_all(session, made, now=now)
    record_all(
        session,
        "contributor-reminded",
        [about(each.contributor) for each in those],
        by=by,
        now=now,
        changes=[{"points": [point.kind.value for point in each.points]} for each in those],
    )
    return those


def _ready(
    session: Session, event: Event, each: Due, roles: Sequence[SessionRole], message: str
) -> list[mail.Ready]:
    """Return the reminder to each of somebody's addresses, with their parts."""
    contributor = each.contributor
    kept = [role for role in roles if role.state is not ContributorState.DECLINED]
    parts = parts_told(session, kept, contributor.language)
    return [
        ready(
            contributor,
            event,
            SpeakingReminder,
            address=address,
            to_assistant=is_assistant,
            parts=parts,
            missing=points_told(each.points, contributor.language),
            due=day_text(each.points[0].due),
            is_late=each.points[0].is_late,
            message=message,
        )
        for address, is_assistant in each.recipients
    ]
