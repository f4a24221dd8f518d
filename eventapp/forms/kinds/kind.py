"""What a kind of record is to the organisers' lists and forms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.journal.services import Object
from eventapp.people.queries import DirectorySearch

EDITORS = ("organiser", "agenda")
"""Who makes the programme."""


@dataclass(frozen=True, slots=True)
class Writer:
    """The one service that writes a kind of record."""

    change: type[Any]
    """What it writes; `change()` is a new record before anything is typed."""
    add: Callable[..., Any]
    """(session, event, change, *, by, now) to the record."""
    save: Callable[..., None]
    """(session, record, change, *, seen, by, now)."""

    def stands(self, record: Any) -> Any:
        """Return a record as the change that would write it."""
        return self.change.of(record)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record."""

    key: str
    many: Sentence
    add: Sentence
    model: type[Any]
    form: type[Any]
    listed: Callable[[Session, Event], Sequence[Any]]
    label: Callable[[Any], str]
    hint: Callable[[Any], str]
    writer: Writer
    searched: Callable[[Session, Event, DirectorySearch], tuple[Sequence[Any], int]] | None = None
    """A page of the records that fit a search, and how many fit in all; None: all on one page."""
    template: str = "backoffice/records/records.html"
    facts: Callable[[Session, Event], Mapping[str, Any]] = lambda _session, _event: {}
    """What the list shows beside the records."""
    beside: Callable[[Session, Event, Any, Any], None] = lambda *_all: None
    """Says beside the fields of the form what follows; from (session, event, record, form)."""
    ordered: bool = False
    """Whether organisers put its records into an order, one place at a time."""
    of_programme: bool = False
    """Whether the programme is made of it: agenda editors keep it as organisers do."""

    def page(self, act: str) -> str:
        """Return the endpoint of what is done with records of the kind."""
        return f"backoffice.{endpoint_of(act, of_programme=self.of_programme)}"

    @staticmethod
    def search(typed: str) -> DirectorySearch:
        """Return what is asked for by these words alone."""
        return DirectorySearch(typed=typed, size=20)

    def named(self, record: Any) -> Object:
        """Return the record as the journal names it."""
        return Object(self.key, record.id, self.label(record)[:160], record.event_id)

    @property
    def can_rest(self) -> bool:
        """Say whether a record of the kind can be archived where it is used."""
        return hasattr(self.model, "active")


def endpoint_of(act: str, *, of_programme: bool) -> str:
    """Return the endpoint's own name: kinds of the programme have theirs, open to more roles."""
    return f"programme_{act}" if of_programme else act
