"""The registrations as CSV: UTF-8 with BOM for Excel, columns named by stable keys."""

import csv
import io

from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.exports import queries
from eventapp.registration.models import Answer, ConsentGiven, Reconfirming, Registration
from eventapp.registration.queries import (
    Search,
    every_consent,
    every_question,
    everything,
    reconfirmations,
)
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
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_csv(session: Session, event: Event, scope: Scope, search: Search) -> bytes:
    """Return the registrations asked for as a CSV file, with their answers and consents.

    Who sees a part of the event gets no answers: what people need is for organisers alone.

    Keys name the columns, never labels: a list stays readable by a program after a label changes.
    """
    asked = every_question(session, event) if scope.everything else []
    wanted = every_consent(session, event)
    answers = queries.answers_by_registration(session, event)
    agreed = queries.consents_by_registration(session, event)
    questions = reconfirmations.answers(session, scope)
    target = io.StringIO()
    writer = csv.writer(target)
    extra = [f"answer.{one.key}" for one in asked] + [f"consent.{one.key}" for one in wanted]
    extra += [f"consent_version.{one.key}" for one in wanted]
    writer.writerow([*COLUMNS, *extra])
    for one in everything(session, scope, search):
        given, consents = answers.get(one.id, {}), agreed.get(one.id, {})
        cells = [
            *_plain(one),
            *_still_coming(questions.get(one.id)),
            *(_answer(given.get(question.id)) for question in asked),
            *(_since(consents.get(consent.id)) for consent in wanted),
            *(_version(consents.get(consent.id)) for consent in wanted),
        ]
        writer.writerow([safe_cell(value) for value in cells])
    return ("\ufeff" + target.getvalue()).encode()


def _plain(one: Registration) -> tuple[str, ...]:
    return (
        one.reference,
        one.state.value,
        one.category.key,
        one.title,
        one.given_name,
        one.family_name,
        one.email or "",
        one.organisation_name,
        one.country,
        one.language,
        one.registered_at.isoformat(),
    )


def _still_coming(question: Reconfirming | None) -> tuple[str, str]:
    if question is None:
        return "", ""
    said = question.answered_at
    return question.reconfirmation.asked_at.isoformat(), said.isoformat() if said else ""


def _answer(answer: Answer | None) -> str:
    if answer is None:
        return ""
    return "; ".join(answer.chosen) if answer.chosen else answer.text


def _since(given: ConsentGiven | None) -> str:
    return given.given_at.isoformat() if given else ""


def _version(given: ConsentGiven | None) -> str:
    return str(given.text_version) if given else ""
