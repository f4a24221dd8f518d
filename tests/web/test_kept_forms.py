"""Forms kept in the browser: found by their key, for an hour, never longer than a cookie."""

from datetime import datetime, timedelta

import pytest
from flask import Flask, session
from werkzeug.datastructures import MultiDict

from eventapp.web import kept_forms
from tests.factories.events import NOON


@pytest.fixture
def bare() -> Flask:
    """Return an application with nothing but a key for its cookies."""
    app = Flask("bare")
    app.secret_key = "secret of a test"
    return app


def keep(bare: Flask, *, text: str = "Ada", now: datetime = NOON, made: str = "") -> str:
    """Keep a form with that name typed; the request it came with is the present one."""
    pairs = [("csrf_token", "t"), ("name", text), ("name", "Lee")]
    with bare.test_request_context("/form", method="POST", data=MultiDict(pairs)):
        held = session.setdefault("x", [])
        key = kept_forms.keep("ada@example.org", way_back=True, now=now, made=made)
        bare.config.setdefault("KEPT", {})[key] = list(session[kept_forms.IN_SESSION])
        assert held == []
    return key


def found(
    bare: Flask, key: str, now: datetime, *, asked: str | None = None
) -> kept_forms.KeptForm | None:
    """Return what the browser that sent the form of that key finds under it, or another one."""
    with bare.test_request_context("/form"):
        session[kept_forms.IN_SESSION] = bare.config["KEPT"][key]
        return kept_forms.find(asked or key, now=now)


def test_what_was_typed_is_found_for_an_hour_without_tokens(bare: Flask) -> None:
    key = keep(bare, made="REF")

    kept = found(bare, key, NOON + timedelta(minutes=59))

    assert kept is not None
    assert (kept.pairs, kept.path, kept.made) == (
        [("name", "Ada"), ("name", "Lee")], "/form", "REF"
    )  # fmt: skip
    assert found(bare, key, NOON + timedelta(hours=1)) is None


def test_a_browser_shows_its_form_under_its_key_alone(bare: Flask) -> None:
    key = keep(bare)

    assert found(bare, key, NOON) is not None
    assert found(bare, key, NOON, asked="other") is None
    with bare.test_request_context("/form"):  # another browser
        assert kept_forms.find(key, now=NOON) is None


def test_of_a_form_too_long_for_a_cookie_only_the_address_is_kept(bare: Flask) -> None:
    import secrets  # noqa: PLC0415  (what cannot be packed)

    kept = found(bare, keep(bare, text=secrets.token_hex(4_000)), NOON)

    assert kept is not None
    assert (kept.pairs, kept.path, kept.email) == ([], "", "ada@example.org")


def test_the_page_shows_its_own_form_again_and_no_other(bare: Flask) -> None:
    key = keep(bare)
    shown = {}
    for path in ("/form", "/other"):
        with bare.test_request_context(f"{path}?again={key}"):
            session[kept_forms.IN_SESSION] = bare.config["KEPT"][key]
            shown[path] = kept_forms.typed_before(now=NOON)

    assert shown["/other"] is None
    assert shown["/form"] is not None
    assert shown["/form"].getlist("name") == ["Ada", "Lee"]
