"""The texts beside the name, each set whole in a box of its own or shortened with an ellipsis.

A box tries its sizes from the largest; its lines are broken here and printed as they are, so that
what is measured and what is printed cannot differ. Pure.
"""

from dataclasses import dataclass
from functools import lru_cache

from eventapp.badges.measuring import BOLD, lines_of, shortened, width_mm
from eventapp.documents import typefaces


@dataclass(frozen=True, slots=True)
class Box:
    """Room on a badge: its width, and sizes in points each with the lines it may take.

    The sizes' line heights stand in the style sheet: `.org`, `.org-1`, `.org-2` for `key` "org".
    """

    key: str
    width: float
    steps: tuple[tuple[float, int], ...]

    def style(self, step: int) -> str:
        """Return the classes of an element set in one of the sizes, counted from 0."""
        return f"{self.key} {self.key}-{step}" if step else self.key


@dataclass(frozen=True, slots=True)
class Setting:
    """A text as it is printed: the classes and the lines; not `whole` when words were left out."""

    style: str
    lines: tuple[str, ...]
    whole: bool = True


ACADEMIC = Box("academic", 92.5, ((10, 1), (9, 1)))
ORGANISATION = Box("org", 92.5, ((13, 2), (10.5, 3), (9, 4)))
COUNTRY = Box("land", 58, ((12, 2), (10, 3)))
ROLE = Box("role", 92.5, ((14, 1), (12, 1), (9.5, 2)))
HOLDER = Box("holder", 92.5, ((10, 2), (9, 3)))
"""The name on the back."""
EVENT = Box("event", 80, ((9, 3), (8, 4)))
"""The event's head keeps clear of the mark at its right."""


@lru_cache(maxsize=4096)
def set_in(box: Box, text: str) -> Setting:
    """Return the text in the largest size that holds all of it, else as much as the last holds."""
    text = typefaces.printable(text).strip()
    for step, (size, most) in enumerate(box.steps):
        lines = lines_of(text, size, box.width) if text else []
        if len(lines) <= most and all(width_mm(line, size) <= box.width for line in lines):
            return Setting(box.style(step), tuple(lines))
    return Setting(box.style(step), _as_far(lines, size, box.width, most), whole=False)


def _as_far(lines: list[str], size: float, width: float, most: int) -> tuple[str, ...]:
    """Return the first lines, none wider than that, with an ellipsis where words are missing."""
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] = shortened(kept[-1], size, width)
    return tuple(
        line if width_mm(line, size) <= width else shortened(line, size, width) for line in kept
    )


@dataclass(frozen=True, slots=True)
class Head:
    """The event's head: the title's lines, in the heavier weight, and those of name and day."""

    style: str
    title: tuple[str, ...]
    below: tuple[str, ...]
    whole: bool = True


@lru_cache(maxsize=64)
def head_of(title: str, label: str, rest: str) -> Head:
    """Return the event's head; the label is left out where it says what the title says.

    Where both are too long, the title keeps two lines, the label what is left beside city and days.
    """
    title, label, rest = (typefaces.printable(text).strip() for text in (title, label, rest))
    below = ", ".join(text for text in (label if label != title else "", rest) if text)
    for step, (size, most) in enumerate(EVENT.steps):
        first = lines_of(title, size * BOLD, EVENT.width) if title else []
        second = lines_of(below, size, EVENT.width) if below else []
        wide = [width_mm(line, size * BOLD) for line in first]
        wide += [width_mm(line, size) for line in second]
        if len(wide) <= most and all(width <= EVENT.width for width in wide):
            return Head(EVENT.style(step), tuple(first), tuple(second))
    above = _as_far(first, size * BOLD, EVENT.width, most - min(len(second), 2))
    room = most - len(above)
    if len(second) > room or any(width_mm(line, size) > EVENT.width for line in second):
        tail = lines_of(rest, size, EVENT.width)[: room - 1]
        named = lines_of(label, size, EVENT.width) if label != title else []
        second = [*_as_far(named, size, EVENT.width, room - len(tail)), *tail]
        second = list(_as_far(second, size, EVENT.width, room))
    return Head(EVENT.style(step), above, tuple(second), whole=False)
