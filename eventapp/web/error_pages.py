"""Refusals and HTTP errors as pages in the reader's language, or problem+json for programs.

The only place that knows which HTTP status a refusal is.
"""

from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError, TooManyRequests

from eventapp import i18n
from eventapp.errors import (
    Conflict,
    Expired,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionFailed,
    PreconditionMissing,
    Refusal,
    Unidentified,
)
from eventapp.extensions import db
from eventapp.i18n import gettext as _
from eventapp.i18n import ngettext
from eventapp.web import sent_again
from eventapp.web.access import SignInNeeded

log = structlog.get_logger()

STATUS: dict[type[Refusal], int] = {
    Unidentified: 401,
    NotFound: 404,
    Forbidden: 403,
    Conflict: 409,
    Expired: 410,
    PreconditionFailed: 412,
    PreconditionMissing: 428,
    Invalid: 422,
}
RETRY_AFTER_SECONDS = 5
PASSING = (401, 429, 503)
"""Errors that pass, by themselves or by signing in: the same form can be sent again."""
LONGEST_NAME = 80
"""Characters of a field's name that are said again: nobody offered longer ones."""
ITSELF = "_schema"
"""Under which name a schema tells what is wrong with an object as a whole."""


def status_of(refusal: Refusal) -> int:
    """Return the HTTP status of a refusal's kind."""
    return next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 400)


def install(app: Flask) -> None:
    """Answer every error with a page that says what happened, what was kept, what to do."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(DataError, _not_text)
    app.register_error_handler(UnicodeEncodeError, _not_text)
    app.register_error_handler(Exception, _bug)


def refused(refusal: Refusal) -> ResponseReturnValue:
    """Answer a refusal: its sentence, at the field it is about, with the status of its kind."""
    db.session.rollback()
    code = status_of(refusal)
    if isinstance(refusal, SignInNeeded) and request.method in {"GET", "HEAD"} and not _program():
        return redirect(url_for("website.sign_in", next=request.full_path.rstrip("?")), 303)
    sentence = i18n.render(refusal.sentence)
    errors = {refusal.field: [sentence]} if refusal.field else None
    return answer(code, sentence, code=getattr(refusal, "code", None), errors=errors)


def _csrf(_error: CSRFError) -> ResponseReturnValue:
    """Give back what was typed with a token that holds, if the form was one of our pages'."""
    db.session.rollback()
    sentence = _(
        "This form was open for too long, or your browser no longer has its data. Nothing has "
        "been saved yet."
    )
    return answer(403, sentence) if _program() else _page(403, sentence, sent_again.typed())


def _http(error: HTTPException) -> ResponseReturnValue:
    original = getattr(error, "original_exception", None)
    if isinstance(original, OperationalError):  # raised while the address was being read
        return _database(original)
    if original is not None:
        return _bug(original)
    db.session.rollback()
    if isinstance(error, SecurityError):  # a foreign host: nothing here may build an address
        return Response(str(error.description), 400, content_type="text/plain; charset=utf-8")
    if error.response is not None and error.code is None:
        return error.response  # a redirect raised by routing
    code = error.code or 500
    if 300 <= code < 400:  # noqa: PLR2004  (redirects)
        return error.get_response()
    if isinstance(error, TooManyRequests):
        sentence = _when_again(error.retry_after)
    else:
        sentence = _explanation(code)
    response = answer(code, sentence, errors=_field_messages(error))
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def _field_messages(error: HTTPException) -> dict[str, list[str]] | None:
    """Return the sentences a path, such as `people[1].name`, where a schema found faults."""
    by_field: dict[str, list[str]] = {}
    for message in getattr(error, "data", {}).get("messages", {}).values():
        for path, sentence in _leaves(message, ""):
            by_field.setdefault(path, []).append(i18n.render(sentence))
    return by_field or None


def _leaves(messages: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield each sentence with the path of what it is about."""
    if isinstance(messages, dict):
        for name, inner in messages.items():
            yield from _leaves(inner, _below(path, name))
    elif isinstance(messages, list):
        for inner in messages:
            yield from _leaves(inner, path)
    else:
        yield path, messages


def _below(path: str, name: Any) -> str:
    if name == ITSELF:
        return path
    if isinstance(name, int):
        return f"{path}[{name}]"
    return f"{path}.{str(name)[:LONGEST_NAME]}".lstrip(".")


def _database(error: OperationalError) -> ResponseReturnValue:
    """Say honestly that nothing was stored; the usual causes pass by themselves."""
    db.session.rollback()
    db.session().info["reader"] = True  # the page about it must not wait for the lock again
    log.error("database_refused", error=type(error.orig).__name__, exc_info=error)
    response = answer(503, _explanation(503))
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _not_text(_error: Exception) -> ResponseReturnValue:
    """Refuse NUL and half characters that no database can keep: what was sent is no text."""
    db.session.rollback()
    return answer(400, _explanation(400))


def _bug(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    log.error("bug", error=type(error).__name__, exc_info=error)
    return answer(500, _explanation(500))


def _explanation(code: int) -> str:
    known: dict[int, str] = {
        400: _("The request could not be understood. Nothing was saved."),
        403: _("You do not have permission to do this."),
        404: _("There is no page at this address."),
        405: _("This address does not accept this kind of request. Nothing was saved."),
        413: _(
            "The data sent is too large. Nothing was saved; please send less data or a smaller "
            "file."
        ),
        415: _("This type of content is not accepted here. Nothing was saved."),
        422: _("Part of the data sent is not valid."),
        500: _(
            "The error has been recorded, and nothing was saved. Please try again in a few minutes."
        ),
        503: _(
            "Nothing can be saved at the moment, and nothing was saved. Please try again in a "
            "minute."
        ),
    }
    return known.get(code, known[400] if code < 500 else known[500])  # noqa: PLR2004  (server errors)


def _when_again(wait: datetime | int | None) -> str:
    """Say that attempts are counted, and when the next one is let through."""
    minutes = -(-wait // 60) if isinstance(wait, int) else 1
    sentence: str = ngettext(
        "To prevent misuse, the number of attempts is limited. Nothing was saved; please try "
        "again in one minute.",
        "To prevent misuse, the number of attempts is limited. Nothing was saved; please try "
        "again in %(num)s minutes.",
        minutes,
    )
    return sentence


def _program() -> bool:
    return request.path.startswith(("/api/", "/door/v1/"))


def answer(status: int, message: str, **more: Any) -> Response:
    """Return the error as problem+json (RFC 9457) for programs, as a page for people."""
    if _program():
        title = HTTPStatus(status).phrase  # about:blank means no more than the status
        problem = {
            "type": "about:blank", "title": title, "status": status, "detail": message, **more
        }  # fmt: skip
        response = jsonify({key: value for key, value in problem.items() if value is not None})
        response.status_code = status
        response.content_type = "application/problem+json"
        if status == HTTPStatus.UNAUTHORIZED:
            response.headers["WWW-Authenticate"] = "Bearer"  # RFC 6750
        return response
    return _page(status, message, sent_again.typed() if status in PASSING else None)


def _page(status: int, message: str, typed: sent_again.Typed | None) -> Response:
    text = render_template(
        "errors/error.html",
        code=status,
        message=message,
        typed=typed,
        request_id=g.get("request_id", ""),
    )
    return Response(text, status)
