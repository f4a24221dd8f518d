"""What the team types of a proposal: a score from the scale, or none."""

import pytest
from flask import Flask

from eventapp.backoffice.proposals.forms import ReviewForm

pytestmark = pytest.mark.on_sqlite


@pytest.mark.parametrize(("typed", "score"), [("5", 5), ("", None)])
def test_a_score_is_given_or_left_out(app: Flask, typed: str, score: int | None) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context(method="POST", data={"score": typed}):
        form = ReviewForm.of(None)

        assert form.validate()
        assert form.score_given == score


def test_no_other_score_is_taken(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context(method="POST", data={"score": "6"}):
        assert not ReviewForm.of(None).validate()
