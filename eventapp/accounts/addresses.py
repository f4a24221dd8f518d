"""E-mail addresses: checked for form, and the key by which two spellings are one address."""

import re
import unicodedata

from email_validator import EmailNotValidError, validate_email

from eventapp.accounts.errors import INCOMPLETE, BadAddress
from eventapp.errors import Sentence

MOST = 254
"""Longest address there can be (RFC 5321)."""

FAULTS = (
    (
        r"^[^@]*$",
        Sentence("This address has no @. A complete address looks like name@example.org."),
    ),
    (r"@.*@", Sentence("This address contains more than one @. Please enter one address only.")),
    (r"\s", Sentence("This address contains a space. E-mail addresses do not contain spaces.")),
    (r"[,;]", Sentence("This address contains a comma or a semicolon. Did you mean a dot?")),
    (r"\.$", Sentence("The address ends with a dot. Please remove it.")),
    (
        r"[^\x00-\x7f].*@",
        Sentence(
            "Umlauts and accents are not possible before the @. Most e-mail systems write the "
            "name without them, for example juergen for jürgen."
        ),
    ),
    (r"^(?![^@]+@[^@]+\.[^@.]{2,}$)", INCOMPLETE),
)
"""Signs of a wrong address and what is said of each; the first that fits is true.

The patterns mean the same in browsers: the form's script says what the server would.
"""


def checked(typed: str) -> str:
    """Return the address as it is written to; refuse what no e-mail can reach."""
    text = unicodedata.normalize("NFC", typed).strip()
    if len(text) > MOST:
        raise BadAddress
    try:
        address = validate_email(
            text, check_deliverability=False, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError as error:
        raise BadAddress(_fault(text)) from error
    return address.normalized


def _fault(text: str) -> Sentence:
    """Return what is wrong with an address, as who typed it can mend it."""
    return next((sentence for pattern, sentence in FAULTS if re.search(pattern, text)), INCOMPLETE)


def key_of(address: str) -> str:
    """Return the key of an address: NFKC, without case and blanks around."""
    return unicodedata.normalize("NFKC", address).strip().casefold()[:MOST]
