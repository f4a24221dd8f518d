"""The name set as large as it fits, measured with the font's own widths. Pure.

Sizes and box are those of the badge: 52 to 18 points in 92.5 x 39 mm. A name breaks at blanks and
after hyphens only; what still does not fit is shortened at the given name, and reported.
"""

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import fontpkg_noto_sans
from fontTools.ttLib import TTFont

from eventapp.paths import PACKAGE

SIZES = (52, 46, 40, 34, 29, 25, 21, 18)
WIDTH_MM, HEIGHT_MM = 92.5, 39.0
LINE = 1.04
MM_PER_POINT = 0.3528
TRACKING = 10
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


@lru_cache(maxsize=1)
def _font() -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    font = TTFont(PACKAGE / "static" / "vendor" / "print" / "FiraSans-500.ttf")
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def width_mm(text: str, size: int) -> float:
    """Return how wide the text is at that size; an unknown letter counts as wide as an M."""
    cmap, metrics, em = _font()
    wide = metrics[cmap[ord("M")]][0]
    units = sum(
        (metrics[cmap[ord(letter)]][0] if ord(letter) in cmap else wide) - TRACKING
        for letter in text
    )
    return units / em * size * MM_PER_POINT


def missing_glyphs(text: str) -> str:
    """Return the letters the badge's own font lacks; the fallback face prints them."""
    return _absent(text, _font()[0])


def in_no_typeface(text: str) -> str:
    """Return the letters that the fallback face lacks, too: what a machine prints is chance."""
    return _absent(missing_glyphs(text), _fallback_letters())


def without_pictures(text: str) -> str:
    """Return the text without emoji and the like: no typeface of ours draws them."""
    pictures = {one for one in in_no_typeface(text) if unicodedata.category(one) in PICTURES}
    if not pictures:
        return text
    return " ".join("".join(one for one in text if one not in pictures | JOINERS).split())


JOINERS = {"\N{ZERO WIDTH JOINER}", "\N{VARIATION SELECTOR-16}"}
PICTURES = ("So", "Sk", "Cf")
"""Unicode's categories of pictures, their tints and what joins them."""


def _absent(text: str, known: Container[int]) -> str:
    return "".join(letter for letter in text if ord(letter) not in known and not letter.isspace())


@lru_cache(maxsize=1)
def _fallback_letters() -> frozenset[int]:
    return frozenset(TTFont(fallback_face(), lazy=True).getBestCmap())


def fallback_face() -> Path:
    """Return the file of the face that prints what the badge's own lacks."""
    return Path(fontpkg_noto_sans.__file__).parent / "files" / "NotoSans[wdth,wght].ttf"


def organisation_fits(name: str) -> bool:
    """Say whether the organisation's name stands whole in its box of three lines."""
    lines = _lines(name, ORGANISATION_SIZE) if name else []
    return lines is not None and len(lines) <= ORGANISATION_LINES


def _lines(name: str, size: int) -> list[str] | None:
    lines = [""]
    for piece in _PIECES.findall(name):
        glue = "" if not lines[-1] or lines[-1].endswith(("-", "‑")) else " "
        if width_mm(lines[-1] + glue + piece, size) <= WIDTH_MM:
            lines[-1] += glue + piece
        else:
            lines.append(piece)
    return lines if all(width_mm(line, size) <= WIDTH_MM for line in lines) else None


@lru_cache(maxsize=4096)
def fit(given: str, family: str) -> Fitted:
    """Return the largest setting of a name in which nothing is cut."""
    given, family = without_pictures(given), without_pictures(family)
    for size in SIZES:
        first = _lines(given, size) if given else []
        last = _lines(family, size)
        if first is None or last is None:
            continue
        lines = [line for line in (*first, *last) if line]
        high = len(lines) * size * LINE * MM_PER_POINT <= HEIGHT_MM
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
    while any(width_mm(line, size) > WIDTH_MM for line in lines) and most > 10:  # noqa: PLR2004
        most -= 5
        lines = [
            family[start : start + most] for start in range(0, min(len(family), most * 4), most)
        ]
    return Fitted(size, tuple(line for line in (initials, *lines) if line), whole=False)
