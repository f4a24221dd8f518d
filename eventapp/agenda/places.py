"""Rooms as they were released, and texts put together as an enumeration. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from eventapp.orm import LANGUAGES, Translated


@dataclass(frozen=True, slots=True)
class Place:
    """A room as released."""

    id: str
    name: Translated
    where: Translated
    """Building, way or address."""
    floor: Translated = field(default_factory=Translated)
    seats: int | None = None
    accessible: bool | None = None
    """Whether one comes in without a step; None: nobody has said."""

    @property
    def way(self) -> Translated:
        """How one finds it: floor and building, whichever is known."""
        return joined((self.floor, self.where))


def joined(texts: Iterable[Translated]) -> Translated:
    """Return texts as an enumeration, in each language that any of them is written in."""
    found = [one for one in texts if one]
    if len(found) == 1:
        return found[0]
    written = {code for one in found for code in LANGUAGES if getattr(one, code)}
    return Translated(**{code: ", ".join(one.into(code) for one in found) for code in written})
