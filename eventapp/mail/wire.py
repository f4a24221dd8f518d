"""How the head of an e-mail is written: folded without losing a space (RFC 5322, RFC 2047).

Python folds a text into encoded words with plain words beside them, and forgets spaces between
the two (python/cpython#144156). Here a text is encoded whole, or not at all; and an address for
programs (RFC 8058) is never encoded, however long it is.
"""

import re
from collections.abc import Iterator
from email.charset import Charset
from email.headerregistry import Address
from email.policy import EmailPolicy
from functools import lru_cache
from typing import Any

LONGEST = 75
"""Most characters of an encoded word; a line that has one may hold 76 (RFC 2047, 2)."""

AS_IT_IS = frozenset({"list-unsubscribe", "list-unsubscribe-post", "message-id"})
"""Headers that programs read: one line, never encoded; RFC 5322 allows 998 characters."""

QUOTED = frozenset('()<>[]:;@\\,."')
"""Signs for which a name beside an address stands in quotes (RFC 5322, 3.2.3)."""

_UTF8 = Charset("utf-8")
_WORDS = re.compile(r"\S+\s*|\s+")


SAME_EACH_TIME = ("auto-", "content-", "from", "list-unsubscribe-post", "mime-", "reply-to")
"""How headers begin that are the same in many e-mails: what a part is, and who sends it."""

PLAIN = frozenset({"subject", "message-id", "list-unsubscribe"})
"""Headers written as the text they are: nothing in them has to be parsed."""


class WirePolicy(EmailPolicy):
    """Writes subjects, names and addresses so that every reader decodes the same text."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """Return a header as it is kept; what each e-mail's parts say alike is parsed once."""
        known, plain = name.lower(), type(value) is str
        if plain and known in PLAIN and value.isprintable():
            return name, value
        if plain and known.startswith(SAME_EACH_TIME):
            return name, _parsed(name, value)
        return super().header_store_parse(name, value)

    def fold(self, name: str, value: Any) -> str:
        """Return the header as lines, the last one ended, too."""
        begin = f"{name}: "
        if name.lower() in AS_IT_IS:
            return f"{begin}{value}{self.linesep}"
        if name.lower() == "subject":
            return begin + self._text(str(value), len(begin)) + self.linesep
        if getattr(value, "addresses", None):
            shown = (self._address(address, len(begin)) for address in value.addresses)
            return begin + f",{self.linesep} ".join(shown) + self.linesep
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return the header as bytes; all of it is ASCII."""
        return self.fold(name, value).encode("ascii", "surrogateescape")

    def _text(self, text: str, begun: int) -> str:
        """Return a text as it is, or as encoded words alone; so much of the line is used."""
        if text.isascii() and len(text) + begun <= LONGEST:
            return text
        return f"{self.linesep} ".join(_encoded_words(text, LONGEST - begun))

    def _address(self, address: Address, begun: int) -> str:
        name = address.display_name
        if not name:
            return str(address.addr_spec)
        if not name.isascii():
            name = self._text(name, begun)
        elif QUOTED & set(name):
            name = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return f"{name}{self.linesep} <{address.addr_spec}>"


def _encoded_words(text: str, room: int) -> Iterator[str]:
    """Yield the text as encoded words, the first one of that length at most, broken at spaces."""
    held = ""
    for part in _WORDS.findall(text):
        if _fits(held + part, room):
            held += part
            continue
        if held:
            yield _UTF8.header_encode(held)
            held, room = "", LONGEST
        for sign in part:
            if not _fits(held + sign, room):
                yield _UTF8.header_encode(held)
                held, room = "", LONGEST
            held += sign
    yield _UTF8.header_encode(held)


def _fits(text: str, room: int) -> bool:
    return len(_UTF8.header_encode(text)) <= room


WIRE = WirePolicy(linesep="\r\n")
"""How every e-mail leaves."""


@lru_cache(maxsize=256)
def _parsed(name: str, value: str) -> Any:
    """Return a header parsed, which is never changed: whoever changes it makes another."""
    return EmailPolicy().header_store_parse(name, value)[1]
