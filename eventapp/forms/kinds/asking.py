"""Questions and consents of the sign-up form."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from eventapp import clock, i18n
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.forms.kinds.kind import Kind
from eventapp.forms.questions import QUESTION_KINDS, ConsentForm, QuestionForm
from eventapp.forms.records import text_of
from eventapp.orm import Translated
from eventapp.registration import queries
from eventapp.registration.models import (
    Consent,
    ConsentText,
    Question,
    QuestionChoice,
    QuestionKind,
)
from eventapp.registration.services import asking
from eventapp.text_search import fold


def free_key(words: Translated, taken: Iterable[str], *, otherwise: str) -> str:
    """Return a stable key made of the words, which no other of the event has."""
    stem = "".join(c if c.isalnum() else "-" for c in fold(words.into("en")))[:30].strip("-")
    stem, held = stem or otherwise, set(taken)
    return next(k for k in (stem, *(f"{stem}-{n}" for n in range(2, 9999))) if k not in held)


def _keys(session: Session, event: Event, model: type[Question | Consent]) -> list[str]:
    return list(session.scalars(select(model.key).where(model.event_id == event.id)))


def _store_question(session: Session, event: Event, record: Question | None, form: Any) -> Question:
    label = text_of(form.label)
    asked = asking.Asked(
        kind=QuestionKind(form.kind.data),
        label=label,
        hint=text_of(form.hint),
        required=form.required.data,
        position=form.position.data or 0,
        only_for=form.only_for(),
        choices=form.written(),
    )
    key = free_key(label, _keys(session, event, Question), otherwise="question")
    return asking.write_question(session, event, record, key, asked)


def _question_shown(record: Question) -> dict[str, Any]:
    session = object_session(record)
    assert session is not None  # noqa: S101  (it was just read)
    rows = asking.choices_of(session, record)
    return {
        "choices": [{"key": one.key, **one.label.as_dict()} for one in rows],
        "groups": [one.key for one in record.only_for],
    }


def _store_consent(session: Session, event: Event, record: Consent | None, form: Any) -> Consent:
    text = text_of(form.text)
    written = asking.Agreement(
        text=text,
        hint=text_of(form.hint),
        required=form.required.data,
        position=form.position.data or 0,
    )
    key = free_key(text, _keys(session, event, Consent), otherwise="consent")
    return asking.write_consent(session, event, record, key, written, now=clock.now())


KINDS = (
    Kind(
        "questions",
        Sentence("Questions"),
        Sentence("Add a question"),
        Question,
        QuestionForm,
        queries.every_question,
        lambda one: i18n.render(one.label),
        lambda one: str(QUESTION_KINDS[one.kind]),
        _store_question,
        _question_shown,
        parts=(QuestionChoice.question_id,),
    ),
    Kind(
        "consents",
        Sentence("Consents"),
        Sentence("Add a consent"),
        Consent,
        ConsentForm,
        queries.every_consent,
        lambda one: i18n.render(one.text)[:120],
        lambda one: i18n.render(Sentence("version %(number)s", number=one.text_version)),
        _store_consent,
        parts=(ConsentText.consent_id,),
    ),
)
