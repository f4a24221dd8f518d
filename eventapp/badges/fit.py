"""The name set as large as it fits, measured with the font's own widths. Pure.

Sizes and box are those of the badge: 52 to 18 points in 92.5 x 39 mm. A name breaks at blanks and
after hyphens only; what still does not fit is shortened at the given name, and reported. Letters
that no typeface has are left out: then there may be no line at all.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from eventapp.web import typefaces

SIZES = (52, 46, 40, 34, 29, 25, 21, 18)
WIDTH_MM, HEIGHT_MM = 92.5, 39.0
LINE, TALL_LINE = 1.04, 1.2
"""A line's height in parts of its size; other scripts reach further up and down."""
MM_PER_POINT = 0.3528
TRACKING, UNITS = 10, 1000
ORGANISATION_SIZE, ORGANISATION_LINES = 11, 3
FEW_LINES_ABOVE = 25
_PIECES = re.compile(r"[^\s‑-]+[-‑]?|\S+")


@dataclass(frozen=True, slots=True)
class Fitted:
    """The size in points and the lines of a name.

    `whole` is False when it had to be shortened, `divided` True when a word had to go on two lines.
    """

    size: int
    lines: tuple[str, ...]
    whole: bool = True
    divided: bool = False


def width_mm(text: str, size: float) -> float:
    """Return how wide the text is at that size, each letter in the typeface that draws it."""
    tracking = len(text) * TRACKING / UNITS
    return (sum(map(_width, text)) - tracking) * size * MM_PER_POINT


@lru_cache(maxsize=8192)
def _width(letter: str) -> float:
    face = typefaces.drawing(letter) or typefaces.typefaces()[0]
    return face.width(letter if face.has(letter) else "M")


def missing_glyphs(text: str) -> str:
    """Return the letters the badge's own typeface lacks and another one prints."""
    own = typefaces.typefaces()[0]
    known = (one for one in dict.fromkeys(text) if typefaces.drawing(one) not in {own, None})
    return "".join(one for one in known if not one.isspace())


def organisation_fits(name: str) -> bool:
    """Say whether the organisation's name stands whole in its box of three lines."""
    lines = _lines(name, ORGANISATION_SIZE) if name else []
    return lines is not None and len(lines) <= ORGANISATION_LINES


def lines_of(text: str, size: float, width: float) -> list[str]:
    """Return a text in lines no wider than that, broken at blanks and after hyphens only."""
    lines = [""]
    for piece in _PIECES.findall(text):
        glue = "" if not lines[-1] or lines[-1].endswith(("-", "‑")) else " "
        if width_mm(lines[-1] + glue + piece, size) <= width or not lines[-1]:
            lines[-1] += glue + piece
        else:
            lines.append(piece)
    return lines


def _lines(name: str, size: int) -> list[str] | None:
    lines = lines_of(name, size, WIDTH_MM)
    return lines if all(width_mm(line, size) <= WIDTH_MM for line in lines) else None


@lru_cache(maxsize=4096)
def fit(given: str, family: str) -> Fitted:
    """Return the largest setting of a name in which nothing is cut."""
    given, family = typefaces.printable(given), typefaces.printable(family)
    line = TALL_LINE if typefaces.stand_ins(given + family) else LINE
    for size in SIZES:
        first = _lines(given, size) if given else []
        last = _lines(family, size) if family else []
        if first is None or last is None:
            continue
        lines = [line for line in (*first, *last) if line]
        high = len(lines) * size * line * MM_PER_POINT <= HEIGHT_MM
        if high and (size <= FEW_LINES_ABOVE or len(lines) <= 3):  # noqa: PLR2004  (three large lines)
            return Fitted(size, tuple(lines))
    return _divided(given, family) or _shortened(given, family)


def _divided(given: str, family: str) -> Fitted | None:
    """Return the name with its longest words divided by hyphens, nothing left out."""
    for size in SIZES[-3:]:
        parts = [_lines(_with_breaks(part, size), size) or [] for part in (given, family) if part]
        lines = [line for part in parts for line in part]
        if all(parts) and len(lines) * size * LINE * MM_PER_POINT <= HEIGHT_MM:
            return Fitted(size, tuple(lines), divided=True)
    return None


def _with_breaks(text: str, size: int) -> str:
    """Return the text with a hyphen wherever a word would leave its line."""
    found = ""
    line = ""
    for letter in text:
        line = "" if letter in " -" else line + letter
        if width_mm(f"{line}-", size) > WIDTH_MM:
            found, line = f"{found}-", letter
        found += letter
    return found


def _shortened(given: str, family: str) -> Fitted:
    """Return initials and as much of the family name as five lines hold."""
    initials = " ".join(f"{part[0]}." for part in given.split()[:3])
    size = SIZES[-1]
    most = 40
    lines = [family[start : start + most] for start in range(0, min(len(family), most * 4), most)]
    while any(width_mm(line, size) > WIDTH_MM for line in lines) and most > 10:  # noqa: PLR2004  (letters that a line keeps at least)
        most -= 5
        lines = [
            family[start : start + most] for start in range(0, min(len(family), most * 4), most)
        ]
    return Fitted(size, tuple(line for line in (initials, *lines) if line), whole=False)
