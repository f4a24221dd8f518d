"""How far a text reaches on paper, measured with the fonts' own widths and outlines. Pure.

Widths say how far the pen moves; ink says what is seen: the accent over a capital and the hook
under it reach further than any line's height tells.
"""

import re
import unicodedata
from functools import lru_cache

from eventapp.documents import typefaces

MM_PER_POINT = 0.3528
TRACKING, UNITS = 10, 1000
ASCENT, DESCENT = 0.935, 0.265
"""What the badge's own typeface keeps above and below its baseline, in parts of the size."""
BOLD = 1.03
"""How much wider a text is in the heavier weight than in the measured one, at most."""
MARK_GAP = 0.09
"""How far a mark stands from its letter, as in Å."""
_MARKS_ABOVE = 0.3
_PIECES = re.compile(r"(?:[^\s‑-]|[\u00a0\u202f])+[-‑]?|\S+")
"""What stands between the places where a line may break: a no-break space is none."""


def width_mm(text: str, size: float) -> float:
    """Return how wide the text is at that size, each letter in the typeface that draws it."""
    tracking = len(text) * TRACKING / UNITS
    return (sum(map(_width, text)) - tracking) * size * MM_PER_POINT


@lru_cache(maxsize=8192)
def _width(letter: str) -> float:
    face = typefaces.drawing(letter) or typefaces.typefaces()[0]
    return face.width(letter if face.has(letter) else "M")


def reach(text: str) -> tuple[float, float]:
    """Return the highest and lowest ink over the baseline of a line, in parts of the size.

    Marks that have no letter of their own with their base are stacked upon it: an upper bound.
    """
    highest = lowest = top = bottom = 0.0
    for letter in text:
        high, low = _ink(letter)
        if unicodedata.category(letter) != "Mn":
            top, bottom = high, low
        elif (high + low) / 2 > _MARKS_ABOVE:
            top = max(high, top + high - low + MARK_GAP)
        else:
            bottom = min(low, bottom - high + low - MARK_GAP)
        highest, lowest = max(highest, top), min(lowest, bottom)
    return highest, lowest


@lru_cache(maxsize=8192)
def _ink(letter: str) -> tuple[float, float]:
    face = typefaces.drawing(letter)
    return face.ink(letter) if face is not None else (0.0, 0.0)


def lines_of(text: str, size: float, width: float) -> list[str]:
    """Return a text in lines no wider than that, broken at blanks and after hyphens only.

    A word that no line holds stands alone on one, wider than was asked for.
    """
    lines = [""]
    for piece in _PIECES.findall(text):
        glue = "" if not lines[-1] or lines[-1].endswith(("-", "‑")) else " "
        if width_mm(lines[-1] + glue + piece, size) <= width or not lines[-1]:
            lines[-1] += glue + piece
        else:
            lines.append(piece)
    return lines


def shortened(text: str, size: float, width: float) -> str:
    """Return as much of a text as one line holds: whole words, of a single one its beginning."""
    while " " in text and width_mm(f"{text} …", size) > width:
        text = text.rpartition(" ")[0].rstrip(" ,;:–-")
    if width_mm(f"{text} …", size) <= width:
        return f"{text} …"
    while text and width_mm(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text}…"
