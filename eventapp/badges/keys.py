"""Private signing keys: one file an event and key number, readable by the server alone."""

import contextlib
import os
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

FIRST_KID, LAST_KID = 1, 15
"""Numbers of an event's keys: a code has four bits for them."""


@lru_cache(maxsize=64)
def private_key(folder: Path, event_id: bytes, kid: int) -> ec.EllipticCurvePrivateKey:
    """Return the event's key, made at first use. The file has mode 0600, its folder 0700."""
    path = folder / f"{event_id.hex()}-{kid}.pem"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, ec.generate_private_key(ec.SECP256R1()))
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path} holds no elliptic-curve key")
    return key


def _write(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    """Write a new key, unless another process has just written one."""
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    temporary = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    with contextlib.suppress(FileExistsError):  # the first one counts
        os.link(temporary, path)
    temporary.unlink()


def public_point(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the public part as an uncompressed point of 65 bytes."""
    return key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
