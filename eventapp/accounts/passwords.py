"""Passwords (argon2id) and six-digit codes (TOTP, RFC 6238). Slow: outside transactions."""

import base64
import hashlib
import hmac

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from eventapp.accounts.errors import WeakPassword

SHORTEST = 12
STEP_SECONDS = 30
READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_HASHER = PasswordHasher()
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4"
    "$O13KkL04KvbAJU0cQlsv3w$grhRQBsBE+4tGZUJh8Dtda5eRkD2de/UwIHd89mMjRU"
)
"""Verified in place of a missing one, so that unknown addresses take as long as known ones.

Written out because making one at every start takes as long as a request for twenty pages."""


def hashed(password: str) -> str:
    """Return the hash to store; refuse a short password."""
    if len(password) < SHORTEST:
        raise WeakPassword
    return _HASHER.hash(password[:256])


def matches(stored: str | None, password: str) -> bool:
    """Say whether the password is the stored one; as slow for no stored one."""
    try:
        return _HASHER.verify(stored or _NOBODY, password[:256]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def totp_secret_of(key: str, sign_in: bytes) -> str:
    """Return the secret offered within one sign-in, by the hash of its cookie: the same each time.

    An authenticator app takes it as it is (160 bits, base32).

    It is written from the secret key, so that neither a row nor a cookie holds what is only wished.
    """
    digest = hmac.new(key.encode(), b"totp\0" + sign_in, hashlib.sha256).digest()
    return base64.b32encode(digest[:20]).decode("ascii")


def totp_address(secret: str, account: str, issuer: str) -> str:
    """Return the otpauth address that authenticator apps scan."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def totp_step(secret: str, code: str, at: float, last_step: int) -> int | None:
    """Return the time step of a right code, None for a wrong one or one used before.

    `at` is a POSIX time; one step before and after are allowed for clocks that differ.
    """
    digits = "".join(character for character in code if character.isdigit())
    for step in (int(at) // STEP_SECONDS + shift for shift in (0, -1, 1)):
        if step > last_step and pyotp.TOTP(secret).verify(digits, for_time=step * STEP_SECONDS):
            return step
    return None


def recovery_codes(key: str, seed: str) -> list[str]:
    """Return the ten codes of a seed that stand in for a lost phone, each once (50 bits).

    They are written from the secret key, so that they can be shown again until they are kept and
    are stored nowhere.
    """
    codes = []
    for number in range(10):
        message = f"recovery\0{seed}\0{number}".encode()
        digest = hmac.new(key.encode(), message, hashlib.sha256).digest()
        letters = [READABLE[byte % len(READABLE)] for byte in digest[:10]]
        codes.append(f"{''.join(letters[:5])}-{''.join(letters[5:])}")
    return codes


def recovery_hash(code: str) -> str:
    """Return the hash of a recovery code, however its letters and hyphen were typed."""
    plain = "".join(character for character in code.upper() if character in READABLE)
    return secret_hash(f"recovery {plain}").hex()


def secret_hash(value: str) -> bytes:
    """Return the hash under which a long random secret is stored (SHA-256 suffices for those)."""
    return hashlib.sha256(value.encode()).digest()
