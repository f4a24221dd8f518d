"""The steps of a contribution: from the answer to the arrival."""

import pytest
from flask import Flask

from eventapp.speakers.standing import Standing
from eventapp.website.speaking_progress import steps_of


@pytest.mark.parametrize(
    ("standing", "complete", "done"),
    [
        (Standing.INVITED, False, []),
        (Standing.ACCEPTED, False, ["Answer"]),
        (Standing.ACCEPTED, True, ["Answer", "Details"]),
        (Standing.CONFIRMED, False, ["Answer", "Confirmation"]),
        (Standing.ARRIVED, True, ["Answer", "Details", "Confirmation", "Arrival"]),
    ],
)
def test_each_step_is_done_by_what_happened(
    app: Flask,
    standing: Standing,
    complete: bool,  # noqa: FBT001  (a row of the table)
    done: list[str],
) -> None:
    with app.test_request_context("/?lang=en"):
        steps = steps_of(standing, complete=complete)

    assert [step.word for step in steps if step.is_done] == done
    assert len(steps) == 4


@pytest.mark.parametrize("standing", [Standing.DECLINED, Standing.DRAFT])
def test_who_declined_or_was_not_asked_takes_no_steps(app: Flask, standing: Standing) -> None:
    with app.test_request_context("/?lang=en"):
        assert steps_of(standing, complete=False) == []
