"""What a letter is to the outbox: a frozen dataclass of plain values, a template, a check."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Protocol

from sqlalchemy.orm import Session

from eventapp.mail.models import Urgency


class LetterFacts(Protocol):
    """The facts of one kind of letter; instances are frozen dataclasses of plain values."""

    template: ClassVar[str]
    """`<feature>/letters/<name>`: subject, text and HTML stand beside each other."""

    def still_holds(self, session: Session) -> bool:
        """Say whether the letter may still go out: nobody cancelled meanwhile."""
        ...


def can_be_refused(letter: LetterFacts) -> bool:
    """Say whether its reader may refuse more of its kind: it invites, or it reminds."""
    return bool(getattr(letter, "refusable", False))


def urgency_of(letter: LetterFacts) -> Urgency:
    """Return the place of its kind in the order of sending; a kind that names none answers."""
    return Urgency(getattr(letter, "urgency", Urgency.ANSWER))


def facts_of(letter: LetterFacts) -> dict[str, Any]:
    """Return the facts as they are stored."""
    return asdict(letter)  # type: ignore[call-overload,no-any-return]


@dataclass(frozen=True, slots=True)
class EntranceCode:
    """What lets the recipient in: as words for the desk, as the token of a picture."""

    words: str
    token: str


EntranceMaker = Callable[[Session, Any], EntranceCode | None]
"""Returns the code that the reader of a letter shows, kept with the session's commit; or none."""


class Catalogue:
    """Every kind of letter there is, by the name it is stored under."""

    def __init__(self, kinds: tuple[type[LetterFacts], ...]) -> None:
        self.kinds = {kind.__name__: kind for kind in kinds}

    def read(self, kind: str, facts: dict[str, Any]) -> LetterFacts:
        """Return the letter a row describes."""
        return self.kinds[kind](**facts)
