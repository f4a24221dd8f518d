"""What an e-mail is to the outbox: a frozen dataclass of plain values, a template, a check."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from types import ModuleType
from typing import Any, ClassVar, Protocol, Self

from sqlalchemy.orm import Session

from eventapp.errors import Sentence
from eventapp.mail.models import Urgency


class EmailFacts(Protocol):
    """The facts of one kind of e-mail; instances are frozen dataclasses of plain values."""

    template: ClassVar[str]
    """`emails/<feature>/<name>`, of which subject, text and HTML are made."""
    named: ClassVar[Sentence]
    """What the log of e-mails calls the kind."""

    def still_holds(self, session: Session) -> bool:
        """Say whether the e-mail may still go out: nobody cancelled meanwhile."""
        ...


def has_dead_link(email: EmailFacts, session: Session, *, now: datetime) -> bool:
    """Say whether what its reader is to press was ended, replaced or has expired.

    Kinds whose link can end say it by a method `link_works`; that of any other works.
    """
    works: Callable[..., bool] | None = getattr(email, "link_works", None)
    return works is not None and not works(session, now=now)


def can_be_refused(email: EmailFacts) -> bool:
    """Say whether its reader may refuse more of its kind: it invites, or it reminds."""
    return bool(getattr(email, "refusable", False))


def urgency_of(email: EmailFacts) -> Urgency:
    """Return the place of its kind in the order of sending; a kind that names none answers."""
    return Urgency(getattr(email, "urgency", Urgency.ANSWER))


def facts_of(email: EmailFacts) -> dict[str, object]:
    """Return the facts as they are stored."""
    return asdict(email)  # type: ignore[call-overload,no-any-return]


@dataclass(frozen=True, slots=True)
class EntranceCode:
    """What lets the recipient in: as words for the desk, as the token of a picture."""

    words: str
    token: str


EntranceMaker = Callable[[Session, Any], EntranceCode | None]
"""Returns the code that the reader of an e-mail shows, kept with the session's commit; or none."""


class Catalogue:
    """Every kind of e-mail there is, by the name it is stored under."""

    def __init__(self, kinds: tuple[type[EmailFacts], ...]) -> None:
        self.kinds = {kind.__name__: kind for kind in kinds}

    @classmethod
    def of(cls, *modules: ModuleType) -> Self:
        """Return the kinds that features define: each class with a name for the log."""
        members = (member for module in modules for member in vars(module).values())
        kinds = (kind for kind in members if isinstance(kind, type))
        return cls(tuple(kind for kind in kinds if isinstance(vars(kind).get("named"), Sentence)))

    def read(self, kind: str, facts: dict[str, object]) -> EmailFacts:
        """Return the e-mail a row describes."""
        return self.kinds[kind](**facts)
