"""Which papers there are, and what somebody chose to have printed. Pure."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from eventapp.errors import Sentence

DOCUMENT = "podium"
"""Kind of these papers among the documents that the worker makes."""


class Paper(StrEnum):
    """A kind of paper, as addresses and file names call it."""

    NAME_TENTS = "name-tents"
    SEAT_CARDS = "seat-cards"
    DOOR_SIGNS = "door-signs"
    MODERATION = "moderation"
    CONTACTS = "contacts"


NAMES = {
    Paper.NAME_TENTS: Sentence("Name tents"),
    Paper.SEAT_CARDS: Sentence("Cards for reserved seats"),
    Paper.DOOR_SIGNS: Sentence("Door signs"),
    Paper.MODERATION: Sentence("Moderator’s sheets"),
    Paper.CONTACTS: Sentence("Contact sheet"),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What is printed: a paper, of one day or session or of all, in a language."""

    paper: Paper
    language: str
    """Of what is not said in every language."""
    day: str = ""
    """ISO 8601; empty: every day."""
    session: str = ""
    """Public id of a session; empty: every one. It goes before the day."""
    unconfirmed: bool = False
    """Whether those who have not agreed yet get a name tent and a card, too."""
    own_language: bool = False
    """Whether a moderator's sheet is in the first language of whoever moderates."""

    @property
    def name(self) -> str:
        """What this document is among its kind: the same selection is not made twice at once."""
        who = "all" if self.unconfirmed else "agreed"
        language = "own" if self.own_language else self.language
        return ".".join((self.paper, language, who, self.session or self.day or "everything"))

    @property
    def of_day(self) -> date | None:
        """The day it is limited to."""
        return date.fromisoformat(self.day) if self.day and not self.session else None

    def stored(self) -> dict[str, Any]:
        """Return it as a document keeps it."""
        return asdict(self)

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Selection":
        """Return what a document keeps of it."""
        read = cls(**stored)
        return replace(read, paper=Paper(read.paper))
