"""Faces and commands get what the composition root put together, and nobody works twice."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import composition
from eventapp.addresses import Page
from eventapp.composition import addresses, settings
from eventapp.registration import jobs
from tests.factories.events import make_event


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


def test_address_that_features_write_of_an_event_leads_to_its_page(
    app: Flask, client: FlaskClient, session: Session
) -> None:
    make_event(session)
    session.commit()
    with app.app_context():
        path, base_url = addresses().path(Page.EVENT, event="spring"), settings().base_url

    assert base_url == "http://localhost"
    assert "Spring conference" in client.get(f"{path}?lang=en").text
