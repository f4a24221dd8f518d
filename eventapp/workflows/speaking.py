"""What becomes of an invitation, and the place at the event that follows from it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.agenda.services import RoleChange
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.registration.models import PlaceAfter
from eventapp.speakers.models import Contributor
from eventapp.speakers.queries.roles import roles_of
from eventapp.speakers.services import answers, confirming, invitations
from eventapp.speakers.services.answers import SpeakingAnswerChange
from eventapp.workflows import participation
from eventapp.workflows.participation import PlaceAtStake


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


def places_at_stake(session: Session, contributor: Contributor) -> Sequence[PlaceAtStake]:
    """Return the place to be decided on if the invitation is withdrawn: none or theirs.

    It is the place of whoever has accepted and has no confirmed part besides.
    """
    roles = roles_of(session, [contributor.person_id])[contributor.person_id]
    states = {role.state for role in roles if not role.session.cancelled}
    if ContributorState.CONFIRMED in states or ContributorState.ACCEPTED not in states:
        return ()
    stake = participation.at_stake(session, contributor.person)
    return (stake,) if stake else ()


def withdraw(
    session: Session,
    event: Event,
    contributor: Contributor,
    answers: Mapping[str, PlaceAfter] | None = None,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Take an invitation back, and do with the place as the answers say, by public id.

    Without answers whoever had accepted has a place without a part, until somebody decides on it.
    Raises NotAsked, and PlaceUndecided where answers lack theirs.
    """
    stakes = () if answers is None else places_at_stake(session, contributor)
    participation.check_decided(stakes, answers or {})
    _followed(invitations.withdraw, session, event, contributor, by=by, now=now)
    participation.end_places(session, event, stakes, answers or {}, by=by, now=now)


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
