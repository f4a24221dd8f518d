"""The event's own form: time zones of the list, however they are typed."""

import pytest
from flask import Flask
from wtforms.validators import ValidationError

from eventapp.backoffice.settings.forms import known_zone, zones

pytestmark = pytest.mark.on_sqlite


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("Europe/Paris", "Europe/Paris"), ("europe/paris", "Europe/Paris"), ("utc", "UTC"),
     ("america/new york", "America/New_York")],
)  # fmt: skip
def test_a_zone_is_known_in_any_case(typed: str, zone: str) -> None:
    assert known_zone(typed) == zone


@pytest.mark.parametrize("typed", [None, "", "CET", "Europe/Atlantis", "../etc/passwd"])
def test_what_is_no_zone_of_the_list_is_refused_in_words(app: Flask, typed: str | None) -> None:
    with (
        app.test_request_context("/?lang=en"),
        pytest.raises(ValidationError, match="This time zone does not exist"),
    ):
        known_zone(typed)


def test_the_list_names_each_zone_once() -> None:
    assert len(set(zones().values())) == len(zones()) > 300
