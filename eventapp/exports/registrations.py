"""The registrations as CSV: UTF-8 with BOM for Excel, columns named by stable keys."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.exports import queries
from eventapp.registration.queries import Search, every_consent, every_number, every_question
from eventapp.scope import Scope

COLUMNS = (
    "reference",
    "state",
    "category",
    "title",
    "given_name",
    "family_name",
    "email",
    "organisation",
    "country",
    "language",
    "registered_at",
    "asked_whether_coming_at",
    "said_coming_at",
)
TOGETHER = 500
"""How many registrations are read, written and sent at once: about 100 kB."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_csv(
    session: Session, event: Event, scope: Scope, search: Search, *, together: int = TOGETHER
) -> Iterator[bytes]:
    """Yield a CSV file of the registrations asked for, with answers and consents, in portions.

    Who is asked for is decided once; so many are in memory as stand in a portion. The session is to
    see one state of the database until the end. Who sees a part of the event gets no answers: what
    people need is for organisers alone.

    Keys name the columns, never labels: a list stays readable by a program after a label changes.
    """
    asked = every_question(session, event) if scope.everything else []
    consents = every_consent(session, event)
    extra = [f"answer.{question.key}" for question in asked] + [
        f"consent.{consent.key}" for consent in consents
    ]
    extra += [f"consent_version.{consent.key}" for consent in consents]
    yield ("\ufeff" + _written([[*COLUMNS, *extra]])).encode()
    questions, agreed = [question.id for question in asked], [consent.id for consent in consents]
    every = every_number(session, scope, search)
    for at in range(0, len(every), together):
        numbers = every[at : at + together]
        yield _written(_rows(session, numbers, questions, agreed)).encode()


def _rows(
    session: Session, numbers: Sequence[int], asked: Sequence[int], agreed: Sequence[int]
) -> Iterator[list[str]]:
    """Yield the cells of these registrations in their order."""
    plain, still = queries.plain(session, numbers), queries.still_coming(session, numbers)
    answers = queries.answers(session, numbers) if asked else {}
    consents = queries.consents(session, numbers) if agreed else {}
    for number in numbers:
        given = [consents.get((number, consent_id), (None, "")) for consent_id in agreed]
        cells = (
            *plain[number],
            *still.get(number, (None, None)),
            *(answers.get((number, question_id), "") for question_id in asked),
            *(since for since, _ in given),
            *(version for _, version in given),
        )
        yield [safe_cell(_text(cell)) for cell in cells]


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def _written(rows: Iterable[Sequence[str]]) -> str:
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue()
