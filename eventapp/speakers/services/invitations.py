"""Inviting contributors, and taking an invitation back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.journal.services import Actor, record
from eventapp.speakers.emails.contributors import SpeakingInvitation, day_text
from eventapp.speakers.errors import NotAsked, NothingToInviteTo, Unreachable
from eventapp.speakers.models import Contributor
from eventapp.speakers.queries.roles import roles_of
from eventapp.speakers.services.posting import Addressee, about, parts_told, post
from eventapp.speakers.services.states import in_state, settle, stand

ASKED = (ContributorState.DRAFT, ContributorState.INVITED)
"""Parts that an invitation asks about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingInvitationChange:
    """What an invitation says besides the parts, and to whom it goes."""

    language: str
    to: Addressee = Addressee.SPEAKER
    answer_by: date | None = None
    details_by: date | None = None
    message: str = ""
    invited_by: str = ""
    """Who wrote the personal text, and signs it."""


def invite(
    session: Session,
    event: Event,
    contributor: Contributor,
    change: SpeakingInvitationChange,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Ask somebody to take the parts that nobody has asked them about, or that wait for an answer.

    An invitation sent again says what stands now. Raises NothingToInviteTo, Unreachable.
    """
    roles = in_state(stand(session, event, contributor), *ASKED)
    if not roles:
        raise NothingToInviteTo(contributor.person.full_name)
    contributor.language, contributor.message = change.language, change.message
    contributor.answer_by, contributor.details_by = change.answer_by, change.details_by
    contributor.invited_at, contributor.invited_by = now, change.invited_by
    contributor.answered_at, contributor.answered_by, contributor.answered_as = None, "", None
    is_ahead = change.answer_by is None or change.answer_by >= now.astimezone(event.tzinfo).date()
    post(
        session,
        contributor,
        event,
        SpeakingInvitation,
        to=change.to,
        now=now,
        parts=parts_told(session, roles, change.language),
        message=change.message,
        invited_by=change.invited_by,
        answer_by=day_text(change.answer_by) if is_ahead else "",
    )
    settle(session, event, contributor, roles, ContributorState.INVITED, now=now)
    facts = {"language": [None, change.language], "answer_by": [None, day_text(change.answer_by)]}
    record(session, "contributor-invited", about(contributor), by=by, now=now, changes=facts)


def why_not(session: Session, contributors: Sequence[Contributor]) -> dict[int, Refusal]:
    """Return why those of these who cannot be invited now cannot, by the person's number."""
    roles = roles_of(session, [contributor.person_id for contributor in contributors])
    reasons: dict[int, Refusal] = {}
    for contributor in contributors:
        person = contributor.person
        if not in_state(roles[person.id], *ASKED):
            reasons[person.id] = NothingToInviteTo(person.full_name)
        elif not (person.email or person.assistant_email):
            reasons[person.id] = Unreachable(person.full_name)
    return reasons


def withdraw(
    session: Session, event: Event, contributor: Contributor, *, by: Actor, now: datetime
) -> None:
    """Take an invitation back: the parts are a draft again, and no e-mail says so.

    The links stay good and tell it. Raises NotAsked where nothing was asked, or all is settled.
    """
    roles = in_state(
        stand(session, event, contributor), ContributorState.INVITED, ContributorState.ACCEPTED
    )
    if not roles:
        raise NotAsked
    settle(session, event, contributor, roles, ContributorState.DRAFT, now=now)
    contributor.invited_at = None
    record(session, "contributor-withdrawn", about(contributor), by=by, now=now)
