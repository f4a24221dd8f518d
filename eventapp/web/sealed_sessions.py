"""The cookie that holds what the next page must know: sealed, so that nobody reads it on the way.

Flask's own is signed alone: whoever sees the cookie reads the names, codes and addresses that a
message of the last page told.
"""

import base64
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature

_TAGGED = TaggedJSONSerializer()


class Seal:
    """Seals and opens a session under a key of its own, made of the secret key."""

    def __init__(self, secret: str) -> None:
        derived = HKDF(SHA256(), length=32, salt=None, info=b"session").derive(secret.encode())
        self.fernet = Fernet(base64.urlsafe_b64encode(derived))

    def dumps(self, content: dict[str, object]) -> str:
        """Return the cookie's value."""
        return self.fernet.encrypt(_TAGGED.dumps(content).encode()).decode("ascii")

    def loads(self, value: str, max_age: int) -> Any:
        """Return what was sealed, at most so many seconds ago; BadSignature for all else."""
        try:
            return _TAGGED.loads(self.fernet.decrypt(value.encode(), ttl=max_age).decode())
        except (InvalidToken, ValueError) as fault:
            raise BadSignature("not sealed here, or too long ago") from fault


class SealedSessions(SecureCookieSessionInterface):
    """Sessions in a sealed cookie."""

    def __init__(self, secret: str) -> None:
        self.seal = Seal(secret)

    def get_signing_serializer(self, app: Flask) -> Any:  # noqa: ARG002  (as Flask calls it)
        """Return what seals and opens."""
        return self.seal


def install(app: Flask) -> None:
    """Seal the sessions of the application."""
    app.session_interface = SealedSessions(app.config["SECRET_KEY"])
