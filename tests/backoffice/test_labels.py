"""Words for what is stored: each state and reason has one, an unknown deed its own key."""

from collections.abc import Mapping
from enum import Enum

import pytest
from flask import Flask

from eventapp.backoffice import labels
from eventapp.mail.models import EmailState
from eventapp.registration.models import Skipped, State, StillComing
from eventapp.registration.services.bulk import Stayed

pytestmark = pytest.mark.on_sqlite


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (labels.STATE_WORDS, State), (labels.SKIPPED_WORDS, Skipped), (labels.STAYED_WORDS, Stayed),
        (labels.STILL_WORDS, StillComing), (labels.EMAIL_STATES, EmailState),
    ],
    ids=["state", "skipped", "stayed", "still", "e-mail"],
)  # fmt: skip
def test_every_key_has_a_word(words: Mapping[Enum, object], keys: type[Enum]) -> None:
    assert set(words) == set(keys)


def test_a_deed_that_has_no_word_is_shown_by_its_key(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        deed = app.jinja_env.filters["deed"]
        assert (deed("registered"), deed("never-heard-of")) == ("registered", "never-heard-of")


def test_a_kind_of_e_mail_is_named_as_its_class_says_and_a_former_one_by_its_key(
    app: Flask,
) -> None:
    with app.test_request_context("/?lang=en"):
        word = app.jinja_env.filters["email_word"]
        assert (word("DeclinedEmail"), word("FormerEmail")) == ("declined", "FormerEmail")
