"""What the team's page says of all badges, kept: a badge is fitted once for what stands on it.

What a badge is made of is kept beside what was seen of it (`BadgeLook`) and compared with what it
would be made of now: by a job, which looks at those that differ, and by the page, which looks at a
few itself and says how far the job is when many do. Nobody who changes a person, a category or the
programme needs to know of badges.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.badges import due, queries, render
from eventapp.badges.due import version
from eventapp.badges.models import Badge, BadgeLook, BadgeRound
from eventapp.badges.queries import Face
from eventapp.badges.render import Trouble
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.registration.models import Registration
from eventapp.turns import nothing_held

AT_ONCE = 250
"""Badges that are looked at in one go: by the job between two commits, or by who asks."""
LATE = timedelta(minutes=5)
"""How long after its moment a change becomes visible at the latest, clocks that differ included."""
STALE = and_(Badge.printed_at.is_not(None), Badge.printed_as != BadgeLook.shown_as)


@dataclass(frozen=True, slots=True)
class FaceChange:
    """What was printed and what would be now; equal where category, role or language changed."""

    before: str
    now: str
    printed_at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """One badge as it would be printed now, and what to say of it."""

    badge: Badge
    face: Face
    made_of: str
    troubles: tuple[Trouble, ...]

    @property
    def stale(self) -> bool:
        """Whether it was printed, and would look otherwise today."""
        return self.badge.printed_at is not None and self.badge.printed_as != self.face.printed_as


@dataclass(frozen=True, slots=True)
class BadgeReport:
    """All badges of an event in numbers, and what to look at before printing.

    While `behind` badges are still to be looked at, only `every` and `new` say something. The
    lists may be cut; the numbers beside them never are.
    """

    every: int
    new: int
    due: bool
    """Whether something is still to be kept, be it looked at here."""
    behind: int = 0
    changed: int = 0
    changes: Sequence[FaceChange] = ()
    graves: int = 0
    grave: Sequence[Trouble] = ()
    harmlesses: int = 0
    harmless: Sequence[Trouble] = ()


def report(session: Session, event: Event, *, most: int | None = None) -> BadgeReport:
    """Return how an event's badges stand, lists cut at `most` each; nothing is written."""
    rows = session.execute(due.due(event.id).limit(AT_ONCE + 1)).all()
    if len(rows) > AT_ONCE:
        behind = session.scalar(select(func.count()).select_from(due.due(event.id).subquery())) or 0
        every, printed = queries.how_many(session, event), queries.printed(session, event)
        return BadgeReport(every, every - printed, due=True, behind=behind)
    seen = _look(session, event, rows) if rows else []
    kept = (
        BadgeLook.event_id == event.id,
        BadgeLook.badge_id.not_in([row.id for row in rows]),
    )
    numbers = session.execute(
        select(
            func.count(),
            func.count().filter(Badge.printed_at.is_(None)),
            func.count().filter(STALE),
            func.coalesce(func.sum(BadgeLook.graves), 0),
            func.coalesce(func.sum(BadgeLook.harmlesses), 0),
        )
        .select_from(BadgeLook)
        .join(Badge)
        .where(*kept)
    ).one()
    every, new, changed, graves, harmlesses = numbers
    said = [trouble for each in seen for trouble in each.troubles]
    stale = [badge_seen for badge_seen in seen if badge_seen.stale]
    return BadgeReport(
        every=every + len(seen),
        new=new + sum(1 for badge_seen in seen if badge_seen.badge.printed_at is None),
        due=bool(rows),
        changed=changed + len(stale),
        changes=_changes(session, kept, stale, most) if changed or stale else (),
        graves=graves + sum(1 for trouble in said if not trouble.harmless),
        grave=_lines(session, kept, seen, most, harmless=False) if graves or said else (),
        harmlesses=harmlesses + sum(1 for trouble in said if trouble.harmless),
        harmless=_lines(session, kept, seen, most, harmless=True) if harmlesses or said else (),
    )


def events(session: Session) -> Sequence[Row[int, int]]:
    """Return the events, by internal number and with their revisions, that are to be compared."""
    return session.execute(due.events()).all()


def note_compared(session: Session, those: Sequence[Row[int, int]], *, now: datetime) -> None:
    """Note that all badges of these events were compared, beginning at that moment. Commits."""
    if not those:
        return
    since = now - LATE
    rounds = [
        {"event_id": number, "revision": revision, "made_with": version(), "since": since}
        for number, revision in those
    ]
    numbers = [number for number, _revision in those]
    session.execute(delete(BadgeRound).where(BadgeRound.event_id.in_(numbers)))
    try:
        session.execute(insert(BadgeRound), rounds)
        session.commit()
    except IntegrityError:  # another worker noted it, or the event went, this very moment
        session.rollback()


def look_through(session: Session, event_id: int) -> bool:
    """Look at the next badges of an event that are due and keep what is seen; False: none is.

    Commits; nothing is held while names are fitted. Who changes or is erased meanwhile stays due.
    """
    with nothing_held(session):
        event = session.get_one(Event, event_id)
        rows = session.execute(due.due(event_id).limit(AT_ONCE)).all()
        if not rows:
            return False
        seen = _look(session, event, rows)
        looks = [_kept_as(event, badge_seen) for badge_seen in seen]
    numbers = [row.id for row in rows]
    session.execute(delete(BadgeLook).where(BadgeLook.badge_id.in_(numbers)))
    still = {row.id: row.made_of for row in session.execute(due.due(event_id, only=numbers))}
    looks = [look for look in looks if look["made_of"] == still.get(look["badge_id"])]
    try:
        if looks:
            session.execute(insert(BadgeLook), looks)
        session.commit()
    except IntegrityError:  # another worker kept them, this very moment
        session.rollback()
    return True


def _look(session: Session, event: Event, rows: Sequence[Row[int, int, str]]) -> list[Seen]:
    """Return the badges that are due as they are; what looks as before is not fitted anew.

    What they are made of was read before: what changed since then differs from it, and stays due.
    """
    registrations = [row.registration_id for row in rows]
    made_of = {row.id: row.made_of for row in rows}
    badges = [
        badge
        for badge in queries.badges_of(session, event, only=registrations)
        if badge.id in made_of
    ]
    speakers = queries.speakers(session, event) if badges else queries.Speakers()
    statement = select(BadgeLook).where(
        BadgeLook.registration_id.in_(registrations), BadgeLook.made_with == version()
    )
    before = {kept.badge_id: kept for kept in session.scalars(statement)}
    seen = []
    for badge in badges:
        face = queries.face(badge, badge.registration, speakers)
        look = before.get(badge.id)
        if look is not None and look.shown_as == face.printed_as:
            said = _said(look, badge.registration)
        else:
            said = render.troubles([face])
        seen.append(Seen(badge, face, made_of[badge.id], tuple(said)))
    return seen


def _kept_as(event: Event, seen: Seen) -> dict[str, object]:
    """Return the row that keeps what was seen; names are read from the registration."""
    troubles = [
        {"msgid": trouble.what.msgid, "values": trouble.what.values, "harmless": trouble.harmless}
        for trouble in seen.troubles
    ]
    harmless = sum(1 for trouble in seen.troubles if trouble.harmless)
    return {
        "badge_id": seen.badge.id,
        "event_id": event.id,
        "registration_id": seen.badge.registration_id,
        "shown_as": seen.face.printed_as,
        "made_with": version(),
        "made_of": seen.made_of,
        "troubles": troubles,
        "graves": len(troubles) - harmless,
        "harmlesses": harmless,
    }


def _said(look: BadgeLook, registration: Registration) -> list[Trouble]:
    """Return what a kept look says of a badge."""
    name = f"{registration.given_name} {registration.family_name}".strip()
    return [
        Trouble(
            name,
            Sentence.kept(trouble["msgid"], trouble["values"]),
            registration.reference,
            harmless=trouble["harmless"],
        )
        for trouble in look.troubles
    ]


def _lines(
    session: Session, kept: Sequence[Any], seen: list[Seen], most: int | None, *, harmless: bool
) -> list[Trouble]:
    """Return the first lines of one kind in the order of the desk, kept ones and new ones."""
    number = BadgeLook.harmlesses if harmless else BadgeLook.graves
    statement = (
        select(BadgeLook, Registration)
        .join(Registration, Registration.id == BadgeLook.registration_id)
        .where(*kept, number > 0)
        .order_by(Registration.family_key, Registration.id)
        .limit(most)
    )
    lines = [(row, _said(look, row)) for look, row in session.execute(statement).unique()]
    lines += [(badge_seen.badge.registration, list(badge_seen.troubles)) for badge_seen in seen]
    lines.sort(key=lambda each: (each[0].family_key, each[0].id))
    return [line for _, said in lines for line in said if line.harmless is harmless][:most]


def _changes(
    session: Session, kept: Sequence[Any], stale: list[Seen], most: int | None
) -> list[FaceChange]:
    """Return the first printed badges that would look otherwise today, in the desk's order."""
    statement = (
        select(Badge, Registration)
        .join(BadgeLook, BadgeLook.badge_id == Badge.id)
        .join(Registration, Registration.id == Badge.registration_id)
        .where(*kept, STALE)
        .order_by(Registration.family_key, Registration.id)
        .limit(most)
    )
    changes = [
        (row, queries.face(badge, row, queries.Speakers()), badge)
        for badge, row in session.execute(statement).unique()
    ]
    changes += [(seen.badge.registration, seen.face, seen.badge) for seen in stale]
    changes.sort(key=lambda each: (each[0].family_key, each[0].id))
    return [
        FaceChange(badge.printed_lines, face.lines, badge.printed_at)
        for _, face, badge in changes[:most]
        if badge.printed_at is not None
    ]
