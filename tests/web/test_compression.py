"""What travels compressed: every text, and nothing that would be spoilt or gains nothing."""

import re

import brotli
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from tests.agenda.test_programme import make_item
from tests.agenda.test_sequences import release
from tests.factories.accounts import make_token
from tests.factories.events import make_event

ALL_WAYS = {"Accept-Encoding": "zstd, br, gzip"}
TEXTS = [
    "/spring/",
    "/spring/agenda",
    "/spring/agenda.ics",
    "/spring/agenda.xml",
    "/spring/agenda.json",
    "/spring/agenda.csv",
    "/spring/agenda/changes.atom",
    "/static/0/vendor/zxing_reader.wasm",
]
MADE_EACH_TIME = {"/static/0/vendor/zxing_reader.wasm"}
FILES = ["/static/0/css/components.css", "/static/0/vendor/htmx.min.js", "/static/0/js/web/page.js"]
ABOUT_PAGES = ("Content-Security-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy")
PACKED = ["/spring/agenda.xlsx", "/static/0/vendor/fonts/fira-sans-latin-400-normal.woff2"]


@pytest.fixture(autouse=True)
def event(session: Session) -> Event:
    """Return an event with a released programme."""
    event = make_event(session)
    for number in range(6):
        make_item(session, event, None, f"Session {number}", minutes=60 * number)
    release(session, event, 0)
    return event


@pytest.mark.parametrize("path", TEXTS)
def test_every_text_is_compressed(client: FlaskClient, path: str) -> None:
    plain, packed = client.get(path), client.get(path, headers=ALL_WAYS)

    assert packed.headers["Content-Encoding"] == ("zstd" if path in MADE_EACH_TIME else "br")
    assert len(packed.data) < len(plain.data)
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize("path", FILES)
def test_files_of_every_first_visit_are_packed_as_small_as_can_be(
    client: FlaskClient, path: str
) -> None:
    plain, packed = client.get(path), client.get(path, headers=ALL_WAYS)
    assert packed.headers["Content-Encoding"] == "br"
    sizes = (
        re.sub(rb"\s*/\*.*?\*/", b"", plain.data, flags=re.DOTALL) if "css" in path else plain.data
    )
    assert packed.data == brotli.compress(sizes, quality=11)
    assert brotli.decompress(packed.data) == sizes
    assert "Accept-Encoding" in packed.headers["Vary"]
    unread = client.get(path, headers={"Accept-Encoding": "br;q=0, gzip"})
    assert unread.headers["Content-Encoding"] == "gzip"
    held = {**ALL_WAYS, "If-None-Match": packed.headers["ETag"]}
    assert client.get(path, headers=held).status_code == 304


@pytest.mark.parametrize("path", ["/static/0/css/base.css", *PACKED[1:]])
def test_what_is_no_page_says_nothing_of_pages(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert not {*ABOUT_PAGES, "Content-Language", "Content-Disposition"} & set(headers.keys())
    assert headers["X-Content-Type-Options"] == "nosniff"
    script = client.get("/static/0/js/web/page.js").headers
    assert (
        script["Content-Security-Policy"] == "default-src 'self'"
    )  # a worker's, were it run as one


@pytest.mark.parametrize("path", PACKED)
def test_what_is_packed_already_is_left_alone(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=ALL_WAYS)

    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_a_part_of_a_file_is_those_bytes(client: FlaskClient) -> None:
    path = "/static/0/css/components.css"
    whole = client.get(path).data

    part = client.get(path, headers={**ALL_WAYS, "Range": "bytes=100-2099"})

    assert part.status_code == 206
    assert part.data == whole[100:2100]


def test_a_version_read_compressed_may_be_named_in_a_change(
    client: FlaskClient, session: Session, event: Event
) -> None:
    token = {"Authorization": f"Bearer {make_token(session, event)}"}
    here = "/api/v1/events/spring/sessions"
    given = {"title": {"en": "Opening"}, "abstract": {"en": "Words of welcome. " * 60}}
    path = f"{here}/{client.post(here, json=given, headers=token).get_json()['id']}"
    read = client.get(path, headers={**token, **ALL_WAYS})
    version = {"If-Match": read.headers["ETag"]}

    changed = client.patch(path, json={"title": {"en": "Welcome"}}, headers={**token, **version})
    stale = client.patch(path, json={"title": {"en": "Greeting"}}, headers={**token, **version})

    assert read.headers["Content-Encoding"] == "zstd"
    assert (changed.status_code, stale.status_code) == (200, 412)
