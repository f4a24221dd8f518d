"""How e-mails leave: SMTP with TLS, or one `.eml` file each in development."""

import contextlib
import os
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterable
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from eventapp.mail.wire import WIRE

DEADLINE_SECONDS = 600.0
"""Patience for one e-mail: as long as a server may think about what it was given (RFC 5321,
4.5.3.2.6), for one that took an e-mail shall not get it twice. Nobody else tries it meanwhile."""

ANSWER_SECONDS = 60.0
"""Patience for each answer before the e-mail itself: nothing has been taken yet."""

GOODBYE_SECONDS = 1.0
"""Patience for the answer to QUIT: nothing depends on it."""

PERMANENT = range(500, 600)

CLOSING = 421
"""Answer of a server that ends the connection (RFC 5321, 3.8)."""


class TryLater(Exception):
    """The other side is away, slow or busy; the e-mail stays in the outbox."""


class AddressRefused(Exception):
    """The other side refused this e-mail or address for good."""


class LineClosed(TryLater):
    """The connection was over before anything of this e-mail was given."""


class Transport(Protocol):
    """A way out for e-mails; one sender's own."""

    @property
    def is_open(self) -> bool:
        """Say whether a connection is kept for the next e-mail."""
        ...

    def open(self) -> None:
        """Make sure of a connection where there is one to make; raise TryLater with the cause."""
        ...

    def close(self) -> None:
        """End the connection; the next e-mail opens another."""
        ...

    def send(self, message: EmailMessage) -> None:
        """Hand the e-mail over; raise TryLater or AddressRefused when it was not taken."""
        ...


class FileTransport:
    """Writes each e-mail into a folder, where a developer reads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def is_open(self) -> bool:
        """Say no: there is none to keep."""
        return False

    def open(self) -> None:
        """Do nothing: a folder needs no connection."""

    def close(self) -> None:
        """Do nothing."""

    def send(self, message: EmailMessage) -> None:
        """Write the e-mail under its Message-ID: a second try replaces the first."""
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        temporary = self.folder / f"{name}.tmp"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(temporary, "wb", opener=_for_us_alone) as file:
                file.write(message.as_bytes(policy=WIRE))
            temporary.replace(self.folder / f"{name}.eml")
        except OSError as error:  # a full disk passes
            temporary.unlink(missing_ok=True)
            raise TryLater(f"{self.folder}: {error.strerror}") from error


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


class _Bounded:
    """What SMTP connections of ours share: after the deadline of an e-mail the line is cut.

    A timeout of a socket alone bounds each piece of an answer, never the whole conversation.
    """

    sock: Any
    deadline: threading.Timer | None = None
    given = False
    """Whether the e-mail under way may have been taken by now."""

    def _get_socket(self, host: str, port: int, _timeout: float) -> Any:
        self.begin()
        return super()._get_socket(host, port, ANSWER_SECONDS)  # type: ignore[misc]

    def begin(self) -> None:
        """Bound what comes next: greeting and signing in, or one e-mail."""
        self.end()
        self.given = False
        self.deadline = threading.Timer(DEADLINE_SECONDS, self._cut)
        self.deadline.daemon = True
        self.deadline.start()

    def end(self) -> None:
        """Stop counting: nothing is on its way."""
        if self.deadline is not None:
            self.deadline.cancel()

    def _cut(self) -> None:
        try:
            socket.socket.shutdown(
                self.sock, socket.SHUT_RDWR
            )  # an encrypted one would say goodbye
        except (OSError, AttributeError):  # gone meanwhile
            return

    def data(self, msg: Any) -> Any:
        """Hand the e-mail itself over: what may have been taken is waited for."""
        self.given = True
        self.sock.settimeout(DEADLINE_SECONDS)
        answer = super().data(msg)  # type: ignore[misc]
        self.sock.settimeout(ANSWER_SECONDS)
        return answer

    def close(self) -> None:
        """Close the connection; nothing is left to cut."""
        self.end()
        super().close()  # type: ignore[misc]


class _Plain(_Bounded, smtplib.SMTP):
    """A connection that begins in the clear."""


class _Encrypted(_Bounded, smtplib.SMTP_SSL):
    """A connection encrypted from its first byte."""


class SmtpTransport:
    """Sends over SMTP: TLS from the first byte (smtps) or STARTTLS, never plain to another host.

    One connection carries many e-mails: greeting, encryption and password cost more than an e-mail.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host = parts.hostname or "localhost"
        self.implicit = parts.scheme == "smtps"
        self.port = parts.port or (465 if self.implicit else 587)
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")
        self.local = self.host in {"localhost", "127.0.0.1", "::1"}
        self._line: _Plain | _Encrypted | None = None

    @property
    def is_open(self) -> bool:
        """Say whether a connection is kept for the next e-mail."""
        return self._line is not None

    def send(self, message: EmailMessage) -> None:
        """Send one e-mail over the open connection, or over a new one.

        Only a refusal of the recipient or of the e-mail itself is for good. A server that refuses
        us (password, sender, greeting) is trouble of the installation: every e-mail waits for it.
        One that ends a connection, for its age or after so many e-mails, is called again.
        """
        if self._line is not None:
            try:
                self._hand_over(self._line, message)
            except LineClosed:
                pass
            else:
                return
        self.open()
        assert self._line is not None  # noqa: S101  (open raises, or there is one)
        self._hand_over(self._line, message)

    def open(self) -> None:
        """Connect and sign in, unless that is done; raise TryLater with the cause."""
        if self._line is not None:
            return
        try:
            line = self._connect()
            try:
                self._secure(line)
                line.ehlo_or_helo_if_needed()
            except BaseException:
                line.close()
                raise
        except smtplib.SMTPResponseException as error:
            raise TryLater(f"{error.smtp_code} {_text(error.smtp_error)}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise TryLater(f"{type(error).__name__}: {error}") from error
        line.end()
        self._line = line

    def close(self) -> None:
        """Say goodbye where there is a connection, waiting for no long answer."""
        line, self._line = self._line, None
        if line is None:
            return
        with contextlib.suppress(smtplib.SMTPException, OSError):
            if line.sock is not None:
                line.sock.settimeout(GOODBYE_SECONDS)
                line.quit()
        line.close()

    def greet(self) -> None:
        """Connect and sign in as before an e-mail, and send none; raise TryLater with the cause."""
        self.open()
        self.close()

    def _hand_over(self, line: _Plain | _Encrypted, message: EmailMessage) -> None:
        """Give an e-mail to the server; after any trouble but a refused reader the line is over."""
        line.begin()
        try:
            line.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            if code == CLOSING or line.sock is None:
                self.close()
                raise LineClosed(f"{code} {_text(words)}") from error
            raise _verdict(code, words) from error
        except smtplib.SMTPDataError as error:
            self.close()
            raise _verdict(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPResponseException as error:
            self.close()
            kind = LineClosed if error.smtp_code == CLOSING else TryLater
            raise kind(f"{error.smtp_code} {_text(error.smtp_error)}") from error
        except (smtplib.SMTPException, OSError) as error:
            given = line.given
            self.close()
            kind = TryLater if given else LineClosed
            raise kind(f"{type(error).__name__}: {error}") from error
        finally:
            line.end()

    def _connect(self) -> _Plain | _Encrypted:
        if self.implicit:
            return _Encrypted(self.host, self.port, context=ssl.create_default_context())
        return _Plain(self.host, self.port)

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
    """Remove the files of these e-mails, where e-mails are written into a folder."""
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
