"""Reading the outbox."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, or_, select
from sqlalchemy.orm import Session

from eventapp.mail.models import FORGOTTEN, Letter, LetterState, Unsubscribed
from eventapp.orm import UTCDateTime
from eventapp.scope import Scope
from eventapp.text_search import escape_like

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
"""Waits between tries: from a minute to a day, then the letter is given up and shown."""


def due(now: datetime) -> ColumnElement[bool]:
    """Return what says that a letter waits and may be tried now.

    One posted later than now, or that would wait longer than its pause, met a clock that was ahead.
    """
    return _due(lambda pause: literal(now + pause, UTCDateTime()))


def _due(after: Callable[[timedelta], ColumnElement[datetime]]) -> ColumnElement[bool]:
    ahead = [
        and_(Letter.attempts == attempts, Letter.next_try_at > after(pause))
        for attempts, pause in enumerate(PAUSES, start=1)
    ]
    now = after(timedelta())
    never_tried = and_(Letter.attempts == 0, Letter.queued_at > now)
    timely = or_(Letter.next_try_at <= now, never_tried, *ahead)
    return and_(Letter.state == LetterState.QUEUED, timely)


def _name(pause: timedelta) -> str:
    return f"after_{int(pause.total_seconds())}"


NEXT = (
    select(Letter)
    .where(_due(lambda pause: bindparam(_name(pause), type_=UTCDateTime())))
    .order_by(Letter.urgency, Letter.next_try_at, Letter.id)
    .limit(1)
)
"""The e-mail that goes next: first what somebody waits for, then what is due longest.

Built once, for it is asked twice a second and for each e-mail; `moments` are its parameters."""


ANY = NEXT.with_only_columns(Letter.id)


def moments(now: datetime) -> dict[str, datetime]:
    """Return what `NEXT` is asked with."""
    return {_name(pause): now + pause for pause in (timedelta(), *PAUSES)}


def any_due(session: Session, now: datetime) -> bool:
    """Say whether an e-mail waits and may be tried now."""
    return session.scalar(ANY, moments(now)) is not None


def counts(session: Session) -> dict[str, int]:
    """Return how many letters stand in each state."""
    found = session.execute(select(Letter.state, func.count()).group_by(Letter.state))
    return {state.value: number for state, number in found}


def oldest_due(session: Session, now: datetime) -> datetime | None:
    """Return since when the oldest unsent letter is due, None when nothing waits."""
    return session.scalar(select(func.min(Letter.queued_at)).where(due(now)))


def oldest_waiting(session: Session) -> datetime | None:
    """Return since when the oldest unsent letter waits, also between two tries; None: none does."""
    return session.scalar(
        select(func.min(Letter.queued_at)).where(Letter.state == LetterState.QUEUED)
    )


def put_off(session: Session) -> int:
    """Return how many letters wait for another try: the mail server did not take them yet."""
    wanted = select(func.count()).where(Letter.state == LetterState.QUEUED, Letter.trouble != "")
    return session.scalar(wanted) or 0


def last_trouble(session: Session) -> str:
    """Return the newest answer for which a letter still waits; empty where none was put off."""
    wanted = select(Letter.trouble).where(Letter.state == LetterState.QUEUED, Letter.trouble != "")
    return session.scalar(wanted.order_by(Letter.next_try_at.desc()).limit(1)) or ""


def in_trouble(session: Session, scope: Scope) -> int:
    """Return how many of the event's letters came back or were given up."""
    trouble = Letter.state.in_((LetterState.BOUNCED, LetterState.FAILED))
    return session.scalar(select(func.count(Letter.id)).where(trouble, *_visible(scope))) or 0


@dataclass(frozen=True, slots=True)
class LogSearch:
    """What a reader asks the log for."""

    words: tuple[str, ...] = ()
    """Folded; each stands somewhere in the address."""
    people: Select[tuple[int]] | None = None
    """Registrations of that name: letters about them are found, too."""
    states: tuple[LetterState, ...] = ()
    kinds: tuple[str, ...] = ()
    page: int = 1
    size: int = 50


def log(session: Session, scope: Scope, search: LogSearch) -> tuple[Sequence[Letter], int]:
    """Return one page of the letters a reader may see, newest first, and how many there are."""
    wanted = select(Letter).where(*_asked(scope, search))
    total = session.scalar(select(func.count(Letter.id)).where(*_asked(scope, search))) or 0
    newest_first = wanted.order_by(Letter.queued_at.desc(), Letter.id.desc())
    page = newest_first.offset((search.page - 1) * search.size).limit(search.size)
    return session.scalars(page).all(), total


def _visible(scope: Scope) -> list[ColumnElement[bool]]:
    found = [Letter.event_id == scope.event_id, Letter.to_address != FORGOTTEN]
    if scope.organisation_ids is not None:
        found.append(Letter.organisation_id.in_(scope.organisation_ids))
    return found


def _asked(scope: Scope, search: LogSearch) -> list[ColumnElement[bool]]:
    found = _visible(scope)
    if search.words:
        address = func.lower(Letter.to_address)
        here = and_(*(address.like(f"%{escape_like(one)}%", escape="\\") for one in search.words))
        if search.people is not None:
            about = and_(Letter.about_kind == "registration", Letter.about_id.in_(search.people))
            here = or_(here, about)
        found.append(here)
    if search.states:
        found.append(Letter.state.in_(search.states))
    if search.kinds:
        found.append(Letter.kind.in_(search.kinds))
    return found


def visible(session: Session, scope: Scope, letter_id: int) -> Letter | None:
    """Return one letter the reader may see."""
    return session.scalar(select(Letter).where(*_visible(scope), Letter.id == letter_id))


def states_of(session: Session, scope: Scope) -> dict[LetterState, int]:
    """Return how many letters the reader may see stand in each state."""
    wanted = select(Letter.state, func.count()).where(*_visible(scope)).group_by(Letter.state)
    return {state: number for state, number in session.execute(wanted)}  # noqa: C416  (a Result is no mapping)


def about(session: Session, kind: str, object_id: int) -> Sequence[Letter]:
    """Return the letters about one thing, newest first."""
    wanted = select(Letter).where(Letter.about_kind == kind, Letter.about_id == object_id)
    return session.scalars(wanted.order_by(Letter.id.desc()).limit(50)).all()


def by_message_id(session: Session, message_id: str) -> Letter | None:
    """Return the e-mail of that id, whoever it went to; none once its reader was erased."""
    wanted = select(Letter).where(Letter.message_id == message_id, Letter.to_address != FORGOTTEN)
    return session.scalar(wanted)


def unsubscribed_at(session: Session, event_id: int | None, address: str | None) -> datetime | None:
    """Return since when an address refuses invitations and reminders of an event; None: never."""
    wanted = select(Unsubscribed.at).where(
        Unsubscribed.event_id == event_id, Unsubscribed.address_key == address_key(address or "")
    )
    return session.scalar(wanted)


def unsubscribed(session: Session, event_id: int) -> frozenset[str]:
    """Return the keys of all addresses that refuse invitations and reminders of an event."""
    wanted = select(Unsubscribed.address_key).where(Unsubscribed.event_id == event_id)
    return frozenset(session.scalars(wanted))


def address_key(address: str) -> str:
    """Return what two writings of an address share."""
    return address.casefold()


def posted_about(
    session: Session, kind: str, object_id: int, letter: str, *, since: datetime
) -> int:
    """Return how many letters of that class were posted about one thing since then."""
    wanted = select(func.count()).where(
        Letter.about_kind == kind,
        Letter.about_id == object_id,
        Letter.kind == letter,
        Letter.queued_at > since,
    )
    return session.scalar(wanted) or 0
