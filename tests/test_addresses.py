"""Addresses that features write are those at which the pages answer."""

import pytest
from flask import Flask, url_for

from eventapp.web.installation import addresses

pytestmark = pytest.mark.on_sqlite


def test_features_write_the_addresses_of_the_pages(app: Flask) -> None:
    base_url = app.config["EVENTAPP"].base_url
    with app.test_request_context():
        written = addresses()
        pages = (
            url_for("website.event_page", event="spring"),
            url_for("website.programme", event="spring"),
            url_for("website.session_page", event="spring", item_id="x-_9"),
        )

    assert (
        written.event_page("spring"),
        written.programme("spring"),
        written.session_page("spring", "x-_9"),
    ) == tuple(base_url + page for page in pages)
