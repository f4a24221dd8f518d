"""Badge tokens: payload, signature, alphabet. Pure; checkin-protocol sections 3 and 5.

A token is 82 bytes (18 of payload, 64 of ECDSA signature r || s) in 132 characters of B32DE. It
says nothing about a person, and without the event's key nobody can make one.
"""

import hashlib
import hmac
from dataclasses import dataclass
from enum import IntEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWX"
"""B32DE: no I, O, Y, Z, which hand scanners and people mix up across keyboards."""

VERSION = 1
PAYLOAD, SIGNATURE = 18, 64
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_HALF = 32


class BadgeClass(IntEnum):
    """What the door knows of a holder before any list."""

    GUEST = 0
    ATTENDEE = 1
    SPEAKER = 2
    COHOST = 3
    STAFF = 4
    PRESS = 5
    PROTOCOL = 6


class NotABadge(ValueError):
    """The text is no token of ours: length, alphabet, version or padding are wrong."""


class NewerVersion(NotABadge):
    """The text is a token of a version that a later release prints."""


@dataclass(frozen=True, slots=True)
class Token:
    """A parsed token, its signature not yet checked."""

    kid: int
    badge_id: bytes
    badge_class: int
    payload: bytes
    signature: bytes


def encode(data: bytes) -> str:
    """Return B32DE of the bytes, most significant bit first, padded with zero bits."""
    bits = len(data) * 8
    padding = -bits % 5
    number = int.from_bytes(data) << padding
    count = (bits + padding) // 5
    return "".join(ALPHABET[number >> 5 * (count - 1 - place) & 31] for place in range(count))


def decode(text: str, length: int) -> bytes:
    """Return the bytes of canonical B32DE; refuse other lengths, characters, padding."""
    bits = length * 8
    padding = -bits % 5
    if len(text) != (bits + padding) // 5:
        raise NotABadge("length")
    number = 0
    for character in text:
        value = _VALUES.get(character)
        if value is None:
            raise NotABadge("character")
        number = number << 5 | value
    if number & ((1 << padding) - 1):
        raise NotABadge("padding")
    return (number >> padding).to_bytes(length)


def normalise(text: str) -> str:
    """Return what a scanner or a person meant: no blanks, no hyphens, capitals, no AIM prefix."""
    cleaned = "".join(text.split()).upper()
    cleaned = cleaned.removeprefix("]C1").removeprefix("]Q1").removeprefix("]E0")
    return cleaned.replace("-", "")


def message(event_id: bytes, payload: bytes) -> bytes:
    """Return what is signed: the event is covered though it is not in the code."""
    return b"badge-v1\0" + event_id + payload


def make(
    key: ec.EllipticCurvePrivateKey, kid: int, event_id: bytes, badge_id: bytes, badge_class: int
) -> str:
    """Return the token of a badge, signed deterministically (RFC 6979)."""
    payload = bytes([VERSION << 4 | kid]) + badge_id + bytes([badge_class])
    der = key.sign(
        message(event_id, payload), ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
    )
    r, s = decode_dss_signature(der)
    return encode(payload + r.to_bytes(_HALF) + s.to_bytes(_HALF))


def parse(text: str) -> Token:
    """Return the parts of a token; NotABadge for every other text, however strange."""
    data = decode(normalise(text[:400]), PAYLOAD + SIGNATURE)
    payload = data[:PAYLOAD]
    if payload[0] >> 4 > VERSION:
        raise NewerVersion("version")
    if payload[0] >> 4 != VERSION:
        raise NotABadge("version")
    return Token(
        kid=payload[0] & 15,
        badge_id=payload[1:17],
        badge_class=payload[17],
        payload=payload,
        signature=data[PAYLOAD:],
    )


def verifies(token: Token, event_id: bytes, public: bytes) -> bool:
    """Say whether the key's owner signed the token for this event."""
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    r = int.from_bytes(token.signature[:_HALF])
    s = int.from_bytes(token.signature[_HALF:])
    try:
        key.verify(
            encode_dss_signature(r, s), message(event_id, token.payload), ec.ECDSA(hashes.SHA256())
        )
    except InvalidSignature:
        return False
    return True


def _derived(event_id: bytes, badge_id: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=event_id, info=info).derive(badge_id)


def idx_of(event_id: bytes, badge_id: bytes) -> bytes:
    """Return the name phones know a badge by."""
    return _derived(event_id, badge_id, b"idx", 16)


def seal(event_id: bytes, badge_id: bytes, plain: bytes, nonce: bytes) -> bytes:
    """Return a record only the badge itself opens: nonce and AES-256-GCM, bound to its idx."""
    key = _derived(event_id, badge_id, b"rec", 32)
    return nonce + AESGCM(key).encrypt(nonce, plain, idx_of(event_id, badge_id))


def unseal(event_id: bytes, badge_id: bytes, sealed: bytes) -> bytes:
    """Return what `seal` closed."""
    key = _derived(event_id, badge_id, b"rec", 32)
    return AESGCM(key).decrypt(sealed[:12], sealed[12:], idx_of(event_id, badge_id))


def fallback_of(badge_id: bytes) -> str:
    """Return the nine characters a person can type: eight of the hash, one check character."""
    eight = encode(hashlib.sha256(badge_id).digest()[:5])
    return eight + _check(eight)


def read_fallback(text: str) -> str:
    """Return the typed fallback code as stored; O is read as 0 and I as 1."""
    typed = normalise(text).translate(str.maketrans("OI", "01"))
    if len(typed) != len("12345678") + 1 or any(character not in _VALUES for character in typed):
        raise NotABadge("fallback")
    if not hmac.compare_digest(_check(typed[:-1]), typed[-1]):
        raise NotABadge("check character")
    return typed


def _check(eight: str) -> str:
    """Return a character that catches one wrong and two swapped characters (weights mod 31)."""
    total = sum(
        _VALUES[character] * weight for character, weight in zip(eight, range(2, 10), strict=True)
    )
    return ALPHABET[total % 31]


def shown(fallback: str) -> str:
    """Return the fallback code as it is printed: in groups of four, four and one."""
    return f"{fallback[:4]} {fallback[4:8]} {fallback[8:]}"
