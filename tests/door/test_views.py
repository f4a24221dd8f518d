"""The scanner's page: the same for everybody, so that a phone may keep it, and what it is kept by."""

import json
import re

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


def test_everything_that_a_device_keeps_is_there(client: FlaskClient) -> None:
    script = client.get("/door/worker.js")
    facts = json.loads(
        script.get_data(as_text=True).partition(");\n")[0].removeprefix("Object.assign(self, ")
    )

    assert script.headers["Service-Worker-Allowed"] == "/door"
    assert len(facts["SHELL"]) == len(set(facts["SHELL"]))
    addresses = [*facts["PAGES"].values(), *facts["SHELL"]]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )
    page = client.get("/door").get_data(as_text=True)
    linked = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    assert linked - set(facts["SHELL"]) == set()


def test_app_can_be_installed_in_each_language_with_icons_of_its_own(client: FlaskClient) -> None:
    manifest = client.get("/door/app.webmanifest?lang=fr").get_json(force=True)

    assert (manifest["lang"], manifest["start_url"]) == ("fr", "/door?lang=fr")
    assert (manifest["scope"], manifest["display"]) == ("/door", "standalone")
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert {client.get(icon["src"]).mimetype for icon in manifest["icons"]} == {"image/png"}


def test_worker_that_finds_codes_may_run_the_bundled_decoder_and_nothing_else(
    client: FlaskClient,
) -> None:
    policy = client.get("/door/decoder.js").headers["Content-Security-Policy"]

    assert policy == "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
