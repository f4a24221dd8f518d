"""Telling a participant by e-mail, and naming a registration to the journal."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.journal.services import Object
from eventapp.lures import is_lure
from eventapp.mail import services as mail
from eventapp.mail.emails import EmailFacts
from eventapp.registration import queries
from eventapp.registration.emails import WITH_CALENDAR, ConfirmedEmail
from eventapp.registration.models import Question, QuestionKind, Registration
from eventapp.text_search import fold, name_key, searchable

MOST_OF_AN_ANSWER = 300
"""So much of a long answer stands in an e-mail; all of it is on the own page."""


Kind = TypeVar("Kind", bound=ConfirmedEmail)

Answered = tuple[Question, Sequence[str]]
"""A question with its answer: the text, or the keys of what was chosen."""


def confirmation(
    kind: type[Kind],
    session: Session,
    registration: Registration,
    event: Event,
    *,
    answers: Sequence[Answered] | None = None,
    **more: Any,
) -> Kind:
    """Take down what a confirmation states: day, place, the category and what was answered.

    `kind` says which confirmation it is; without `answers` they are read.
    """
    language, proved = registration.language, registration.link_opened_at is not None
    if answers is None:
        given = queries.answers_of(session, registration)
        answers = [(answer.question, answer.chosen or [answer.text]) for answer in given]
    return kind.of(
        registration,
        event,
        category=registration.category.name.into(language),
        answers=[
            (question.label.into(language), _shown(question, given, language, proved=proved))
            for question, given in answers
        ],
        **more,
    )


def _shown(
    question: Question, given: Sequence[str], language: str, *, proved: bool
) -> str | bool | None:
    """Return an answer as an e-mail shows it: what a stranger typed is no way to send lures."""
    if question.kind is QuestionKind.YES_NO:
        return True
    if question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        labels = {choice.key: choice.label.into(language) for choice in question.choices}
        return ", ".join(labels.get(key, key) for key in given)
    text = given[0]
    if is_lure(text) and not proved:
        return None
    return text if len(text) <= MOST_OF_AN_ANSWER else f"{text[:MOST_OF_AN_ANSWER]}…"


def post_email(
    session: Session, registration: Registration, email: EmailFacts, *, now: datetime
) -> None:
    """Post an e-mail to the participant or to who registered them; to nobody without an address."""
    if registration.reached_at is not None:
        if isinstance(email, WITH_CALENDAR):
            registration.calendar_no = email.sequence - registration.calendar_ahead
        post_to(session, registration, registration.reached_at, email, now=now)


def post_to(
    session: Session,
    registration: Registration,
    address: str,
    email: EmailFacts,
    *,
    now: datetime,
) -> None:
    """Post an e-mail about the registration to one address; call it before what it tells of."""
    about, language = _about(registration), registration.language
    mail.post(session, address, email, language=language, about=about, now=now)


def ready_for(registration: Registration, address: str, email: EmailFacts) -> mail.Ready:
    """Return an e-mail about the registration to one address, ready to be posted with others."""
    about, language = _about(registration), registration.language
    return mail.ready(address, email, language=language, about=about)


def _about(registration: Registration) -> mail.About:
    return mail.About(
        "registration", registration.id, registration.event_id, registration.looked_after_by
    )


def end_calendar(registration: Registration, *, held: bool) -> None:
    """Count the file that takes the day back, once it is written: what follows it is newer."""
    if held:
        registration.calendar_ahead += 2


def thing(registration: Registration) -> Object:
    """Return the registration as the journal knows it: its reference, no name."""
    return Object(
        "registration",
        registration.id,
        registration.reference,
        registration.event_id,
        registration.looked_after_by,
    )


def write_search_words(registration: Registration) -> None:
    """Bring what finds and sorts the registration up to date with its names."""
    registration.folded = searchable(
        registration.given_name,
        registration.family_name,
        registration.organisation_name,
        registration.email,
        registration.reference,
    )[:900]
    registration.family_key = fold(f"{registration.family_name} {registration.given_name}")[:180]
    registration.organisation_key = name_key(registration.organisation_name)
