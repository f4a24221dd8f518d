"""Answers that fit what is asked: of those to choose from, one where one may be chosen, needed."""

import pytest

from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.registration.errors import (
    AnswerMissing,
    ConsentMissing,
    UnknownAnswer,
    UnknownConsent,
)
from eventapp.registration.models import Consent, Question, QuestionChoice, QuestionKind
from eventapp.registration.services.questions import (
    check_answers,
    check_consents,
    check_consents_known,
)
from tests.factories.events import NOON

EVENT = Event(slug="x", title=Translated.same("X"), created_at=NOON)


def question(kind: QuestionKind, *choices: str, required: bool = False) -> Question:
    """Return a question that is not stored."""
    made = Question(event=EVENT, key="q", kind=kind, label=Translated.same("Q"), required=required)
    for key in choices:
        made.choices.append(QuestionChoice(question=made, key=key, label=Translated.same(key)))
    return made


ONE = question(QuestionKind.CHOICE, "vegan", "other")
SEVERAL = question(QuestionKind.CHOICES, "vegan", "other")
TEXT = question(QuestionKind.TEXT, required=True)


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        (ONE, {"q": ["vegan"]}), (ONE, {}), (ONE, {"q": [""]}), (SEVERAL, {"q": ["vegan", "other"]}),
        (TEXT, {"q": ["anything"]}),
    ],
)  # fmt: skip
def test_what_fits_is_taken(asked: Question, answers: dict[str, list[str]]) -> None:
    check_answers([asked], answers)


@pytest.mark.parametrize(
    ("asked", "answers", "refused"),
    [
        (ONE, {"q": ["meat"]}, UnknownAnswer), (ONE, {"q": ["vegan", "other"]}, UnknownAnswer),
        (SEVERAL, {"q": ["vegan", "meat"]}, UnknownAnswer), (ONE, {"other": ["x"]}, UnknownAnswer),
        (TEXT, {}, AnswerMissing), (TEXT, {"q": [""]}, AnswerMissing),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(
    asked: Question, answers: dict[str, list[str]], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        check_answers([asked], answers)


def test_a_needed_consent_must_be_given_and_an_unknown_one_is_refused() -> None:
    consent = Consent(event=EVENT, key="privacy", text=Translated.same("I agree"), required=True)

    check_consents([consent], frozenset(["privacy"]))
    with pytest.raises(ConsentMissing):
        check_consents([consent], frozenset())
    check_consents_known([consent], ["privacy"])
    with pytest.raises(UnknownConsent):
        check_consents_known([consent], ["list"])
