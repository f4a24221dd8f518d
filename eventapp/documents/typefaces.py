"""The typefaces of print: which letters each has, and which letters none has.

What a machine has installed is chance and may be nothing, so every letter on paper comes from a
file that set-up brought; a letter that none of them has is left out, never printed as a box.
"""

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from eventapp.paths import PACKAGE

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FOLDER = PACKAGE / "static" / "vendor" / "print"
OWN = "Badge"
"""The family that print is set in, in three weights; the others stand in where it has no letter."""
JOINERS = "\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}"
"""What hangs on a picture and means nothing without it."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """One whole font file, its letters and their widths read at the first need."""

    family: str
    path: Path

    @property
    def name(self) -> str:
        """The name by which a print style sheet asks for the file."""
        return f"{self.family}{self.path.suffix}"

    def has(self, letter: str) -> bool:
        """Say whether it draws the letter."""
        return ord(letter) in _tables(self.path)[0]

    def width(self, letter: str) -> float:
        """Return how far the letter moves the pen, in parts of the font's size."""
        letters, widths, em = _tables(self.path)
        return widths[letters[ord(letter)]][0] / em

    def ink(self, letter: str) -> tuple[float, float]:
        """Return the letter's highest and lowest ink over its baseline, in parts of the size.

        A letter without ink, such as a blank, is (0, 0).
        """
        from fontTools.pens.boundsPen import BoundsPen  # noqa: PLC0415  (large, and for print alone)

        letters, _, em = _tables(self.path)
        with _DRAWING:
            glyphs = _font(self.path).getGlyphSet()
            pen = BoundsPen(glyphs)
            glyphs[letters[ord(letter)]].draw(pen)
        if pen.bounds is None:
            return 0.0, 0.0
        return pen.bounds[3] / em, pen.bounds[1] / em


_DRAWING = threading.Lock()
"""An open font reads its outlines from one file, a thread at a time."""


@lru_cache(maxsize=16)
def _font(path: Path) -> "TTFont":
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (large, and for print alone)

    return TTFont(path, lazy=True)


@lru_cache(maxsize=16)
def _tables(path: Path) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    font = _font(path)
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


@lru_cache(maxsize=1)
def typefaces() -> tuple[Typeface, ...]:
    """Return what print is set in, the first one that has a letter draws it."""
    return (
        Typeface(OWN, FOLDER / "FiraSans-500.ttf"),
        Typeface("NotoSans", _packaged("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf")),
        Typeface(
            "Arabic", _packaged("fontpkg_noto_sans_arabic", "files/NotoSansArabic[wdth,wght].ttf")
        ),
        Typeface("Thai", _packaged("fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf")),
        Typeface("DejaVu", FOLDER / "DejaVuSans.ttf"),
        Typeface("EastAsia", _packaged("noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf")),
    )


def _packaged(module: str, path: str) -> Path:
    """Return a file of a package that holds nothing but a font."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"{module} is not installed: run the set-up again")
    return Path(spec.origin).parent / path


@lru_cache(maxsize=8192)
def drawing(letter: str) -> Typeface | None:
    """Return the typeface that draws a letter."""
    return next((typeface for typeface in typefaces() if typeface.has(letter)), None)


def lacking(text: str) -> str:
    """Return the letters that no typeface has, each once, in the order they stand."""
    return "".join(letter for letter in _letters(text) if drawing(letter) is None)


def stand_ins(text: str) -> list[Typeface]:
    """Return the typefaces beside our own that a text needs, in their order."""
    used = {drawing(letter) for letter in _letters(text)}
    return [typeface for typeface in typefaces()[1:] if typeface in used]


def printable(text: str) -> str:
    """Return the text without the letters that no typeface has, nor blanks where they stood."""
    absent = lacking(text)
    if not absent:
        return text
    letters, joiners = re.escape(absent), re.escape(JOINERS)
    without = re.sub(f"[{joiners}]*(?:[{letters}][{joiners}]*)+", "", text)
    return re.sub(" {2,}", " ", without).strip(" ")


def files() -> dict[str, Path]:
    """Return what a print style sheet may ask for, by name."""
    own = {path.name: path for path in FOLDER.glob("FiraSans-*.ttf")}
    return own | {typeface.name: typeface.path for typeface in typefaces()[1:]}


def _letters(text: str) -> Iterable[str]:
    return (character for character in dict.fromkeys(text) if not character.isspace())


def style(text: str, place: str) -> str:
    """Return the style that sets a whole document in our typeface and those its text needs."""
    others = stand_ins(text)
    faces = "".join(
        f"@font-face{{font-family:{typeface.family};src:url({place}{typeface.name})}}"
        for typeface in others
    )
    families = ",".join([OWN, *(typeface.family for typeface in others)])
    return f"{faces}@page{{font-family:{families}}}body{{font-family:{families}}}\n"
