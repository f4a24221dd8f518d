"""Personal links: (purpose, public id, generation) under an HMAC, so that no row holds a secret.

Raising the generation in the row revokes every older link. HMAC-SHA256, 128 bits kept.
"""

import base64
import hashlib
import hmac

MAC_BYTES = 16


def make_token(secret: str, purpose: str, public_id: str, generation: int = 1) -> str:
    """Return the token of a link: `<public id>.<generation>.<mac>`, safe in a path."""
    return f"{public_id}.{generation}.{_mac(secret, purpose, public_id, generation)}"


def read_token(secret: str, purpose: str, token: str) -> tuple[str, int] | None:
    """Return public id and generation of a token of ours, None for every other text."""
    public_id, _, rest = token[:200].partition(".")
    number, _, mac = rest.partition(".")
    if not number.isascii() or not number.isdigit() or len(number) > 6:  # noqa: PLR2004  (generations stay small)
        return None
    expected = _mac(secret, purpose, public_id, int(number))
    if not hmac.compare_digest(expected.encode(), mac.encode("utf-8", "replace")):
        return None
    return public_id, int(number)


def _mac(secret: str, purpose: str, public_id: str, generation: int) -> str:
    message = "\0".join(("link", purpose, public_id, str(generation))).encode("utf-8", "replace")
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()[:MAC_BYTES]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def six_digits(secret: str, purpose: str, public_id: str) -> str:
    """Return the digits of a mailed code: an HMAC, so that neither row nor letter holds them."""
    message = f"code\0{purpose}\0{public_id}".encode()
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"
