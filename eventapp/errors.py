"""Refusals: why a service says no, in a sentence the visitor may read. No HTTP here."""

from collections.abc import Callable, Mapping
from typing import Any, Self


class Sentence:
    """A sentence for a reader: an English msgid and its values, rendered in their language later.

    With `plural` and `n`, the number chooses the form; the value `num` holds it.
    """

    __slots__ = ("msgid", "n", "plural", "values")

    def __init__(
        self, msgid: str, plural: str | None = None, n: int | None = None, /, **values: Any
    ) -> None:
        self.msgid = msgid
        self.plural = plural
        self.n = n
        self.values = values if n is None else {"num": n, **values}

    @classmethod
    def kept(cls, msgid: str, values: Mapping[str, Any]) -> Self:
        """Return a sentence without a plural again that was stored as its msgid and values."""
        return cls(msgid, **values)

    def __str__(self) -> str:
        text = self.plural if self.plural is not None and self.n != 1 else self.msgid
        return text % self.values if self.values else text

    def __repr__(self) -> str:
        return f"Sentence({str(self)!r})"


class Refusal(Exception):
    """A service's no. Nothing of the attempt is kept; `sentence` says why and what to do next."""

    def __init__(self, sentence: Sentence, *, field: str | None = None) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.field = field


class NotFound(Refusal):
    """There is no such thing, or the asker may not know that there is."""


class Unidentified(Refusal):
    """The asker has not shown who they are."""


class Forbidden(Refusal):
    """The asker is known and may not do this."""


class Conflict(Refusal):
    """The state of things does not allow it now: full, already done, changed meanwhile."""


class Expired(Refusal):
    """It was possible once and is over: a used link, a passed deadline."""


class PreconditionMissing(Refusal):
    """A change must say which version it means."""


class PreconditionFailed(Refusal):
    """The version meant is not the one that stands."""


class Invalid(Refusal):
    """What was given cannot be right; `field` names the input when it is one field's fault."""


def refusal_of(check: Callable[[], None]) -> Refusal | None:
    """Return why something would be refused now, None when it may be done."""
    try:
        check()
    except Refusal as refusal:
        return refusal
    return None
