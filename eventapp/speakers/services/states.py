"""How far the parts of a contributor are settled: written here, and by whoever edits a session."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.orm import lock_row
from eventapp.speakers.models import Contributor
from eventapp.speakers.queries.roles import roles_of


def stand(session: Session, event: Event, contributor: Contributor) -> list[SessionRole]:
    """Return the parts of a contributor as they stand now; all is held until the commit."""
    hold(session, event.id)
    lock_row(session, contributor)
    roles = roles_of(session, [contributor.person_id])[contributor.person_id]
    for role in roles:  # others may have written while this one waited
        session.refresh(role, ["state", "announced"])
        session.refresh(role.session, ["version", "revised_at"])
    return roles


def settle(
    session: Session,
    event: Event,
    contributor: Contributor,
    roles: Sequence[SessionRole],
    state: ContributorState,
    *,
    now: datetime,
) -> None:
    """Say of parts of a contributor how far they are; all of it is of another version then."""
    changed = [role for role in roles if role.state is not state]
    for role in changed:
        role.state = state
        revise(role, now=now)
    if changed:
        flag_modified(contributor, "language")
        session.flush()
        raise_revision(session, event.id)


def revise(role: SessionRole, *, now: datetime) -> None:
    """Let the session of a part be of another version, though its own row says the same."""
    role.session.revised_at = now
    flag_modified(role.session, "revised_at")


def in_state(roles: Sequence[SessionRole], *states: ContributorState) -> list[SessionRole]:
    """Return the parts that are so far."""
    return [role for role in roles if role.state in states]
