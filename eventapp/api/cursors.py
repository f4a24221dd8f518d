"""Where a list goes on: the last row's sort key, sealed, so that no program reads or makes one.

AES-SIV (RFC 5297) under a key of its own, bound to the list and to what it was asked for: a
cursor of another list, event or search opens nothing. The same place always has the same cursor.
"""

import base64
import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from eventapp.errors import Invalid, Sentence

LONGEST = 200
"""Characters of a cursor: far longer than any of ours."""


class BadCursor(Invalid):
    """A cursor that is broken, made up, or of another list."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "This cursor does not belong to this list. Start again without a cursor, and "
                "request every page with the same event, search words and filters."
            ),
            field="cursor",
        )


def seal(secret: str, about: tuple[str, ...], key: int) -> str:
    """Return the cursor behind the row of that sort key, in the list that `about` describes."""
    sealed = _cipher(secret).encrypt(str(key).encode(), _bound(about))
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def unseal(secret: str, about: tuple[str, ...], cursor: str) -> int:
    """Return the sort key in a cursor of this list; no cursor is the beginning."""
    if not cursor:
        return 0
    try:
        sealed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True)
        return int(_cipher(secret).decrypt(sealed, _bound(about)))
    except (ValueError, InvalidTag):
        raise BadCursor from None


def _cipher(secret: str) -> AESSIV:
    return AESSIV(hashlib.sha512(f"cursor\0{secret}".encode()).digest())


def _bound(about: tuple[str, ...]) -> list[bytes]:
    return [part.encode() for part in about]
