"""How sessions of the draft hang together: their rooms, blocks with their talks, rules of time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.errors import BlockInBlock
from eventapp.agenda.models import (
    AgendaSession,
    Room,
    Rule,
    SessionKind,
    SessionRoom,
    SessionRule,
)


def set_kind(item: AgendaSession, kind: SessionKind, *, public: bool) -> None:
    """Set what sort of item it is and whether releases show it; a blocker never is shown."""
    item.kind, item.public = kind, public and kind is not SessionKind.BLOCKER


def set_further_rooms(session: Session, item: AgendaSession, rooms: Sequence[Room]) -> bool:
    """Set in which rooms the session is beside its first one, in that order.

    Say whether they are others than before.
    """
    further = [room.id for room in rooms if room is not item.room]
    held = queries.further_rooms(session, [item]).get(item.id, [])
    if [room.id for room in held] == further:
        return False
    session.execute(delete(SessionRoom).where(SessionRoom.session_id == item.id))
    session.add_all(
        SessionRoom(session_id=item.id, room_id=room, position=position)
        for position, room in enumerate(further)
    )
    return True


def set_rules(
    session: Session, item: AgendaSession, rules: Sequence[tuple[Rule, AgendaSession]]
) -> bool:
    """Set how the session must stand to others; the check of the draft says where it does not.

    Say whether they are others than before.
    """
    wanted = {(rule, other.id) for rule, other in rules if other.id != item.id}
    held = queries.rules_of(session, [item]).get(item.id, [])
    if {(one.rule, one.other_id) for one in held} == wanted:
        return False
    session.execute(delete(SessionRule).where(SessionRule.session_id == item.id))
    session.add_all(
        SessionRule(session_id=item.id, other_id=other, rule=rule) for rule, other in wanted
    )
    return True


def put_in_block(session: Session, item: AgendaSession, block: AgendaSession | None) -> None:
    """Make a session a talk of another one, or let it stand for itself.

    Raises BlockInBlock where the other one is a talk, or this one has talks.
    """
    if block is not None and (
        block.id == item.id or block.block_id is not None or queries.talks_of(session, item)
    ):
        raise BlockInBlock
    item.block = block


def shift_talks(
    session: Session, block: AgendaSession, *, before: datetime | None, now: datetime
) -> None:
    """Move the talks of a block along by as much as it moved from where it began before."""
    if before is None or block.starts_at is None or before == block.starts_at:
        return
    by = block.starts_at - before
    for talk in queries.talks_of(session, block):
        if talk.starts_at is not None:
            talk.starts_at += by
            talk.ends_at = talk.ends_at + by if talk.ends_at else None
            talk.revised_at = now


def release_talks(session: Session, block: AgendaSession) -> None:
    """Let the talks of a block stand for themselves."""
    for talk in queries.talks_of(session, block):
        talk.block = None
