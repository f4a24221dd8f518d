"""Finding persons and organisations by what somebody types, in any spelling people try.

A search reads an index that holds all it looks at, once where few fit: two milliseconds among
10,000 persons.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from eventapp.events.models import Event
from eventapp.orm import Base
from eventapp.people.models import Organisation, OrganisationKind, OrganisationName, Person
from eventapp.text_search import escape_like, name_key, search_words

T = TypeVar("T")
Way = Callable[[InstrumentedAttribute[str], str], ColumnElement[bool]]
"""How a word stands in folded names."""
LEAST = 2
"""Characters before anything is looked for."""
LONGEST = 100
"""Of what is typed more is not looked at."""
PARTS = frozenset(("availability", "contributor", "organisation_name", "former_id"))
"""Tables whose rows are a record's own and no use of it."""


class Usage(StrEnum):
    """Whether something of the event refers to a record."""

    USED = "used"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class DirectorySearch:
    """Which part of the directory somebody wants to see."""

    typed: str = ""
    kind: OrganisationKind | None = None
    country: str = ""
    usage: Usage | None = None
    archived: bool | None = None
    """None: those archived, too, behind the others."""
    page: int = 1
    size: int = 50

    @property
    def narrows(self) -> bool:
        """Say whether anything is asked for."""
        asked = (self.typed, self.kind, self.country, self.usage)
        return any(asked) or self.archived is not None


@dataclass(frozen=True, slots=True)
class Hit:
    """A person or organisation that a field offers while somebody types: nothing confidential."""

    public_id: str
    name: str
    hint: str
    """A person's organisation; an organisation's short name."""


def persons_hit(session: Session, event: Event, typed: str, *, most: int = 10) -> list[Hit]:
    """Return the first persons offered whose name or organisation holds what is typed.

    Who bears words that begin so in their own name comes first, then whose organisation does, then
    who bears it within a word.
    """
    words = search_words(typed[:LONGEST])
    if sum(map(len, words)) < LEAST:
        return []
    offered = select(Person.id, Person.folded).where(
        Person.event_id == event.id, Person.active.is_(true())
    )
    offered = offered.order_by(Person.folded, Person.id).limit(most)
    named = session.execute(offered.where(_fits(_holds, words))).all()
    if len(named) < most:
        first = [number for number, folded in named if all(f" {word}" in folded for word in words)]
    else:  # behind these there may be some of whom words begin so
        first = list(session.scalars(offered.where(_fits(_begins, words))))
    within = [number for number, _folded in named]
    numbers = _filled(session, event, words, offered, first=first, within=within, most=most)
    if not numbers:
        return []
    columns = (Person.public_id, Person.title, Person.given_name, Person.family_name)
    rows = session.execute(
        select(Person.id, *columns, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.id.in_(numbers))
    )
    hits = {
        number: Hit(public_id, " ".join(filter(None, name)), organisation or "")
        for number, public_id, *name, organisation in rows
    }
    return [hits[number] for number in numbers]


def organisations_hit(session: Session, event: Event, typed: str, *, most: int = 10) -> list[Hit]:
    """Return the first organisations offered of which a name holds what is typed."""
    if sum(map(len, search_words(typed[:LONGEST]))) < LEAST:
        return []
    offered = organisations(session, event, typed=typed[:LONGEST], most=most)
    return [
        Hit(organisation.public_id, organisation.name, organisation.short_name)
        for organisation in offered
    ]


def organisations(
    session: Session, event: Event, *, typed: str = "", most: int = 500
) -> Sequence[Organisation]:
    """Return the organisations offered whose names hold what is typed, by name.

    Those come first of which words begin so.
    """
    statement = select(Organisation).where(Organisation.event_id == event.id, Organisation.active)
    statement = statement.where(_goes_by(event, typed)).order_by(*_first(Organisation, typed))
    return session.scalars(statement.limit(most)).all()


def found_organisations(
    session: Session, event: Event, search: DirectorySearch
) -> tuple[Sequence[Organisation], int]:
    """Return a page of the organisations that fit, those archived last, and how many fit."""
    statement = select(Organisation).where(Organisation.event_id == event.id)
    statement = _narrowed(statement, Organisation, search)
    statement = statement.where(_goes_by(event, search.typed))
    if search.kind is not None:
        statement = statement.where(Organisation.kind == search.kind)
    if search.country:
        statement = statement.where(Organisation.country == search.country)
    order = (Organisation.active.desc(), *_first(Organisation, search.typed))
    return _page(session, statement.order_by(*order), search)


def found_persons(
    session: Session, event: Event, search: DirectorySearch
) -> tuple[Sequence[Person], int]:
    """Return a page of the persons that fit by name or organisation, and how many fit.

    Kind and country are those of the organisation; persons archived come last.
    """
    statement = select(Person).where(Person.event_id == event.id)
    statement = _narrowed(statement, Person, search)
    words = search_words(search.typed)
    at_first, within = _organisations(session, event, words)
    begins, holds = _fits(_begins, words, at_first), _fits(_holds, words, within)
    statement = statement.where(holds)
    if search.kind is not None or search.country:
        organisations = select(Organisation.id).where(Organisation.event_id == event.id)
        if search.kind is not None:
            organisations = organisations.where(Organisation.kind == search.kind)
        if search.country:
            organisations = organisations.where(Organisation.country == search.country)
        statement = statement.where(Person.organisation_id.in_(organisations))
    first = (_foremost(begins),) if words else ()
    order = (Person.active.desc(), *first, Person.folded, Person.id)
    statement = statement.order_by(*order).options(joinedload(Person.organisation))
    return _page(session, statement, search)


def _narrowed(statement: Select[T], model: type[Any], search: DirectorySearch) -> Select[T]:
    """Return only those that are used or not, archived or not."""
    if search.archived is not None:
        statement = statement.where(model.active.is_(not search.archived))
    if search.usage is not None:
        used = _used(model)
        statement = statement.where(used if search.usage is Usage.USED else ~used)
    return statement


def _used(model: type[Any]) -> ColumnElement[bool]:
    """Say whether a row of any table refers to the record, its own parts aside."""
    keys = (
        key.parent
        for table in Base.metadata.sorted_tables
        if table.name not in PARTS
        for key in table.foreign_keys
        if key.column.table is model.__table__
    )
    return or_(*(exists().where(column == model.id) for column in keys))


def _filled(
    session: Session,
    event: Event,
    words: Sequence[str],
    offered: Select[int, str],
    *,
    first: list[int],
    within: Sequence[int],
    most: int,
) -> list[int]:
    """Return the numbers of those `first` by their own names, then by organisation, then `within`.

    `offered` is limited to `most`, too.
    """
    if len(first) >= most:
        return first
    numbers = dict.fromkeys(first)
    begins, holds = _organisations(session, event, words)
    if any(begins):
        numbers |= dict.fromkeys(session.scalars(offered.where(_fits(_begins, words, begins))))
    numbers |= dict.fromkeys(within)
    if len(numbers) < most and any(holds):
        numbers |= dict.fromkeys(session.scalars(offered.where(_fits(_holds, words, holds))))
    return list(numbers)[:most]


Numbers = Sequence[Sequence[int]]
"""For each word, the numbers of organisations."""


def _organisations(session: Session, event: Event, words: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Return for each word the organisations of which a word begins so, and of which it is part."""
    if not words:
        return (), ()
    holds = [_holds(Organisation.folded, word) for word in words]
    begins = [_begins(Organisation.folded, word) for word in words]
    rows = session.execute(
        select(Organisation.id, *begins, *holds).where(
            Organisation.event_id == event.id, or_(*holds)
        )
    ).all()
    columns = [[row[0] for row in rows if row[place + 1]] for place in range(2 * len(words))]
    return columns[: len(words)], columns[len(words) :]


def _fits(holds: Way, words: Sequence[str], organisations: Numbers = ()) -> ColumnElement[bool]:
    """Say of a person, in SQL, whether each word fits their name or one of these organisations."""
    own = [holds(Person.folded, word) for word in words]
    at = [Person.organisation_id.in_(numbers) if numbers else None for numbers in organisations]
    either = [
        or_(name, house) if house is not None else name for name, house in zip_longest(own, at)
    ]
    return and_(true(), *either)


def _goes_by(event: Event, typed: str) -> ColumnElement[bool]:
    """Say whether an organisation's names hold all words, or one begins so in any spelling."""
    words = [_holds(Organisation.folded, word) for word in search_words(typed)]
    key = name_key(typed)
    if not key:
        return and_(true(), *words)
    name = OrganisationName
    begins = name.key.like(f"{escape_like(key)}%", escape="\\")
    spelt = select(name.organisation_id).where(name.event_id == event.id, begins)
    return or_(and_(true(), *words), Organisation.id.in_(spelt))


def _first(model: type[Organisation], typed: str) -> tuple[Any, ...]:
    """Return an order: by name, but first those of which the words typed begin words."""
    begins = [_begins(model.folded, word) for word in search_words(typed)]
    return (*([_foremost(and_(*begins))] if begins else []), model.folded, model.id)


def _foremost(fits: ColumnElement[bool]) -> ColumnElement[int]:
    """Return an order: what fits comes first, also where something that is not there does not."""
    return case((fits, 0), else_=1)


def _begins(folded: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    return folded.like(f"% {escape_like(word)}%", escape="\\")


def _holds(folded: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    return folded.like(f"%{escape_like(word)}%", escape="\\")


def _page(
    session: Session, statement: Select[T], search: DirectorySearch
) -> tuple[Sequence[T], int]:
    """Return one page of what is selected, the last one where there are fewer, and the number."""
    rows = statement.order_by(None).with_only_columns(func.count(), maintain_column_froms=True)
    total = session.scalar(rows.options()) or 0
    last = max(1, -(-total // search.size))
    start = (min(search.page, last) - 1) * search.size
    return session.scalars(statement.limit(search.size).offset(start)).all(), total
