"""Reading the outbox."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, or_, select
from sqlalchemy.orm import Session

from eventapp.mail.models import FORGOTTEN, Email, EmailState, Unsubscribed
from eventapp.orm import UTCDateTime
from eventapp.scope import Scope
from eventapp.text_search import escape_like

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
"""Waits between tries: from a minute to a day, then the e-mail is given up and shown."""


def due(now: datetime) -> ColumnElement[bool]:
    """Return what says that an e-mail waits and may be tried now.

    One posted later than now, or that would wait longer than its pause, met a clock that was ahead.
    """
    return _due(lambda pause: literal(now + pause, UTCDateTime()))


def _due(after: Callable[[timedelta], ColumnElement[datetime]]) -> ColumnElement[bool]:
    ahead = [
        and_(Email.attempts == attempts, Email.next_try_at > after(pause))
        for attempts, pause in enumerate(PAUSES, start=1)
    ]
    now = after(timedelta())
    never_tried = and_(Email.attempts == 0, Email.queued_at > now)
    timely = or_(Email.next_try_at <= now, never_tried, *ahead)
    return and_(Email.state == EmailState.QUEUED, timely)


def _name(pause: timedelta) -> str:
    return f"after_{int(pause.total_seconds())}"


NEXT = (
    select(Email)
    .where(_due(lambda pause: bindparam(_name(pause), type_=UTCDateTime())))
    .order_by(Email.urgency, Email.next_try_at, Email.id)
    .limit(1)
)
"""The e-mail that goes next: first what somebody waits for, then what is due longest.

Built once, for it is asked twice a second and for each e-mail; `moments` are its parameters."""


ANY = NEXT.with_only_columns(Email.id)


def moments(now: datetime) -> dict[str, datetime]:
    """Return what `NEXT` is asked with."""
    return {_name(pause): now + pause for pause in (timedelta(), *PAUSES)}


def any_due(session: Session, now: datetime) -> bool:
    """Say whether an e-mail waits and may be tried now."""
    return session.scalar(ANY, moments(now)) is not None


def counts(session: Session) -> dict[str, int]:
    """Return how many e-mails stand in each state."""
    rows = session.execute(select(Email.state, func.count()).group_by(Email.state))
    return {state.value: number for state, number in rows}


def oldest_waiting(session: Session) -> datetime | None:
    """Return since when the oldest unsent e-mail waits, also between two tries; None: none does."""
    return session.scalar(select(func.min(Email.queued_at)).where(Email.state == EmailState.QUEUED))


def put_off(session: Session) -> int:
    """Return how many e-mails wait for another try: the mail server did not take them yet."""
    statement = select(func.count()).where(Email.state == EmailState.QUEUED, Email.trouble != "")
    return session.scalar(statement) or 0


def last_trouble(session: Session) -> str:
    """Return the newest answer for which an e-mail still waits; empty where none was put off."""
    statement = select(Email.trouble).where(Email.state == EmailState.QUEUED, Email.trouble != "")
    return session.scalar(statement.order_by(Email.next_try_at.desc()).limit(1)) or ""


def in_trouble(session: Session, scope: Scope) -> int:
    """Return how many of the event's e-mails came back or were given up."""
    trouble = Email.state.in_((EmailState.BOUNCED, EmailState.FAILED))
    return session.scalar(select(func.count(Email.id)).where(trouble, *_visible(scope))) or 0


@dataclass(frozen=True, slots=True)
class LogSearch:
    """What a reader asks the log for."""

    words: tuple[str, ...] = ()
    """Folded; each stands somewhere in the address."""
    people: Select[tuple[int]] | None = None
    """Registrations of that name: e-mails about them are found, too."""
    states: tuple[EmailState, ...] = ()
    kinds: tuple[str, ...] = ()
    page: int = 1
    size: int = 50


def log(session: Session, scope: Scope, search: LogSearch) -> tuple[Sequence[Email], int]:
    """Return one page of the e-mails a reader may see, newest first, and how many there are."""
    statement = select(Email).where(*_asked(scope, search))
    total = session.scalar(select(func.count(Email.id)).where(*_asked(scope, search))) or 0
    newest_first = statement.order_by(Email.queued_at.desc(), Email.id.desc())
    page = newest_first.offset((search.page - 1) * search.size).limit(search.size)
    return session.scalars(page).all(), total


def _visible(scope: Scope) -> list[ColumnElement[bool]]:
    conditions = [Email.event_id == scope.event_id, Email.to_address != FORGOTTEN]
    if scope.organisation_ids is not None:
        conditions.append(Email.organisation_id.in_(scope.organisation_ids))
    return conditions


def _asked(scope: Scope, search: LogSearch) -> list[ColumnElement[bool]]:
    conditions = _visible(scope)
    if search.words:
        address = func.lower(Email.to_address)
        here = and_(*(address.like(f"%{escape_like(word)}%", escape="\\") for word in search.words))
        if search.people is not None:
            about = and_(Email.about_kind == "registration", Email.about_id.in_(search.people))
            here = or_(here, about)
        conditions.append(here)
    if search.states:
        conditions.append(Email.state.in_(search.states))
    if search.kinds:
        conditions.append(Email.kind.in_(search.kinds))
    return conditions


def visible(session: Session, scope: Scope, email_id: int) -> Email | None:
    """Return one e-mail the reader may see."""
    return session.scalar(select(Email).where(*_visible(scope), Email.id == email_id))


def states_of(session: Session, scope: Scope) -> dict[EmailState, int]:
    """Return how many e-mails the reader may see stand in each state."""
    statement = select(Email.state, func.count()).where(*_visible(scope)).group_by(Email.state)
    return {state: number for state, number in session.execute(statement)}  # noqa: C416  (a Result is no mapping)


def about(session: Session, kind: str, object_id: int) -> Sequence[Email]:
    """Return the e-mails about one thing, newest first."""
    statement = select(Email).where(Email.about_kind == kind, Email.about_id == object_id)
    return session.scalars(statement.order_by(Email.id.desc()).limit(50)).all()


def by_message_id(session: Session, message_id: str) -> Email | None:
    """Return the e-mail of that id, whoever it went to; none once its reader was erased."""
    statement = select(Email).where(Email.message_id == message_id, Email.to_address != FORGOTTEN)
    return session.scalar(statement)


def unsubscribed_at(session: Session, event_id: int | None, address: str | None) -> datetime | None:
    """Return since when an address refuses invitations and reminders of an event; None: never."""
    statement = select(Unsubscribed.at).where(
        Unsubscribed.event_id == event_id, Unsubscribed.address_key == address_key(address or "")
    )
    return session.scalar(statement)


def unsubscribed(session: Session, event_id: int) -> frozenset[str]:
    """Return the keys of all addresses that refuse invitations and reminders of an event."""
    statement = select(Unsubscribed.address_key).where(Unsubscribed.event_id == event_id)
    return frozenset(session.scalars(statement))


def address_key(address: str) -> str:
    """Return what two writings of an address share."""
    return address.casefold()


def posted_about(
    session: Session, kind: str, object_id: int, email: str, *, since: datetime
) -> int:
    """Return how many e-mails of that class were posted about one thing since then."""
    statement = select(func.count()).where(
        Email.about_kind == kind,
        Email.about_id == object_id,
        Email.kind == email,
        Email.queued_at > since,
    )
    return session.scalar(statement) or 0
