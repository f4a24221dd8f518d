"""Which badges are to be looked at: what a badge is made of now, compared with what was kept.

The clock compares those of an event where something changed since it last did: the event itself, a
registration, a code.
"""

import hashlib
from collections.abc import Collection
from functools import lru_cache, reduce
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Text,
    and_,
    case,
    cast,
    not_,
    or_,
    select,
)

from eventapp.badges import boxes, fronts, measuring, name_fitting, queries, render
from eventapp.badges.models import Badge, BadgeLook, BadgeRound
from eventapp.documents import typefaces
from eventapp.events.models import BadgeBand, Category, Event
from eventapp.registration.models import Registration, State

PRINTED = (
    *(Registration.title, Registration.given_name, Registration.family_name),
    *(Registration.organisation_name, Registration.country, Registration.language),
)
"""What stands on a badge or chooses its words, beside category and programme."""
BETWEEN = "\x1f"
"""Stands between the parts of what a badge is made of; nobody's name holds it."""


@lru_cache(maxsize=1)
def version() -> str:
    """Return what says by which rules and typefaces a badge was looked at."""
    digest = hashlib.sha256()
    for module in (boxes, name_fitting, fronts, measuring, render, typefaces):
        digest.update(Path(module.__file__ or "").read_bytes())
    for face in typefaces.typefaces():
        digest.update(f"{face.name} {face.path.stat().st_size}".encode())
    return digest.hexdigest()[:16]


def made_of(event_id: int) -> ColumnElement[str]:
    """Return what a badge is made of now, as one text: of registration, category and programme."""
    speaking = queries.speaking(event_id)
    parts: list[ColumnElement[Any]] = [
        *(cast(column, Text) for column in PRINTED),
        cast(Category.name, Text),
        case((speaking, BadgeBand.SPEAKER.value), else_=cast(Category.band, Text)),
    ]
    return reduce(lambda before, part: before + BETWEEN + part, parts)


def due(event_id: int, *, only: Collection[int] | None = None) -> CompoundSelect[int, int, str]:
    """Return what asks for an event's badges that are due, or for those of the ones named.

    Due is a badge that nobody looked at as it is, and a look at one that counts no more. What is
    kept is read in the order in which it lies, and beside it badges of which nothing is.
    """
    counts = and_(*queries.COUNTS, Registration.state == State.CONFIRMED)
    now = made_of(event_id)
    statement = (
        select(Badge.id, Badge.registration_id, now.label("made_of"))
        .join(Registration, Registration.id == Badge.registration_id)
        .join(Category, Category.id == Registration.category_id)
    )
    otherwise = or_(BadgeLook.made_with != version(), BadgeLook.made_of != now, not_(counts))
    kept = statement.join(BadgeLook, BadgeLook.badge_id == Badge.id).where(
        BadgeLook.event_id == event_id, otherwise
    )
    no_look = ~select(BadgeLook.badge_id).where(BadgeLook.badge_id == Badge.id).exists()
    never = statement.where(Badge.event_id == event_id, counts, no_look)
    if only is not None:
        kept, never = kept.where(Badge.id.in_(only)), never.where(Badge.id.in_(only))
    return kept.union_all(never)


def events() -> Select[int, int]:
    """Return what asks for the events, with their revisions, whose badges are to be compared.

    One row of an index says of each other event that nothing changed.
    """
    compared = BadgeRound.event_id == Event.id
    badges, people = select(Badge.id), select(Registration.id)
    issued, changed = (
        Badge.issued_at >= BadgeRound.since,
        Registration.changed_at >= BadgeRound.since,
    )
    return (
        select(Event.id, Event.revision)
        .outerjoin(BadgeRound, compared)
        .where(
            badges.where(Badge.event_id == Event.id).exists(),
            or_(
                BadgeRound.event_id.is_(None),
                BadgeRound.revision != Event.revision,
                BadgeRound.made_with != version(),
                people.where(Registration.event_id == Event.id, changed).exists(),
                badges.where(Badge.event_id == Event.id, issued).exists(),
            ),
        )
        .order_by(Event.id)
    )
