"""Writing down what somebody said of a translation, and forgetting it with its record."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.languages import Translated
from eventapp.texts import queries
from eventapp.texts.models import TextReview, Verdict
from eventapp.texts.standing import digest_of


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody says of a text in a language, beside the source it is translated from."""

    key: queries.Key
    language: str
    source: str
    verdict: Verdict


def judge(
    session: Session, event: Event, said: Judgement, text: Translated, *, by: str, now: datetime
) -> None:
    """Write down the last word on a text in a language, as it stands beside its source.

    A draft keeps the source that was reviewed last, so that what changed since stays marked.
    """
    key, language, source = said.key, said.language, said.source
    kind, record, field = key
    review = queries.reviews_of(session, event, key).get(language)
    if review is None:
        review = TextReview(
            event_id=event.id,
            kind=kind,
            record=record,
            field=field,
            language=language,
            reviewed_at=now,
        )
        session.add(review)
    review.verdict, review.reviewed_at, review.reviewed_by = said.verdict, now, by[:160]
    review.text_digest, review.source_language = digest_of(text[language]), source
    if said.verdict is Verdict.REVIEWED:
        review.source, review.source_digest = text[source], digest_of(text[source])
    session.flush()


def follow(session: Session, kind: str, former: str, present: str, fields: Collection[str]) -> None:
    """Let what was said of a record's texts stand with the one it was merged into.

    Of two words on a text that of the former counts for `fields` alone.
    """
    rows = session.scalars(
        select(TextReview).where(TextReview.kind == kind, TextReview.record.in_((former, present)))
    ).all()
    known = {(row.field, row.language): row for row in rows if row.record == present}
    for row in rows:
        other = known.get((row.field, row.language))
        if row.record != former:
            continue
        if other is not None and row.field in fields:
            session.delete(other)
            session.flush()
        elif other is not None:
            session.delete(row)
            continue
        row.record = present
    session.flush()


def forget(session: Session, event_id: int, kind: str, record: str) -> None:
    """Forget what was said of a record's texts, with the copies of their sources."""
    statement = delete(TextReview).where(
        TextReview.event_id == event_id, TextReview.kind == kind, TextReview.record == record
    )
    session.execute(statement)
