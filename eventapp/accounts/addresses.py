"""E-mail addresses: checked for form, and the key by which two spellings are one address."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

from eventapp.accounts.errors import BadAddress

MOST = 254
"""Longest address there can be (RFC 5321)."""


def checked(typed: str) -> str:
    """Return the address as it is written to; refuse what no letter can reach."""
    text = unicodedata.normalize("NFC", typed).strip()
    if len(text) > MOST:
        raise BadAddress
    try:
        found = validate_email(text, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        raise BadAddress from error
    return found.normalized


def key_of(address: str) -> str:
    """Return the key of an address: NFKC, without case and blanks around."""
    return unicodedata.normalize("NFKC", address).strip().casefold()[:MOST]
