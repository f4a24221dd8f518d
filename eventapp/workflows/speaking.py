"""What becomes of an invitation, and the place at the event that follows from it."""

from datetime import datetime
from functools import partial
from typing import Protocol

from sqlalchemy.orm import Session

from eventapp.agenda.services import RoleChange
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.speakers.models import Contributor
from eventapp.speakers.queries.roles import roles_of
from eventapp.speakers.services import answers, confirming, invitations
from eventapp.speakers.services.answers import SpeakingAnswerChange
from eventapp.workflows import participation


class Act(Protocol):
    """Something that changes how far the parts of a contributor are settled."""

    def __call__(
        self, session: Session, event: Event, contributor: Contributor, *, by: Actor, now: datetime
    ) -> None:
        """Act, or refuse."""


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
    act = partial(answers.answer, change=change)
    _followed(act, session, event, contributor, by=by, now=now)


def confirm(
    session: Session, event: Event, contributor: Contributor, *, by: Actor, now: datetime
) -> None:
    """Settle what somebody accepted. Raises NotAccepted."""
    _followed(confirming.confirm, session, event, contributor, by=by, now=now)


def reopen(
    session: Session, event: Event, contributor: Contributor, *, by: Actor, now: datetime
) -> None:
    """Let an answer be given anew; the place stays meanwhile. Raises NotAsked."""
    _followed(answers.reopen, session, event, contributor, by=by, now=now)


def withdraw(
    session: Session, event: Event, contributor: Contributor, *, by: Actor, now: datetime
) -> None:
    """Take an invitation back; whoever had accepted has a place without a part. Raises NotAsked."""
    _followed(invitations.withdraw, session, event, contributor, by=by, now=now)


def _followed(
    act: Act,
    session: Session,
    event: Event,
    contributor: Contributor,
    *,
    by: Actor,
    now: datetime,
) -> None:
    before = _parts(session, contributor)
    act(session, event, contributor, by=by, now=now)
    session.flush()
    participation.follow(session, event, before, _parts(session, contributor), by=by, now=now)


def _parts(session: Session, contributor: Contributor) -> list[RoleChange]:
    """Return the parts of a contributor as they stand."""
    roles = roles_of(session, [contributor.person_id])[contributor.person_id]
    return [
        RoleChange(person=contributor.person, part=role.part, state=role.state) for role in roles
    ]
