"""Finding registrations: by address, for their owner, for organisers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from eventapp.accounts.addresses import key_of
from eventapp.events.models import Category, Event, Phase
from eventapp.events.queries import categories, registration_is_open
from eventapp.folding import escape_like, search_words
from eventapp.registration.models import (
    ENDED,
    HOLDING,
    Answer,
    Consent,
    ConsentGiven,
    Question,
    Registration,
    State,
)
from eventapp.scope import Scope


def questions(session: Session, event: Event) -> Sequence[Question]:
    """Return what the event asks now, with the choices, in order."""
    wanted = (
        select(Question)
        .where(Question.event_id == event.id, Question.active)
        .options(selectinload(Question.choices))
        .order_by(Question.position, Question.id)
    )
    return session.scalars(wanted).all()


def consents(session: Session, event: Event) -> Sequence[Consent]:
    """Return the consents the event asks for, in order."""
    wanted = select(Consent).where(Consent.event_id == event.id, Consent.active)
    return session.scalars(wanted.order_by(Consent.position, Consent.id)).all()


def live_by_email(session: Session, event: Event, email: str) -> Registration | None:
    """Return the registration that holds the address."""
    wanted = select(Registration).where(
        Registration.event_id == event.id,
        Registration.email_key == key_of(email),
        Registration.state.not_in(ENDED),
    )
    return session.scalars(wanted).one_or_none()


def by_reference(session: Session, event: Event, reference: str) -> Registration | None:
    """Return one registration of the event."""
    wanted = select(Registration).where(
        Registration.event_id == event.id, Registration.reference == reference
    )
    return session.scalars(wanted).one_or_none()


def by_id(session: Session, event: Event, registration_id: int) -> Registration | None:
    """Return one registration of the event by its internal number."""
    wanted = select(Registration).where(
        Registration.event_id == event.id, Registration.id == registration_id
    )
    return session.scalars(wanted).one_or_none()


def visible(session: Session, scope: Scope, reference: str) -> Registration | None:
    """Return a registration an organiser or officer may see."""
    wanted = _scoped(select(Registration), scope).where(Registration.reference == reference)
    return session.scalars(wanted).one_or_none()


def position(session: Session, registration: Registration) -> int:
    """Return the rank on the waiting list of the registration's category, from 1; 0 elsewhere."""
    if registration.state is not State.WAITING:
        return 0
    wanted = select(func.count()).where(
        Registration.category_id == registration.category_id,
        Registration.state == State.WAITING,
        Registration.queue_no <= registration.queue_no,
    )
    return session.scalar(wanted) or 0


def by_ids(session: Session, scope: Scope, ids: Collection[int]) -> dict[int, Registration]:
    """Return those of the registrations the reader may see, by internal number."""
    if not ids:
        return {}
    wanted = _scoped(select(Registration), scope).where(Registration.id.in_(ids))
    return {one.id: one for one in session.scalars(wanted)}


def answers_of(session: Session, registration: Registration) -> Sequence[Answer]:
    """Return a participant's answers with their questions."""
    wanted = (
        select(Answer)
        .where(Answer.registration_id == registration.id)
        .options(joinedload(Answer.question).selectinload(Question.choices))
    )
    return sorted(session.scalars(wanted), key=lambda answer: answer.question.position)


def consents_of(session: Session, registration: Registration) -> Sequence[ConsentGiven]:
    """Return what a participant agreed to."""
    wanted = (
        select(ConsentGiven)
        .where(ConsentGiven.registration_id == registration.id)
        .options(joinedload(ConsentGiven.consent))
    )
    return session.scalars(wanted).all()


@dataclass(frozen=True, slots=True)
class Contingent:
    """The places of one category."""

    category: Category
    held: int
    waiting: int
    free: int | None
    """None: no limit of its own and none of the event."""


def contingents(session: Session, event: Event) -> list[Contingent]:
    """Return held, waiting and free places of each category, in order."""
    counted: dict[tuple[int, State], int] = {
        (category_id, state): number
        for category_id, state, number in session.execute(
            select(Registration.category_id, Registration.state, func.count())
            .where(Registration.event_id == event.id)
            .group_by(Registration.category_id, Registration.state)
        )
    }
    found = categories(session, event)
    held = {one.id: sum(counted.get((one.id, state), 0) for state in HOLDING) for one in found}
    left = None if event.places is None else event.places - sum(held.values())
    return [
        Contingent(
            category=one,
            held=held[one.id],
            waiting=counted.get((one.id, State.WAITING), 0),
            free=_free(one, held[one.id], left),
        )
        for one in found
    ]


def _free(category: Category, held: int, left: int | None) -> int | None:
    own = None if category.places is None else category.places - held
    limits = [limit for limit in (own, left) if limit is not None]
    return max(0, min(limits)) if limits else None


def phase(event: Event, found: Sequence[Contingent], now: datetime) -> Phase:
    """Return where registration stands for a visitor."""
    if event.is_over(now):
        return Phase.OVER
    if event.registration_opens_at and now < event.registration_opens_at:
        return Phase.NOT_YET
    if not registration_is_open(event, now):
        return Phase.CLOSED
    choosable = [one for one in found if one.category.public]
    full = bool(choosable) and all(one.free == 0 for one in choosable)
    return Phase.FULL if full else Phase.OPEN


SORTS = ("name", "organisation", "state", "registered")


@dataclass(frozen=True, slots=True)
class Search:
    """What an organiser asks the table for."""

    typed: str = ""
    states: tuple[State, ...] = ()
    categories: tuple[str, ...] = ()
    sort: str = "-registered"
    """A name of SORTS; a minus before it turns the order around."""
    page: int = 1
    size: int = 50


def found(session: Session, scope: Scope, search: Search) -> tuple[Sequence[Registration], int]:
    """Return one page of the registrations asked for, and how many there are in all."""
    wanted = _filtered(select(Registration), scope, search)
    total = session.scalar(_filtered(select(func.count(Registration.id)), scope, search)) or 0
    page = wanted.order_by(*_order(search.sort)).offset((search.page - 1) * search.size)
    return session.scalars(page.limit(search.size)).all(), total


def everything(session: Session, scope: Scope, search: Search) -> Sequence[Registration]:
    """Return all registrations asked for, for a list to take away."""
    wanted = _filtered(select(Registration), scope, search)
    return session.scalars(wanted.order_by(*_order(search.sort))).all()


def _scoped(wanted: Select[Any], scope: Scope) -> Select[Any]:
    """Keep to the event and the organisations the reader may see."""
    kept = wanted.where(Registration.event_id == scope.event_id)
    if scope.organisation_ids is not None:
        kept = kept.where(Registration.organisation_id.in_(scope.organisation_ids))
    return kept


def _filtered(wanted: Select[Any], scope: Scope, search: Search) -> Select[Any]:
    kept = _scoped(wanted, scope)
    for word in search_words(search.typed):
        kept = kept.where(Registration.folded.like(f"% {escape_like(word)}%", escape="\\"))
    if search.states:
        kept = kept.where(Registration.state.in_(search.states))
    if search.categories:
        chosen = select(Category.id).where(
            Category.event_id == scope.event_id, Category.key.in_(search.categories)
        )
        kept = kept.where(Registration.category_id.in_(chosen))
    return kept


def _order(sort: str) -> list[Any]:
    columns: dict[str, Any] = {
        "name": Registration.family_key,
        "organisation": func.lower(Registration.organisation_name),
        "state": Registration.state,
        "registered": Registration.registered_at,
    }
    column = columns.get(sort.removeprefix("-"), Registration.registered_at)
    turned = sort.startswith("-")
    return [
        column.desc() if turned else column,
        Registration.id.desc() if turned else Registration.id,
    ]


def after(
    session: Session,
    scope: Scope,
    search: Search,
    *,
    cursor: int,
    most: int,
    updated_since: datetime | None = None,
) -> Sequence[Registration]:
    """Return registrations behind a cursor, in the order they were made."""
    wanted = _filtered(select(Registration), scope, search).where(Registration.id > cursor)
    if updated_since is not None:
        wanted = wanted.where(Registration.changed_at >= updated_since)
    return session.scalars(wanted.order_by(Registration.id).limit(most)).all()


def counts(session: Session, scope: Scope) -> dict[State, int]:
    """Return the number of registrations in each state."""
    counted: Any = select(Registration.state, func.count())
    wanted = _scoped(counted, scope).group_by(Registration.state)
    return {key: value for key, value in session.execute(wanted)}  # noqa: C416  (a Result is no mapping)


def per_day(session: Session, event: Event, *, since: datetime) -> dict[str, int]:
    """Return how many registered on each UTC day, by ISO date."""
    day = func.date(Registration.registered_at)
    wanted = (
        select(day, func.count())
        .where(Registration.event_id == event.id, Registration.registered_at >= since)
        .group_by(day)
    )
    return {str(date): number for date, number in session.execute(wanted)}


def never_opened(session: Session, scope: Scope, *, now: datetime) -> int:
    """Return how many confirmed participants have not opened their link in three days."""
    wanted = _scoped(select(func.count(Registration.id)), scope).where(
        Registration.state == State.CONFIRMED,
        Registration.link_opened_at.is_(None),
        Registration.registered_at < now - timedelta(days=3),
    )
    return session.scalar(wanted) or 0
