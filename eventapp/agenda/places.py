"""Rooms as they were released, and texts put together as an enumeration. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from eventapp.languages import LANGUAGES
from eventapp.orm import Translated


@dataclass(frozen=True, slots=True)
class ReleasedRoom:
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
    wordings = [text for text in texts if text]
    if len(wordings) == 1:
        return wordings[0]
    written = {code for text in wordings for code in LANGUAGES if text[code]}
    return Translated(**{code: ", ".join(text.into(code) for text in wordings) for code in written})
