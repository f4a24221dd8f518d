"""In development: the e-mails as files, where the developer reads them."""

import re
from base64 import b64encode
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from flask import Response, abort
from flask.typing import ResponseReturnValue

from eventapp.composition import settings
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page
from eventapp.website.blueprint import bp

NAME = re.compile(r"[0-9a-f]{32}")


def _folder() -> Path:
    if not settings().development or not settings().mail_url.startswith("file://"):
        abort(404)
    return Path(settings().mail_url.removeprefix("file://"))


def _read(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)  # noqa: S101  (what the default policy makes)
    return message


def _email(name: str) -> EmailMessage:
    path = _folder() / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.exists():
        abort(404)
    return _read(path)


@bp.get("/dev/letters")
@bp.get("/dev/emails")
@open_to(Audience.PUBLIC)
def development_inbox() -> ResponseReturnValue:
    """List the e-mails, newest first."""
    newest = sorted(_folder().glob("*.eml"), key=lambda path: -path.stat().st_mtime_ns)[:100]
    return page(
        "website/development_inbox.html", emails=[(path.stem, _read(path)) for path in newest]
    )


@bp.get("/dev/letters/<name>")
@bp.get("/dev/emails/<name>")
@open_to(Audience.PUBLIC)
def development_email(name: str) -> ResponseReturnValue:
    """Show one e-mail: its text, what came with it, and a way to its HTML."""
    message = _email(name)
    body = message.get_body(("plain",))
    return page(
        "website/development_email.html",
        name=name,
        message=message,
        text=body.get_content() if body else "",
        attached=[part.get_filename() for part in message.iter_attachments()],
    )


@bp.get("/dev/letters/<name>/html")
@bp.get("/dev/emails/<name>/html")
@open_to(Audience.PUBLIC)
def development_email_html(name: str) -> ResponseReturnValue:
    """Show an e-mail's HTML as a mail program would, without scripts."""
    message = _email(name)
    body = message.get_body(("html",))
    text = body.get_content() if body else ""
    for part in message.walk():
        if part["Content-ID"]:
            content = b64encode(part.get_content()).decode()
            shown = f"data:{part.get_content_type()};base64,{content}"
            text = text.replace(f"cid:{part['Content-ID'].strip('<>')}", shown)
    response = Response(text)
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    response.headers["Content-Security-Policy"] = policy
    return response
