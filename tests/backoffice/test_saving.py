"""Which version of a record the button showed that was pressed."""

import pytest
from flask import Flask

from eventapp.backoffice.saving import version_seen


@pytest.mark.parametrize(
    ("sent", "version"), [("3", 3), ("", None), ("x", None), ("-1", None), ("²", None)]
)
def test_a_version_is_a_number_or_lost(app: Flask, sent: str, version: int | None) -> None:
    with app.test_request_context("/", method="POST", data={"version": sent}):
        assert version_seen() == version
