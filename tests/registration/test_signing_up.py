"""Refusals of a sign-up: each stands at the field that is meant, and says when it opens."""

import pytest

from eventapp.errors import Refusal
from eventapp.registration.errors import signing_up
from tests.factories.events import NOON


@pytest.mark.parametrize(
    ("refusal", "field"),
    [
        (signing_up.AlreadyRegistered(), "email"), (signing_up.NoSuchCategory(), "category"),
        (signing_up.ConsentMissing("privacy"), "consent_privacy"),
        (signing_up.UnknownConsent("list"), "consent_list"),
        (signing_up.AnswerMissing("diet"), "q_diet"), (signing_up.UnknownAnswer("diet"), "q_diet"),
        (signing_up.RegistrationClosed(), None),
    ],
)  # fmt: skip
def test_a_refusal_stands_at_its_field(refusal: Refusal, field: str | None) -> None:
    assert refusal.field == field


def test_who_comes_too_early_is_not_told_that_it_is_over() -> None:
    early = str(signing_up.RegistrationClosed(NOON).sentence)

    assert early == "Registration has not opened yet."
    assert str(signing_up.RegistrationClosed().sentence) == "Registration is closed."
