"""Confirming who accepted, and naming somebody before that."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState
from eventapp.events.models import Event
from eventapp.events.revision import raise_revision
from eventapp.journal.services import Actor, record
from eventapp.speakers.emails.contributors import SpeakingConfirmed, day_text
from eventapp.speakers.errors import NotAccepted, Unreachable
from eventapp.speakers.models import Contributor
from eventapp.speakers.queries.points import points_of
from eventapp.speakers.services.posting import about, parts_told, points_told, post, usual
from eventapp.speakers.services.states import in_state, revise, settle, stand


def confirm(
    session: Session, event: Event, contributor: Contributor, *, by: Actor, now: datetime
) -> None:
    """Settle what somebody accepted: the next version names them. Raises NotAccepted.

    They are told by e-mail, as far as there is an address.
    """
    every = stand(session, event, contributor)
    roles = in_state(every, ContributorState.ACCEPTED)
    if not roles:
        raise NotAccepted(contributor.person.full_name)
    settle(session, event, contributor, roles, ContributorState.CONFIRMED, now=now)
    person = contributor.person
    points = points_of(session, event, [contributor], {person.id: every}, now=now)[person.id]
    with suppress(Unreachable):  # agreed on the telephone: there is nobody to write to
        post(
            session,
            contributor,
            event,
            SpeakingConfirmed,
            to=usual(contributor),
            now=now,
            parts=parts_told(session, roles, contributor.language),
            missing=points_told(points, contributor.language),
            details_by=day_text(contributor.details_by),
        )
    record(session, "contributor-confirmed", about(contributor), by=by, now=now)


def announce(
    session: Session,
    event: Event,
    contributor: Contributor,
    *,
    announced: bool,
    by: Actor,
    now: datetime,
) -> None:
    """Let the next version name somebody before all is confirmed, or not before; noted either way.

    A part that was declined is not named.
    """
    roles = [
        role
        for role in stand(session, event, contributor)
        if role.announced is not announced and role.state is not ContributorState.DECLINED
    ]
    if not roles:
        return
    for role in roles:
        role.announced = announced
        revise(role, now=now)
    session.flush()
    raise_revision(session, event.id)
    action = "contributor-announced" if announced else "contributor-unannounced"
    record(session, action, about(contributor), by=by, now=now)
