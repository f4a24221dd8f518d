"""Faces and commands get what the composition root put together, and nobody works twice."""

import pytest
from flask import Flask

from eventapp import composition
from eventapp.registration import jobs


@pytest.mark.on_sqlite
def test_job_is_left_to_the_clock_where_nobody_works_and_asked_for_where_somebody_does(
    app: Flask,
) -> None:
    with app.app_context():
        composition.do_soon(jobs.follow_programme)  # nobody to ask: nothing is refused
        first, second = composition.worker(), composition.worker()
        assert first is not second  # each made for its asker, none remembered
        app.extensions[composition.WORKER] = first
        try:
            assert composition.worker() is first
        finally:
            del app.extensions[composition.WORKER]
        assert composition.mailing() is composition.work().mailing
