"""An invitation ends when the person it went to is registered, by whatever way."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.registration.models import Invitation, InvitationState, Registration


def end_invitation(session: Session, registration: Registration, *, now: datetime) -> None:
    """Take a live registration of an invited address for a yes: nobody reminds who is coming.

    Call it when the registration, its address or its life is new, once that is flushed.
    """
    if registration.email_key is None:
        return
    unanswered = (InvitationState.OPEN, InvitationState.DECLINED)
    statement = select(Invitation).where(
        Invitation.event_id == registration.event_id,
        Invitation.email_key == registration.email_key,
        Invitation.state.in_(unanswered),
    )
    for invitation in session.scalars(statement.with_for_update(of=Invitation)):
        invitation.state, invitation.answered_at = InvitationState.ACCEPTED, now
        invitation.registration_id = registration.id
        registration.delegation_id = registration.delegation_id or invitation.delegation_id
