"""The operator's addresses: for the machine itself, and for who holds the metrics token."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

pytestmark = pytest.mark.on_sqlite
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}


def test_the_machine_itself_passes_and_nobody_else_without_the_token(
    app: Flask, client: FlaskClient
) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", environ_overrides=ELSEWHERE).status_code == 403

    app.config["EVENTAPP"] = replace(app.config["EVENTAPP"], metrics_token="right" * 5)
    for given, status in (("right" * 5, 200), ("wrong" * 5, 403), ("", 403)):
        headers = {"Authorization": f"Bearer {given}"}
        response = client.get("/metrics", headers=headers, environ_overrides=ELSEWHERE)
        assert response.status_code == status
