"""Finding the last words on texts."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.texts.models import TextReview

Key = tuple[str, str, str]
"""Kind, record and field of a text."""


def reviews(session: Session, event: Event) -> Mapping[Key, dict[str, TextReview]]:
    """Return the last words on all texts of an event, by text and language."""
    rows: dict[Key, dict[str, TextReview]] = {}
    statement = select(TextReview).where(TextReview.event_id == event.id)
    for row in session.scalars(statement.order_by(TextReview.reviewed_at, TextReview.id)):
        rows.setdefault((row.kind, row.record, row.field), {})[row.language] = row
    return rows


def reviews_of(session: Session, event: Event, key: Key) -> dict[str, TextReview]:
    """Return the last words on one text, by language."""
    kind, record, field = key
    statement = select(TextReview).where(
        TextReview.event_id == event.id,
        TextReview.kind == kind,
        TextReview.record == record,
        TextReview.field == field,
    )
    return {row.language: row for row in session.scalars(statement)}


def source_chosen(reviews: Mapping[str, TextReview]) -> str:
    """Return the language that the text was translated from last; empty: nobody said."""
    last = max(reviews.values(), key=lambda row: (row.reviewed_at, row.id), default=None)
    return last.source_language if last else ""
