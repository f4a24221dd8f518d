"""Choosing the language one reads in: links on pages, buttons beside forms that people fill in."""

from collections.abc import Iterator
from urllib.parse import quote_plus

from flask import Flask, Response, current_app, g, has_request_context, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from eventapp import i18n
from eventapp.languages import LANGUAGES
from eventapp.web import assets
from eventapp.web.readers import COOKIE

ONE_YEAR = 365 * 24 * 3600
SWITCH = "in_language"
"""Name of the buttons that send a form to be shown in another language."""


def language_links() -> list[tuple[str, str, str, bool]]:
    """Return (code, name, address, is current) to switch the page being shown."""
    links, path = [], _asked_again()
    for code in LANGUAGES:
        query = {**request.args.to_dict(), "lang": code}
        address = path + "?" + "&".join(_pairs(query))
        links.append((code, i18n.NAMES[code], address, code == i18n.language()))
    return links


def _asked_again() -> str:
    """Return the page's address; where only a form is taken, that of the page above it."""
    path, rule = request.path, request.url_rule
    if rule is None or "GET" in (rule.methods or ()):
        return path
    adapter = current_app.create_url_adapter(request)
    while path and adapter and not adapter.test(path, "GET"):
        path = path.rpartition("/")[0]
    return path or "/"


def _pairs(query: dict[str, str]) -> Iterator[str]:
    for name, value in query.items():
        yield f"{quote_plus(name)}={quote_plus(value)}"


def keep_language(response: AnyResponse, code: str) -> None:
    """Keep the choice for the next pages, in a cookie that holds the code and nothing else."""
    response.set_cookie(
        COOKIE,
        code,
        max_age=ONE_YEAR,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
    )


def switches() -> bool:
    """Say whether a form is sent only to be shown, as it was typed, in another language."""
    return has_request_context() and "language_pressed" in g


def former_language() -> str:
    """Return the language of the page on which another one was pressed, else the reader's."""
    return str(g.get("former_language", i18n.language()))


def _hear_press() -> ResponseReturnValue | None:
    """Note a press on a language beside a form; an address that names another is left (307)."""
    pressed = request.form.get(SWITCH) if request.method == "POST" else None
    if pressed not in LANGUAGES:
        return None
    others = {name: value for name, value in request.args.to_dict().items() if name != "lang"}
    if "lang" in request.args:
        return redirect(request.path + "?" + "&".join(_pairs(others)), 307)
    former = i18n.language()
    g.pop("language")
    g.language_pressed, g.former_language = pressed, former
    return None


def _remember_choice(response: Response) -> Response:
    wish = g.get("language_pressed", request.args.get("lang"))
    if wish in LANGUAGES and request.cookies.get(COOKIE) != wish:
        keep_language(response, wish)
    if request.endpoint != assets.ENDPOINT:  # a style sheet is in no language
        response.headers.setdefault("Content-Language", i18n.language())
    return response


def install(app: Flask) -> None:
    """Hear which language is chosen, keep it for the next pages, and give templates the links."""
    app.before_request(_hear_press)
    app.after_request(_remember_choice)
    app.jinja_env.globals.update(language_links=language_links)
