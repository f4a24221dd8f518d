"""What tests of e-mails need: a server that answers as they wish, one e-mail, one round of the worker."""

import ssl
import time
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.composition import WORK
from eventapp.mail import sending
from eventapp.mail.models import Email
from eventapp.mail.transports import SmtpTransport
from eventapp.mail.worker import Work
from tests.factories.apps import engine_of
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration


class Postman:
    """An SMTP handler whose answers a test chooses."""

    def __init__(self) -> None:
        self.sender_answer = "250 OK"
        self.answer = "250 OK"
        self.recipient_answer = "250 OK"
        self.pause = 0.0
        self.begun = 0
        """How many conversations have begun."""
        self.received: list[Any] = []

    async def handle_MAIL(  # noqa: N802  (as aiosmtpd calls it)
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Take the sender or not."""
        envelope.mail_from = address
        self.begun += 1
        return self.sender_answer

    async def handle_RCPT(  # noqa: N802  (the name aiosmtpd calls)
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Take a recipient or not."""
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  (as aiosmtpd calls it)
        """Take the e-mail, answer what the test wants."""
        self.received.append(message_from_bytes(envelope.content))
        time.sleep(self.pause)  # noqa: ASYNC251  (one e-mail at a time is what is tested)
        return self.answer


def self_signed(folder: Path) -> ssl.SSLContext:
    """Return a server's context with a certificate that no authority signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = clock.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "mail.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(pem)
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "mail.pem")
    return context


def post_one(session: Session) -> None:
    """Store one registration with its e-mail."""
    event, category = make_event_with_category(session)
    make_registration(session, event, category)
    due_again(session)


def drain(app: Flask, transport: SmtpTransport) -> int:
    """Run the worker's job once."""
    work: Work = app.extensions[WORK]
    return sending.drain(engine_of(app), work.mailing, transport)


def the_email(session: Session) -> Email:
    """Return the one e-mail, as it stands now."""
    session.rollback()
    session.expire_all()
    return session.scalars(select(Email)).one()


def due_again(session: Session) -> None:
    """Let the pause before the next try be over."""
    session.execute(update(Email).values(next_try_at=clock.now() - timedelta(seconds=1)))
    session.commit()
