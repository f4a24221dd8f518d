"""Finding events, their categories and what a user may do there."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.events.models import Category, Event, Membership, Role

_BY_SLUG = select(Event).where(Event.slug == bindparam("slug"))
"""Built once: nearly every request asks it."""


def by_slug(session: Session, slug: str) -> Event | None:
    """Return the event of that address, published or not."""
    return session.scalars(_BY_SLUG, {"slug": slug}).one_or_none()


def published(session: Session) -> Sequence[Event]:
    """Return the public events: the next one first, those without dates and the past last."""
    statement = (
        select(Event).where(Event.published).order_by(Event.starts_at.is_(None), Event.starts_at)
    )
    return session.scalars(statement).all()


def any_event(session: Session) -> bool:
    """Say whether the database holds an event at all."""
    return bool(session.scalar(select(exists().where(Event.id.is_not(None)))))


def categories(session: Session, event: Event) -> Sequence[Category]:
    """Return the event's categories in the organiser's order."""
    statement = select(Category).where(Category.event_id == event.id)
    return session.scalars(statement.order_by(Category.position, Category.id)).all()


def offered_categories(session: Session, event: Event) -> Sequence[Category]:
    """Return the categories somebody may still be put into, in the organiser's order."""
    return [category for category in categories(session, event) if category.active]


def memberships(session: Session, event_id: int, user_id: int) -> Sequence[Membership]:
    """Return a user's roles at one event."""
    statement = select(Membership).where(
        Membership.event_id == event_id, Membership.user_id == user_id
    )
    return session.scalars(statement).all()


def events_of(session: Session, user_id: int) -> Sequence[tuple[Event, Role]]:
    """Return the events where a user has a role, with the role, newest event first."""
    statement = (
        select(Event, Membership.role)
        .join(Membership, Membership.event_id == Event.id)
        .where(Membership.user_id == user_id)
        .order_by(Event.starts_at.desc(), Event.id.desc())
    )
    return [(event, role) for event, role in session.execute(statement)]


def membership(session: Session, event: Event, membership_id: int) -> Membership | None:
    """Return one role of the event by its internal number."""
    statement = select(Membership).where(
        Membership.event_id == event.id, Membership.id == membership_id
    )
    return session.scalars(statement).one_or_none()


def role_of(session: Session, event: Event, user_id: int, role: Role) -> Membership | None:
    """Return the membership by which a user holds a role at the event."""
    statement = select(Membership).where(
        Membership.event_id == event.id, Membership.user_id == user_id, Membership.role == role
    )
    return session.scalars(statement).one_or_none()


def number_with_role(session: Session, event_id: int, role: Role) -> int:
    """Return how many hold a role at the event whose accounts are not blocked."""
    statement = select(func.count(Membership.id)).join(Membership.user)
    statement = statement.where(
        Membership.event_id == event_id, Membership.role == role, User.disabled_at.is_(None)
    )
    return session.scalar(statement) or 0


def works_elsewhere(session: Session, user_id: int, organiser_id: int | None) -> bool:
    """Say whether a user has a task at an event that the other one does not organise."""
    organised = select(Membership.event_id).where(
        Membership.user_id == organiser_id, Membership.role == Role.ORGANISER
    )
    statement = select(Membership.id).where(
        Membership.user_id == user_id, Membership.event_id.not_in(organised)
    )
    return session.scalar(statement.limit(1)) is not None


def team(session: Session, event: Event) -> Sequence[Membership]:
    """Return everybody with a role at the event, by name."""
    memberships = session.scalars(select(Membership).where(Membership.event_id == event.id)).all()
    return sorted(
        memberships, key=lambda membership: (membership.user.name.casefold(), membership.role.value)
    )


def registration_is_open(event: Event, now: datetime) -> bool:
    """Say whether visitors may register at that moment; an event without dates is always open."""
    after_start = event.registration_opens_at is None or now >= event.registration_opens_at
    before_end = event.registration_closes_at is None or now < event.registration_closes_at
    return after_start and before_end and not event.is_over(now)
