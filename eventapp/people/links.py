"""Addresses of pages about a person: `https` alone, without a name or password in them. Pure."""

import unicodedata
from urllib.parse import urlsplit

from marshmallow import ValidationError
from marshmallow.validate import URL

from eventapp.errors import Sentence

MOST = 10
"""Addresses of one record."""
LONGEST = 300
"""Characters of one."""
NO_LINK = Sentence(
    "“%(typed)s” is not a secure web address. One that begins with https:// is expected."
)


def cleaned(typed: str) -> str:
    """Return an address as it is stored: one line, `https://` before it where nothing stood."""
    seen = (sign for sign in typed.strip() if unicodedata.category(sign)[0] != "C")
    line = "".join(seen)
    return f"https://{line}" if line and "://" not in line else line


def is_link(address: str) -> bool:
    """Say whether a cleaned address may be shown: `https`, no user, no longer than it may be."""
    if len(address) > LONGEST or cleaned(address) != address:
        return False
    try:
        URL(schemes={"https"})(address)
    except ValidationError:
        return False
    parts = urlsplit(address)
    return parts.username is None and parts.password is None
