"""JSON logs with request ids, without personal data: paths by rule, no query, no addresses."""

import io
import logging
import re
import secrets
import sys
import time
from collections.abc import MutableMapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any, TextIO, cast

import structlog
from flask import Flask, Response, g, request

from eventapp.web import assets

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


def configure(level: str, *, readable: bool) -> None:
    """Write one JSON object a line to standard error; a readable form for a terminal."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    last: Any = (
        structlog.dev.ConsoleRenderer(colors=False)
        if readable
        else structlog.processors.JSONRenderer()
    )
    patient = cast("TextIO", _Patient(sys.stderr))
    structlog.configure(
        processors=[*shared, _one_line, last],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=patient),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=patient, format="%(message)s", force=True)


class _Patient(io.TextIOBase):
    """A log that may be lost: where its disk is full or its reader gone, the work goes on."""

    def __init__(self, file: TextIO) -> None:
        self.file = file

    def write(self, text: str) -> int:
        """Write what can be written."""
        with suppress(OSError):
            self.file.write(text)
        return len(text)

    def flush(self) -> None:
        """Let go what can be let go."""
        with suppress(OSError):
            self.file.flush()


def _one_line(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Keep a value with line ends on one line, so that nobody forges a log entry."""
    for key, value in event.items():
        if isinstance(value, str) and key != "exception":
            event[key] = value.replace("\r", "\\r").replace("\n", "\\n")
    return event


def install(app: Flask) -> None:
    """Give every request an id and log one line when it is answered."""
    log = structlog.get_logger()
    app.logger.disabled = True  # names paths, and some open a page; error_pages logs in its place

    @app.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        g.began = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        good = response.status_code < HTTPStatus.BAD_REQUEST
        if "request_id" not in g or (good and request.endpoint == assets.ENDPOINT):
            return response  # a dozen files a visit are of no interest, but a missing one is
        response.headers["X-Request-Id"] = g.request_id
        rule = request.url_rule.rule if request.url_rule else "-"
        if rule != "/healthz":
            log.info(
                "request",
                method=request.method,
                rule=rule,
                status=response.status_code,
                ms=round((time.perf_counter() - g.began) * 1000, 1),
            )
        return response
