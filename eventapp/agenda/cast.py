"""Everybody with a part in a programme, with all that one looks for them by. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from eventapp.agenda.items import Item, Part, Speaker
from eventapp.text_search import name_key, searchable


@dataclass(frozen=True, slots=True)
class CastMember:
    """A contributor of a programme, and what they do in it."""

    person: Speaker
    items: tuple[Item, ...]
    parts: frozenset[str]
    organisations: tuple[str, ...]
    """For whom they are there, their own organisation first."""
    words: str
    """What a search finds them by: name, positions and organisations in every spelling."""

    def holds(self, typed: Iterable[str]) -> bool:
        """Say whether each of these folded words begins a word of them."""
        return all(f" {word}" in self.words for word in typed)

    @property
    def tongues(self) -> tuple[str, ...]:
        """The languages in which their sessions are held."""
        return tuple(dict.fromkeys(code for item in self.items for code in item.languages))


def cast_of(
    speakers: Iterable[Speaker], items_of: Callable[[Speaker], tuple[Item, ...]]
) -> Iterator[CastMember]:
    """Yield the contributors in their order."""
    for person in speakers:
        items = items_of(person)
        own = [part for item in items for part in item.parts if part.person.id == person.id]
        named = dict.fromkeys([person.organisation, *(part.organisation for part in own)])
        organisations = tuple(filter(None, named))
        words = searchable(person.name, *organisations, *_positions(person, own))
        yield CastMember(person, items, frozenset(part.part for part in own), organisations, words)


def _positions(person: Speaker, parts: Iterable[Part]) -> Iterator[str]:
    for function in (person.function, *(part.function for part in parts)):
        yield from function.texts.values()


def organisations_of(cast: Iterable[CastMember]) -> dict[str, str]:
    """Return the organisations by the key that an address calls them, in the order of the keys.

    Two spellings of one organisation are one.
    """
    names: dict[str, list[str]] = defaultdict(list)
    for member in cast:
        for name in member.organisations:
            names[name_key(name)].append(name)
    return {key: same[0] for key, same in sorted(names.items())}
