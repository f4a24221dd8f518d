"""Addresses that features write are those at which the pages answer."""

import re
from typing import Any

import pytest
from flask import Flask, url_for

from eventapp.addresses import Page
from eventapp.composition import addresses

FIELDS = re.compile(r"{(\w+)}")

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


def test_every_page_that_is_addressed_from_outside_has_the_address_of_its_view(app: Flask) -> None:
    ids = {"item_id": "x-_9", "person_id": "p", "public_id": "y"}
    parts = {"event": "a-b", "token": "Zm9v.MQ-_", **ids}
    with app.test_request_context():
        written = addresses()
        expected = {}
        for page in Page:
            values: dict[str, Any] = {n: parts[n] for n in FIELDS.findall(written.paths[page])}
            expected[page] = url_for(page.value, **values)

        assert {page: written.path(page, **parts) for page in Page} == expected
