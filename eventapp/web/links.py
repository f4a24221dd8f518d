"""Addresses of pages that a record shows: `https` alone, without a name or password in them."""

from urllib.parse import urlsplit

from eventapp.errors import Sentence
from eventapp.web.forms import clean_line, is_web_address

MOST = 10
"""Addresses of one record."""
LONGEST = 300
"""Characters of one."""
NO_LINK = Sentence(
    "“%(typed)s” is not a secure web address. One that begins with https:// is expected."
)


def cleaned(typed: str) -> str:
    """Return an address as it is stored: one line, `https://` before it where nothing stood."""
    line = clean_line(typed)
    return f"https://{line}" if line and "://" not in line else line


def is_link(address: str) -> bool:
    """Say whether a cleaned address may be shown: `https`, no user, no longer than it may be."""
    if len(address) > LONGEST or not is_web_address(address):
        return False
    parts = urlsplit(address)
    return parts.scheme.lower() == "https" and parts.username is None and parts.password is None
