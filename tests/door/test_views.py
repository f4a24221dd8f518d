"""The scanner's page: the same for everybody, so that a phone may keep it."""

import pytest
from flask.testing import FlaskClient

pytestmark = pytest.mark.on_sqlite


@pytest.mark.parametrize("path", ["/door", "/door/"])
def test_it_opens_without_an_event_and_is_asked_for_again_each_time(
    client: FlaskClient, path: str
) -> None:
    page = client.get(path)

    assert (page.status_code, page.headers["Cache-Control"]) == (200, "public, no-cache")
    tag = page.headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
