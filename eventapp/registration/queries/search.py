"""Lists of registrations for organisers: searched, filtered, sorted, counted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from eventapp.events.models import Category
from eventapp.mail.models import Email, EmailState
from eventapp.registration.models import Reconfirming, Registration, State, StillComing
from eventapp.registration.queries import counting
from eventapp.registration.queries.counting import scoped
from eventapp.scope import Scope
from eventapp.text_search import escape_like, search_words

SORTS = ("name", "organisation", "state", "registered")


@dataclass(frozen=True, slots=True)
class Search:
    """What an organiser asks the table for."""

    typed: str = ""
    states: tuple[State, ...] = ()
    categories: tuple[str, ...] = ()
    returned: bool = False
    """Only those whose e-mails came back."""
    still: StillComing | None = None
    """Only those who were asked whether they still come, and answered so."""
    sort: str = "-registered"
    """A name of SORTS; a minus before it turns the order around."""
    page: int = 1
    size: int = 50


def matching(session: Session, scope: Scope, search: Search) -> tuple[Sequence[Registration], int]:
    """Return one page of the registrations asked for, and how many there are in all.

    Words are looked for once: page and number come of the same look. Without words the page is
    read in the order of an index, and the number is known.
    """
    start = (search.page - 1) * search.size
    if search_words(search.typed):
        counted: Any = select(Registration, func.count().over())
        statement = _filtered(counted, scope, search).order_by(*_order(search.sort))
        rows = session.execute(statement.offset(start).limit(search.size)).all()
        if rows or not start:
            return [registration for registration, _ in rows], rows[0][1] if rows else 0
    statement = _filtered(select(Registration), scope, search)
    total = _total(session, scope, search)
    page = statement.order_by(*_order(search.sort)).offset(start)
    return session.scalars(page.limit(search.size)).all(), total


def _total(session: Session, scope: Scope, search: Search) -> int:
    if search_words(search.typed) or search.returned or search.still:
        return session.scalar(_filtered(select(func.count(Registration.id)), scope, search)) or 0
    return counting.how_many(session, scope, states=search.states, categories=search.categories)


def everything(session: Session, scope: Scope, search: Search) -> Sequence[Registration]:
    """Return all registrations asked for."""
    statement = _filtered(select(Registration), scope, search)
    return session.scalars(statement.order_by(*_order(search.sort))).all()


def every_number(session: Session, scope: Scope, search: Search) -> Sequence[int]:
    """Return the internal numbers of all registrations asked for, in order, for a whole list."""
    statement = _filtered(select(Registration.id), scope, search)
    return session.scalars(statement.order_by(*_order(search.sort))).all()


def _filtered(statement: Select[Any], scope: Scope, search: Search) -> Select[Any]:
    kept = scoped(statement, scope)
    for word in search_words(search.typed):
        kept = kept.where(Registration.folded.like(f"% {escape_like(word)}%", escape="\\"))
    if search.states:
        kept = kept.where(Registration.state.in_(search.states))
    if search.categories:
        chosen = select(Category.id).where(
            Category.event_id == scope.event_id, Category.key.in_(search.categories)
        )
        kept = kept.where(Registration.category_id.in_(chosen))
    if search.returned:
        kept = kept.where(_returned(scope))
    if search.still:
        kept = kept.where(_answered(search.still))
    return kept


def _answered(still: StillComing) -> ColumnElement[bool]:
    """Return the condition under which a question that was put to somebody stands so."""
    statement = select(Reconfirming.registration_id).where(
        Reconfirming.registration_id == Registration.id, stands(still)
    )
    return statement.exists()


def stands(still: StillComing) -> ColumnElement[bool]:
    """Return the condition, where questions are joined to registrations, for one of its ways.

    Who took a place over has said by it that they come; who gave it up, that they do not.
    """
    holds = Registration.state == State.CONFIRMED
    same = Reconfirming.holder_no == Registration.holder_no
    answered = Reconfirming.answered_at.is_not(None)
    return {
        StillComing.ASKED: true(),
        StillComing.SILENT: and_(holds, same, ~answered),
        StillComing.COMING: and_(holds, ~same | answered),
        StillComing.GONE: ~holds,
    }[still]


def ids_named(scope: Scope, typed: str) -> Select[tuple[int]]:
    """Return the question for the registrations that a search finds, for another list."""
    return _filtered(select(Registration.id), scope, Search(typed=typed))


def _returned(scope: Scope) -> ColumnElement[bool]:
    """Emails to the address that stands now came back, and none has arrived since."""
    later = aliased(Email)
    arrived = exists().where(
        later.about_kind == Email.about_kind,
        later.about_id == Email.about_id,
        later.to_address == Email.to_address,
        later.state == EmailState.SENT,
        later.id > Email.id,
    )
    came_back = (
        Email.event_id == scope.event_id,
        Email.about_kind == "registration",
        Email.state.in_((EmailState.BOUNCED, EmailState.FAILED)),
    )
    written_to = func.coalesce(Registration.email, Registration.contact_email)
    unanswered = exists().where(
        *came_back, Email.about_id == Registration.id, Email.to_address == written_to, ~arrived
    )
    # The event's few e-mails are looked up first, not every registration.
    return and_(Registration.id.in_(select(Email.about_id).where(*came_back)), unanswered)


def returned(session: Session, scope: Scope, ids: Collection[int]) -> set[int]:
    """Return those of the registrations whose e-mails came back, by internal number."""
    statement = scoped(select(Registration.id), scope).where(
        Registration.id.in_(ids), _returned(scope)
    )
    return set(session.scalars(statement))


def how_many_returned(session: Session, scope: Scope) -> int:
    """Return to how many participants no e-mail comes through."""
    statement = scoped(select(func.count(Registration.id)), scope)
    return session.scalar(statement.where(_returned(scope))) or 0


def chosen(session: Session, scope: Scope, references: Collection[str]) -> Sequence[Registration]:
    """Return those of the named registrations the reader may see, by name."""
    statement = scoped(select(Registration), scope).where(Registration.reference.in_(references))
    return session.scalars(statement.order_by(Registration.family_key, Registration.id)).all()


def _order(sort: str) -> list[Any]:
    columns: dict[str, InstrumentedAttribute[Any]] = {
        "name": Registration.family_key,
        "organisation": Registration.organisation_key,
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
    statement = _filtered(select(Registration), scope, search).where(Registration.id > cursor)
    if updated_since is not None:
        statement = statement.where(Registration.changed_at >= updated_since)
    return session.scalars(statement.order_by(Registration.id).limit(most)).all()


def never_opened(session: Session, scope: Scope, *, now: datetime) -> int:
    """Return how many confirmed participants have not opened their link in three days."""
    statement = scoped(select(func.count(Registration.id)), scope).where(
        Registration.state == State.CONFIRMED,
        Registration.link_opened_at.is_(None),
        Registration.registered_at < now - timedelta(days=3),
    )
    return session.scalar(statement) or 0
