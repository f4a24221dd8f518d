"""Static files under addresses with a hash: for ever if it is the present one, packed small."""

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.web.assets import COMMENTS, FOREVER

pytestmark = pytest.mark.on_sqlite


def test_the_present_version_is_kept_for_ever_and_an_older_one_asked_for_each_time(
    app: Flask, client: FlaskClient
) -> None:
    version = app.config["ASSETS"]

    now = client.get(f"/static/{version}/css/base.css")
    old = client.get("/static/0/css/base.css")

    assert (now.status_code, now.headers["Cache-Control"]) == (200, FOREVER)
    assert (old.status_code, old.headers["Cache-Control"]) == (200, "public, no-cache")
    assert "Last-Modified" not in now.headers


def test_a_text_is_packed_for_who_reads_that_and_is_the_same(
    app: Flask, client: FlaskClient
) -> None:
    path = f"/static/{app.config['ASSETS']}/css/base.css"

    packed = client.get(path, headers={"Accept-Encoding": "br"})
    plain = client.get(path)

    assert packed.headers["Content-Encoding"] == "br"
    assert len(packed.data) < len(plain.data) / 2
    sent = brotli.decompress(packed.data)
    assert sent == COMMENTS.sub(b"", plain.data)
    assert b"/*" not in sent


@pytest.mark.parametrize("path", ["/static/../x/css/base.css", "/static/0/../../settings.py"])
def test_nothing_outside_the_folder_is_served(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
