"""Personal links: (purpose, public id, generation), signed, so that no row holds a secret.

Raising the generation in the row revokes every older link. HMAC-SHA256 under a key of the purpose.
"""

import base64
import hashlib
import hmac

from itsdangerous import Signer

LONGEST = 200
"""Characters of a token: far longer than any of ours."""


def make_token(secret: str, purpose: str, public_id: str, generation: int = 1) -> str:
    """Return the token of a link: `<public id>.<generation>.<signature>`, safe in a path."""
    return _signer(secret, purpose).sign(f"{public_id}.{generation}").decode("ascii")


def read_token(secret: str, purpose: str, token: str) -> tuple[str, int] | None:
    """Return public id and generation of a token of ours, None for every other text."""
    text = token[:LONGEST].encode("utf-8", "replace").decode()
    signed, _, mac = text.rpartition(".")
    today = _signer(secret, purpose).get_signature(signed)
    before = _mac_of_before(secret, purpose, *signed.rpartition(".")[::2]).encode()
    # Compared as written, for Base64 would read four last characters as one.
    if not any(hmac.compare_digest(ours, mac.encode()) for ours in (today, before)):
        return None
    public_id, _, number = signed.rpartition(".")
    return (public_id, int(number)) if number.isascii() and number.isdigit() else None


def _signer(secret: str, purpose: str) -> Signer:
    salt = f"link\0{purpose}"
    return Signer(secret, salt, key_derivation="hmac", digest_method=hashlib.sha256)


def _mac_of_before(secret: str, purpose: str, public_id: str, generation: str) -> str:
    """Return what stood in place of the signature in links sent until November 2026."""
    message = f"link\0{purpose}\0{public_id}\0{generation}".encode()
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()[:16]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def six_digits(secret: str, purpose: str, public_id: str) -> str:
    """Return the digits of a mailed code: an HMAC, so that neither row nor e-mail holds them."""
    message = f"code\0{purpose}\0{public_id}".encode()
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"
