"""Headers, body limits, trusted hosts and proxies: what protects every answer."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request

from eventapp.settings import Settings
from eventapp.web import sealed_sessions
from eventapp.web.proxies import Origin

MAX_BODY = 12 * 1024 * 1024
"""Bytes of the largest request body, unless a view takes larger ones (`body_up_to`)."""

MAX_FORM_MEMORY = 500_000
MAX_FORM_PARTS = 1_000

View = TypeVar("View", bound=Callable[..., Any])

CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
CSP_DOOR = CSP.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""The scanner's QR decoder is WebAssembly; nothing else may be."""

CSP_WORKER = "default-src 'self'"
"""With scripts: a worker has no page of which more could be said, and a page has its own policy."""

SCRIPT = "text/javascript"
NEVER_RUN = ("text/css", "font/woff2")
NEVER_PAGES = (*NEVER_RUN, SCRIPT)
"""Kinds that no browser opens as a page: what a page may do is not said with them. A worker's
script is run under its own policy."""

CAMERA_ON = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"
CAMERA_OFF = CAMERA_ON.replace("(self)", "()")


def configure(app: Flask, settings: Settings) -> None:
    """Set limits, cookies, trusted hosts; believe exactly as many proxies as there are."""
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_FORM_MEMORY,
        MAX_FORM_PARTS=MAX_FORM_PARTS,
        TRUSTED_HOSTS=settings.trusted_hosts,
        SESSION_COOKIE_NAME=cookie_name("form", secure=settings.secure),
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.wsgi_app = Origin(  # type: ignore[method-assign]
        app.wsgi_app, hops=settings.trusted_proxies, base_url=settings.base_url
    )
    sealed_sessions.install(app)
    app.before_request(_allow_body)
    app.after_request(_protect)


def body_up_to(most: int) -> Callable[[View], View]:
    """Let a view take bodies of so many bytes, which the server (`web.server`) must take, too."""

    def mark(view: View) -> View:
        view.most_body = most  # type: ignore[attr-defined]
        return view

    return mark


def _allow_body() -> None:
    """Say how large this request's body may be, before anything reads it."""
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, "most_body", MAX_BODY)


def cookie_name(name: str, *, secure: bool) -> str:
    """Return the cookie's name: bound to this host by its prefix wherever HTTPS is spoken."""
    return f"__Host-{name}" if secure else name


def _protect(response: Response) -> Response:
    door = request.path == "/door" or request.path.startswith("/door/")
    headers = response.headers
    if response.mimetype not in NEVER_RUN:
        policy = CSP_WORKER if response.mimetype == SCRIPT else CSP_DOOR if door else CSP
        headers.setdefault("Content-Security-Policy", policy)
    if response.mimetype not in NEVER_PAGES:
        headers.setdefault("Permissions-Policy", CAMERA_ON if door else CAMERA_OFF)
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store, private"  # personal unless a view says otherwise
    return response


def safe_path(target: str | None) -> str:
    """Return the path to go on to, `/` when the target could lead off this site."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return "/"
    if any(ord(character) <= ord(" ") or ord(character) == 0x7F for character in target):  # noqa: PLR2004  (DEL)
        return "/"
    return target
