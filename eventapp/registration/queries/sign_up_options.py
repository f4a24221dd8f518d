"""What an event offers and asks, read once and kept while nothing of it changes.

The event's row carries a number that is higher after every change (`events.revision`). It is read
with the event in every request, and again under the lock of the places, so what was kept for a
number is as true as if it had just been read; no process ever needs to be told of a change.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.events.queries import categories
from eventapp.registration.models import Consent, Contingent, Question
from eventapp.registration.queries import asking, lookup
from eventapp.registration.queries.contingents import keeping

MOST_KEPT = 64
"""Offers a process holds on to; then it starts anew."""

_KEPT: dict[tuple[bytes, int], "Offering"] = {}


@dataclass(frozen=True, slots=True)
class Offering:
    """An event's categories, contingents, questions and consents: to be read, in no session."""

    categories: Sequence[Category]
    contingents: Sequence[Contingent]
    questions: Sequence[Question]
    consents: Sequence[Consent]
    takes_codes: bool

    @property
    def for_visitors(self) -> list[Category]:
        """The categories a visitor may choose, in the organisers' order."""
        return [group for group in self.categories if group.open_to_visitors]

    def questions_for(self, category: Category) -> list[Question]:
        """Return what participants of a category are asked."""
        return [question for question in self.questions if question.is_for(category)]


def offering(session: Session, event: Event) -> Offering:
    """Return what the event offers now, changes of this session included."""
    session.flush()
    known_by = event.public_id, event.revision
    kept = _KEPT.get(known_by)
    if kept is None:
        kept = _read(session, event)
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        _KEPT[known_by] = kept
    return kept


def _read(session: Session, event: Event) -> Offering:
    """Read in a session of its own, in the same transaction: what is kept belongs to nobody."""
    apart = Session(session.connection(), autoflush=False, join_transaction_mode="rollback_only")
    offering = Offering(
        categories(apart, event),
        keeping(apart, event),
        asking.questions(apart, event),
        asking.consents(apart, event),
        lookup.takes_codes(apart, event),
    )
    apart.expunge_all()
    apart.close()
    return offering
