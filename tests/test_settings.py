"""What protects cookies and connections: all of it in production, none of it in the way at home."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp.app import create_app
from eventapp.audiences import devices
from eventapp.extensions import db
from eventapp.settings import load
from tests.checkin.test_doors import make_phone
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category

PRODUCTION = {
    "EVENTAPP_SECRET_KEY": "k" * 40,
    "EVENTAPP_BASE_URL": "https://events.example.org",
    "EVENTAPP_TRUSTED_PROXIES": "1",
}
HTTPS = {"base_url": "https://events.example.org"}
THROUGH_A_PROXY = {
    "base_url": "http://events.example.org",
    "headers": {"X-Forwarded-Proto": "https"},
}


class Installation:
    """An installation as `serve` would start it with such an environment."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        given = {"EVENTAPP_DATA_DIR": str(folder), "EVENTAPP_WORKER": "apart", **environ}
        self.app: Flask = create_app(load(given))
        with self.app.app_context(), Session(db.engine) as session:
            event, _category = make_event_with_category(session, places=5)
            event.registration_closes_at = event.ends_at = None
            self.phone = make_phone(session, event)
            self.member = make_member(session, event)
            session.commit()

    def cookies(self, path: str, **how: Any) -> dict[str, list[str]]:
        """Return the cookies that an address gives: name -> attributes."""
        answer = self.app.test_client().get(path, **how)
        by_name = {}
        for cookie in answer.headers.getlist("Set-Cookie"):
            first, *rest = (part.strip() for part in cookie.split(";"))
            by_name[first.partition("=")[0]] = [part.partition("=")[0] for part in rest] + [
                part for part in rest if part.startswith(("SameSite", "Path"))
            ]
        return by_name


@pytest.fixture
def install(tmp_path: Path, migrated_sqlite: Path) -> Iterator[Any]:
    """Return what opens an installation with an environment."""
    made: list[Installation] = []

    def one(**environ: str) -> Installation:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        shutil.copy(migrated_sqlite, folder / "eventapp.db")
        made.append(Installation(folder, environ))
        return made[-1]

    yield one
    for installation in made:
        with installation.app.app_context():
            db.engine.dispose()


@pytest.mark.parametrize("how", [HTTPS, THROUGH_A_PROXY], ids=["https", "behind a proxy"])
def test_cookies_in_production_are_bound_to_this_host_and_to_https(
    install: Any, how: dict[str, Any]
) -> None:
    cookies = install(**PRODUCTION).cookies("/spring/register", **how)

    assert list(cookies) == ["__Host-form"]
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookies["__Host-form"])
    assert "Domain" not in cookies["__Host-form"]


def test_cookies_in_development_work_without_https(install: Any) -> None:
    cookies = install().cookies("/spring/register", base_url="http://127.0.0.1:8000")

    assert list(cookies) == ["form"]
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookies["form"])
    assert "Secure" not in cookies["form"]


@pytest.mark.parametrize(
    "how",
    [HTTPS, THROUGH_A_PROXY, {"base_url": "http://events.example.org"}],
    ids=["https", "behind a proxy", "behind a proxy that says nothing"],
)
@pytest.mark.parametrize("path", ["/", "/spring/register", "/nothing", "/door", "/api/v1/events"])
def test_browsers_are_told_in_production_to_come_by_https_alone(
    install: Any, how: dict[str, Any], path: str
) -> None:
    answer = install(**PRODUCTION).app.test_client().get(path, **how)

    match = re.fullmatch(r"max-age=(\d+)", answer.headers["Strict-Transport-Security"])
    assert match is not None
    assert int(match[1]) >= 31_536_000


def test_development_keeps_browsers_from_nothing(install: Any) -> None:
    answer = install().app.test_client().get("/", base_url="http://127.0.0.1:8000")

    assert "Strict-Transport-Security" not in answer.headers


def test_sign_in_of_production_holds_under_its_bound_name_alone(install: Any) -> None:
    """A cookie of the plain name, which a neighbour's host could set, signs nobody in."""
    here = install(**PRODUCTION)
    client = here.app.test_client()
    with here.app.app_context(), Session(db.engine) as session:
        session.add(here.member)
        sign_in(session, client, here.member)
    value = client.get_cookie("who").value

    plain = client.get("/spring/manage/", **HTTPS).status_code
    client.set_cookie("__Host-who", value, domain="events.example.org", secure=True)
    bound = client.get("/spring/manage/", **HTTPS).status_code

    assert (plain, bound) == (303, 200)


def test_phone_that_is_shut_out_can_forget_its_cookie(install: Any) -> None:
    """Browsers keep a `__Secure-` cookie unless what removes it is Secure, too."""
    here = install(**PRODUCTION)
    with here.app.test_request_context("/door/v1/me", **HTTPS):
        given, taken = here.app.response_class(), here.app.response_class()
        devices.give_cookie(given, here.phone, seconds=60)
        devices.take_cookie(taken)

    for answer in (given, taken):
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Secure-door=")
        assert {"Secure", "HttpOnly", "Path=/door", "SameSite=Strict"} <= set(cookie.split("; "))
    assert "Max-Age=0" in taken.headers["Set-Cookie"]


def test_other_hosts_and_spoofed_proxies_change_nothing_in_production(install: Any) -> None:
    client = install(**PRODUCTION).app.test_client()

    foreign = client.get("/", base_url="https://evil.example")
    local = client.get("/", base_url="https://localhost")
    forwarded = client.get("/", headers={"X-Forwarded-Host": "evil.example"}, **HTTPS)

    assert (foreign.status_code, local.status_code) == (400, 400)
    assert foreign.content_type.startswith("text/plain"), "nothing is linked for a foreign host"
    assert forwarded.status_code < 400
    assert "evil.example" not in json.dumps(dict(forwarded.headers))
    assert "evil.example" not in forwarded.get_data(as_text=True)
