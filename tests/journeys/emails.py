"""Emails as people find them in their mailbox, and the links in them."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from flask import Flask

from eventapp.composition import mailing
from eventapp.extensions import db
from eventapp.mail import sending


def post_round(app: Flask) -> Path:
    """Let the postman go round once; return the folder the e-mails are in."""
    with app.app_context():
        sending.drain(db.engine, mailing())
    folder: Path = app.config["EVENTAPP"].data_dir / "outbox"
    return folder


def emails_to(folder: Path, address: str) -> list[EmailMessage]:
    """Return the e-mails to that address, the first one first."""
    messages = []
    for path in sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns):
        message = message_from_bytes(path.read_bytes(), policy=default)
        assert isinstance(message, EmailMessage)
        if message["To"] == address:
            messages.append(message)
    return messages


def email_to(folder: Path, address: str, *, link: str = "") -> EmailMessage:
    """Return the first e-mail to that address with such a link: `i`, `r` or any."""
    for message in emails_to(folder, address):
        if not link or f"/{link}/" in text_of(message):
            return message
    raise AssertionError(f"no email to {address}")


def text_of(email: EmailMessage) -> str:
    """Return the plain text of an e-mail."""
    body = email.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_to(folder: Path, address: str, link: str) -> str:
    """Return the path of the personal link in the first e-mail with such a one."""
    match = re.search(rf"/[\w-]+/{link}/\S+", text_of(email_to(folder, address, link=link)))
    assert match is not None
    return match.group()
