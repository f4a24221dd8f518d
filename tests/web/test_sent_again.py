"""What an error's page gives back: to our own pages alone, passwords never."""

from typing import Any

import pytest
from flask import Flask

from eventapp.web import sent_again

OURS = {"Sec-Fetch-Site": "same-origin"}


def typed(app: Flask, data: dict[str, str], **more: Any) -> sent_again.Typed | None:
    """Return what would be given back of a form that was sent."""
    with app.test_request_context(
        "/x", **{"method": "POST", "data": data, "headers": OURS, **more}
    ):
        return sent_again.typed()


@pytest.mark.on_sqlite
def test_a_form_of_our_own_page_comes_back_without_its_passwords(app: Flask) -> None:
    fields = typed(app, {"name": "Ada", "new_password": "secret", "csrf_token": "old"})

    assert fields is not None
    assert [pair for pair in fields.pairs if pair[0] != "csrf_token"] == [("name", "Ada")]
    assert dict(fields.pairs)["csrf_token"] != "old"
    assert (fields.asked_anew, fields.files) == (["new_password"], False)


@pytest.mark.on_sqlite
def test_what_another_site_sends_comes_back_to_nobody(app: Flask) -> None:
    assert typed(app, {"name": "Ada"}, headers={"Sec-Fetch-Site": "cross-site"}) is None
    assert typed(app, {"name": "Ada"}, headers={}) is None
    assert typed(app, {}) is None
    assert typed(app, {"name": "Ada"}, method="PUT") is None
