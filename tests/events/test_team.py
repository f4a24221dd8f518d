"""The team: the last organiser stays, a task is held once, and nobody blocks themselves."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.models import OneUseLink
from eventapp.changes import ChangedByBoth, seen_in
from eventapp.events import queries
from eventapp.events.errors import HasThatRole, LastOrganiser, OwnAccount, WorksElsewhere
from eventapp.events.models import Event, Membership, Role
from eventapp.events.services import give_role, invite, take_role
from eventapp.events.services.team import (
    MembershipChange,
    block_account,
    change_membership,
    invite_again,
)
from eventapp.journal.models import Entry
from eventapp.journal.services import Actor
from tests.factories.accounts import make_member
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


def member(session: Session, event: Event, role: Role = Role.ORGANISER) -> Membership:
    """Return somebody's role at the event."""
    user = make_member(session, event, role)
    membership = queries.role_of(session, event, user.id, role)
    assert membership is not None
    return membership


def test_the_last_organiser_is_neither_removed_nor_given_another_task(session: Session) -> None:
    only = member(session, make_event(session))

    with pytest.raises(LastOrganiser):
        take_role(session, only, by=SOMEBODY, now=NOON)
    with pytest.raises(LastOrganiser):
        change_membership(session, only, MembershipChange(role=Role.DESK), by=SOMEBODY, now=NOON)


def test_who_is_blocked_does_not_count_as_an_organiser(session: Session) -> None:
    event = make_event(session)
    only = member(session, event)
    other = make_member(session, event, Role.DESK)
    second = give_role(session, event, other, Role.ORGANISER, now=NOON)
    other.disabled_at = NOON
    session.flush()

    with pytest.raises(LastOrganiser):
        take_role(session, only, by=SOMEBODY, now=NOON)
    assert second.role is Role.ORGANISER


def test_a_task_is_held_once(session: Session) -> None:
    event = make_event(session)
    desk = member(session, event, Role.DESK)
    gate = give_role(session, event, desk.user, Role.GATE, now=NOON)

    assert give_role(session, event, desk.user, Role.DESK, now=NOON) is desk
    with pytest.raises(HasThatRole):
        change_membership(session, gate, MembershipChange(role=Role.DESK), by=SOMEBODY, now=NOON)
    change_membership(session, gate, MembershipChange(role=Role.CARE), by=SOMEBODY, now=NOON)
    assert gate.role is Role.CARE


def test_nobody_blocks_themselves_or_who_also_works_for_others(session: Session) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    organiser, desk = member(session, event), member(session, event, Role.DESK)
    me = Actor("user", organiser.user_id, "Me")

    with pytest.raises(OwnAccount):
        block_account(session, organiser, by=me, now=NOON)
    give_role(session, other, desk.user, Role.DESK, now=NOON)
    with pytest.raises(WorksElsewhere):
        block_account(session, desk, by=me, now=NOON)
    give_role(session, other, organiser.user, Role.ORGANISER, now=NOON)
    block_account(session, desk, by=me, now=NOON)
    assert desk.user.disabled_at == NOON


def test_a_new_invitation_ends_the_former_link(session: Session) -> None:
    event = make_event(session)
    more = {"name": "Ada", "language": "de", "by": SOMEBODY, "now": NOON}
    first = invite(session, event, "ada@example.org", Role.DESK, **more)  # type: ignore[arg-type]
    (desk,) = queries.team(session, event)

    invite_again(session, event, desk, host="", by=SOMEBODY, now=NOON)

    session.flush()
    session.expire_all()
    links = session.scalars(select(OneUseLink).order_by(OneUseLink.id)).all()
    assert links[0] is first
    assert [link.used_at is None and link.expires_at > NOON for link in links] == [False, True]


def test_task_changed_by_two_at_once_is_asked_and_told_before_and_after(session: Session) -> None:
    held = member(session, make_event(session), Role.GATE)
    change = MembershipChange.of(held)
    seen = seen_in(change)

    desk, agenda = replace(change, role=Role.DESK), replace(change, role=Role.AGENDA)
    change_membership(session, held, desk, seen=seen, by=SOMEBODY, now=NOON)
    with pytest.raises(ChangedByBoth):
        change_membership(session, held, agenda, seen=seen, by=SOMEBODY, now=NOON)

    assert held.role is Role.DESK
    entry = session.scalars(select(Entry).where(Entry.action == "role-changed")).one()
    assert entry.changes == {"role": ["gate", "desk"]}
