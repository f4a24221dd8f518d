"""How letters leave: SMTP with TLS, or one `.eml` file each in development."""

import smtplib
import ssl
from collections.abc import Iterable
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

TIMEOUT_SECONDS = 60
"""Patience for each answer: a slow server that took a letter shall not get it twice."""

PERMANENT = range(500, 600)


class TryLater(Exception):
    """The other side is away, slow or busy; the letter stays in the outbox."""


class AddressRefused(Exception):
    """The other side refused this letter or address for good."""


class Transport(Protocol):
    """A way out for letters."""

    def send(self, message: EmailMessage) -> None:
        """Hand the letter over; raise TryLater or AddressRefused when it was not taken."""
        ...


class FileTransport:
    """Writes each letter into a folder, where a developer reads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: EmailMessage) -> None:
        """Write the letter under its Message-ID: a second try replaces the first."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        temporary = self.folder / f"{name}.tmp"
        temporary.write_bytes(message.as_bytes(policy=WIRE))
        temporary.replace(self.folder / f"{name}.eml")


class SmtpTransport:
    """Sends over SMTP: TLS from the first byte (smtps) or STARTTLS, never plain to another host."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host = parts.hostname or "localhost"
        self.implicit = parts.scheme == "smtps"
        self.port = parts.port or (465 if self.implicit else 587)
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")
        self.local = self.host in {"localhost", "127.0.0.1", "::1"}

    def send(self, message: EmailMessage) -> None:
        """Send one letter over one connection.

        Only a refusal of the recipient or of the letter itself is for good. A server that refuses
        us (password, sender, greeting) is trouble of the installation: every letter waits for it.
        """
        try:
            with self._connect() as server:
                self._secure(server)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise _verdict(code, words) from error
        except smtplib.SMTPDataError as error:
            raise _verdict(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPResponseException as error:
            raise TryLater(f"{error.smtp_code} {_text(error.smtp_error)}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise TryLater(f"{type(error).__name__}: {error}") from error

    def _connect(self) -> smtplib.SMTP:
        if self.implicit:
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
            )
        return smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)

    def _secure(self, server: smtplib.SMTP) -> None:
        if not self.implicit and not self.local:
            server.starttls(context=ssl.create_default_context())
        if self.user:
            server.login(self.user, self.password)


def _verdict(code: int, words: bytes | str) -> TryLater | AddressRefused:
    sentence = f"{code} {_text(words)}"
    return AddressRefused(sentence) if code in PERMANENT else TryLater(sentence)


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def forget_copies(url: str, message_ids: Iterable[str]) -> None:
    """Remove the files of these letters, where letters are written into a folder."""
    if not url.startswith("file://"):
        return
    folder = Path(urlsplit(url).path)
    for name in message_ids:
        (folder / f"{name}.eml").unlink(missing_ok=True)


def transport_for(url: str) -> Transport:
    """Return the transport of a mail address: file, smtp or smtps."""
    if url.startswith("file://"):
        return FileTransport(Path(urlsplit(url).path))
    return SmtpTransport(url)
