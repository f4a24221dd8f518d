"""Categories of participants: added and changed."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.events import queries
from eventapp.events.keys import free_key
from eventapp.events.models import BadgeBand, Category, Event, WayIn
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.orm import Translated, lock_row


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryChange:
    """What is edited of a category."""

    name: Translated = Translated()
    description: Translated = Translated()
    places: int | None = None
    """None: only the event's own number counts."""
    band: BadgeBand = BadgeBand.GUEST
    public: bool = True
    way_in: WayIn = WayIn.OPEN
    per_organisation: int | None = None
    colleagues: int = 0
    plus_ones: int = 0
    position: int | None = None
    """None for a new one: behind those there are."""
    active: bool = True

    @classmethod
    def of(cls, category: Category) -> "CategoryChange":
        """Return a category as it stands."""
        return changes.read(cls, category)


def add_category(
    session: Session,
    event: Event,
    change: CategoryChange,
    *,
    key: str = "",
    by: Actor,
    now: datetime,
) -> Category:
    """Add a category of participants; without a key it gets one of its name."""
    hold(session, event.id)
    held = queries.categories(session, event)
    key = key or free_key(change.name, (other.key for other in held), otherwise="group")
    if change.position is None:
        change = replace(change, position=len(held))
    category = Category(event=event, key=key, **changes.values_of(change))
    session.add(category)
    session.flush()
    note_change(session, _about(category), None, change, by=by, now=now)
    raise_revision(session, event.id)
    return category


def change_category(
    session: Session,
    category: Category,
    change: CategoryChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of a category; raises ChangedByBoth (`changes.merged`)."""
    hold(session, category.event_id)
    lock_row(session, category)
    before = CategoryChange.of(category)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    changes.write(category, after)
    session.flush()
    note_change(session, _about(category), before, after, by=by, now=now)
    raise_revision(session, category.event_id)


def _about(category: Category) -> Object:
    return Object("categories", category.id, category.name.into("en"), category.event_id)
