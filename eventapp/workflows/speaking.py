"""What becomes of an invitation, and the place at the event that follows from it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda.services import RoleChange
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.speakers.models import Contributor
from eventapp.speakers.queries.roles import roles_of
from eventapp.speakers.services import answers, confirming, invitations
from eventapp.speakers.services.answers import SpeakingAnswerChange
from eventapp.workflows import participation


def answer(
    session: Session,
    event: Event,
    contributor: Contributor,
    change: SpeakingAnswerChange,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Take an answer; whose part is settled by it has a place. Raises what `answers` raises."""

    def act() -> None:
        answers.answer(session, event, contributor, change, by=by, now=now)

    _followed(session, event, contributor, act, by=by, now=now)


def confirm(
    session: Session, event: Event, contributor: Contributor, *, by: Actor, now: datetime
) -> None:
    """Settle what somebody accepted. Raises NotAccepted."""

    def act() -> None:
        confirming.confirm(session, event, contributor, by=by, now=now)

    _followed(session, event, contributor, act, by=by, now=now)


def reopen(
    session: Session, event: Event, contributor: Contributor, *, by: Actor, now: datetime
) -> None:
    """Let an answer be given anew; the place stays meanwhile. Raises NotAsked."""

    def act() -> None:
        answers.reopen(session, event, contributor, by=by, now=now)

    _followed(session, event, contributor, act, by=by, now=now)


def withdraw(
    session: Session, event: Event, contributor: Contributor, *, by: Actor, now: datetime
) -> None:
    """Take an invitation back; whoever had accepted has a place without a part. Raises NotAsked."""

    def act() -> None:
        invitations.withdraw(session, event, contributor, by=by, now=now)

    _followed(session, event, contributor, act, by=by, now=now)


def _followed(
    session: Session,
    event: Event,
    contributor: Contributor,
    act: Callable[[], None],
    *,
    by: Actor,
    now: datetime,
) -> None:
    before = _parts(session, contributor)
    act()
    session.flush()
    participation.follow(session, event, before, _parts(session, contributor), by=by, now=now)


def _parts(session: Session, contributor: Contributor) -> list[RoleChange]:
    """Return the parts of a contributor as they stand."""
    roles = roles_of(session, [contributor.person_id])[contributor.person_id]
    return [
        RoleChange(person=contributor.person, part=role.part, state=role.state) for role in roles
    ]
