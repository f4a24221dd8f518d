"""Who reads: the language and the time zone that everything is written in at this moment.

Outside a block of `speaking` it is whoever is being answered. Who that is, the composition root
says once (`answering`), so that nothing here needs a request.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from babel import Locale

from eventapp.languages import LANGUAGES, SOURCE

NAMES = {code: language.name for code, language in LANGUAGES.items()}
"""Each language as it calls itself."""


class Reader(Protocol):
    """Somebody who reads."""

    def language(self) -> str:
        """Return the code of a language."""
        ...

    def zone(self) -> str:
        """Return the IANA name of the zone in which moments are shown; nothing means UTC."""
        ...


@dataclass(frozen=True, slots=True)
class _Named:
    """A reader whose language and zone were said."""

    code: str
    zone_name: str

    def language(self) -> str:
        return self.code

    def zone(self) -> str:
        return self.zone_name


_spoken_to: ContextVar[Reader | None] = ContextVar("spoken_to", default=None)
_answered: Reader = _Named(SOURCE, "UTC")


def answering(reader: Reader) -> None:
    """Say who reads outside every block of `speaking`: for the composition root alone."""
    global _answered  # noqa: PLW0603  (set once, before anybody reads)
    _answered = reader


def _reader() -> Reader:
    return _spoken_to.get() or _answered


def language() -> str:
    """Return the code of the language of who reads."""
    return _reader().language()


def zone() -> tzinfo:
    """Return the zone in which moments are shown: the event's, never the server's."""
    name = _reader().zone()
    return ZoneInfo(name) if name else UTC


@contextmanager
def speaking(code: str, zone_name: str = "UTC") -> Iterator[None]:
    """Write in that language and zone inside the block, whoever asked: e-mails, badges, feeds."""
    before = _spoken_to.set(_Named(code, zone_name))
    try:
        yield
    finally:
        _spoken_to.reset(before)


@contextmanager
def for_long() -> Iterator[None]:
    """Write inside the block for who reads now, asked once: thousands of texts are theirs."""
    reader = _reader()
    with speaking(reader.language(), reader.zone()):
        yield


@lru_cache
def locale_of(code: str) -> Locale:
    """Return Babel's locale of a language."""
    return Locale.parse(LANGUAGES[code].locale)


def locale() -> Locale:
    """Return Babel's locale of who reads."""
    return locale_of(language())
