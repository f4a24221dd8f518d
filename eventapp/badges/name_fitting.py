"""The name set as large as it fits, measured with the font's own widths and ink. Pure.

A badge's box takes 52 to 18 points in 92.5 x 40.6 mm; other papers have boxes of their own. A name
breaks at blanks and after hyphens only; what still does not fit is shortened at the given name, and
reported. Letters that no typeface has are left out: then there may be no line at all.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil

from eventapp.badges.measuring import (
    ASCENT,
    DESCENT,
    MM_PER_POINT,
    lines_of,
    reach,
    width_mm,
)
from eventapp.documents import typefaces

SIZES = (52, 46, 40, 34, 29, 25, 21, 18)
WIDTH_MM, HEIGHT_MM = 92.5, 40.6
LINE, FIRST = 1.04, 0.855
"""Baselines of plain letters, in parts of the size: from each other, and from the box's top."""
LINES_APART = 0.02
HEADROOM_MM = 8.0
"""What the name's element reaches above the box, so that nothing is cut where its line ends."""
FEW_LINES_ABOVE = 25


@dataclass(frozen=True, slots=True)
class NameBox:
    """Room for a name: its measures in millimetres, and the sizes in points that are tried.

    Above `few_lines_above` points a name takes three lines at most.
    """

    selector: str
    """What the rule of a setting begins with, up to its class."""
    width: float
    height: float
    sizes: tuple[int, ...]
    few_lines_above: int


BADGE = NameBox(".badge>", WIDTH_MM, HEIGHT_MM, SIZES, FEW_LINES_ABOVE)


@dataclass(frozen=True, slots=True)
class Fitted:
    """The size in points, the lines of a name, and where their baselines lie in parts of it.

    `first` is the first one's way from the box's top, `pitch` the way from each to the next: as
    far as the ink needs, so that no accent touches what stands above. `whole` is False when the
    name had to be shortened, `divided` True when a word had to go on two lines.
    """

    size: int
    lines: tuple[str, ...]
    first: float = FIRST
    pitch: float = LINE
    whole: bool = True
    divided: bool = False
    box: NameBox = BADGE

    @property
    def style(self) -> str:
        """The name of the class that sets it."""
        return f"name-{self.size}-{round(self.first * 100)}-{round(self.pitch * 100)}"

    @property
    def rule(self) -> str:
        """The style of that class: the line's height, and room above for the first baseline."""
        above = (self.pitch - ASCENT - DESCENT) / 2 + ASCENT
        top = HEADROOM_MM + (self.first - above) * self.size * MM_PER_POINT
        return (
            f"{self.box.selector}.{self.style}{{font-size:{self.size}pt;line-height:{self.pitch:.2f};"
            f"padding-top:{top:.2f}mm}}"
        )


def missing_glyphs(text: str) -> str:
    """Return the letters the badge's own typeface lacks and another one prints."""
    own = typefaces.typefaces()[0]
    known = (
        character
        for character in dict.fromkeys(text)
        if typefaces.drawing(character) not in {own, None}
    )
    return "".join(character for character in known if not character.isspace())


def _lines(name: str, size: int, width: float) -> list[str] | None:
    lines = lines_of(name, size, width)
    return lines if all(width_mm(line, size) <= width for line in lines) else None


@lru_cache(maxsize=4096)
def fit(given: str, family: str, box: NameBox = BADGE) -> Fitted:
    """Return the largest setting of a name in which nothing is cut and no lines touch."""
    given, family = typefaces.printable(given), typefaces.printable(family)
    for size in box.sizes:
        first = _lines(given, size, box.width) if given else []
        last = _lines(family, size, box.width) if family else []
        if first is None or last is None:
            continue
        lines = tuple(line for line in (*first, *last) if line)
        if size > box.few_lines_above and len(lines) > 3:  # noqa: PLR2004  (three large lines)
            continue
        fitted = Fitted(size, lines, *_baselines(lines), box=box)
        if height_mm(fitted) <= box.height:
            return fitted
    return _divided(given, family, box) or _shortened(given, family, box)


def _baselines(lines: tuple[str, ...]) -> tuple[float, float]:
    """Return the first baseline and the pitch that keep the lines' ink inside and apart."""
    reaches = [reach(line) for line in lines] or [(0.0, 0.0)]
    apart = [high - low + LINES_APART for (_, low), (high, _) in pairwise(reaches)]
    return _up(max(FIRST, reaches[0][0])), _up(max([LINE, *apart]))


def _up(part: float) -> float:
    """Return a part of the size to the next hundredth: few classes, and never too little."""
    return ceil(round(part * 100, 3)) / 100


def height_mm(fitted: Fitted) -> float:
    """Return how far the name's ink reaches down from the box's top."""
    if not fitted.lines:
        return 0.0
    deepest = fitted.first + fitted.pitch * (len(fitted.lines) - 1) - reach(fitted.lines[-1])[1]
    return deepest * fitted.size * MM_PER_POINT


def _divided(given: str, family: str, box: NameBox) -> Fitted | None:
    """Return the name with its longest words divided by hyphens, nothing left out."""
    for size in box.sizes[-3:]:
        words = [_with_breaks(part, size, box.width) for part in (given, family) if part]
        parts = [_lines(part, size, box.width) or [] for part in words]
        lines = tuple(line for part in parts for line in part)
        fitted = Fitted(size, lines, *_baselines(lines), divided=True, box=box)
        if all(parts) and height_mm(fitted) <= box.height:
            return fitted
    return None


def _with_breaks(text: str, size: int, width: float) -> str:
    """Return the text with a hyphen wherever a word would leave its line."""
    broken = ""
    line = ""
    for letter in text:
        line = "" if letter in " -" else line + letter
        if width_mm(f"{line}-", size) > width:
            broken, line = f"{broken}-", letter
        broken += letter
    return broken


def _shortened(given: str, family: str, box: NameBox) -> Fitted:
    """Return initials and as much of the family name as the box holds."""
    initials = " ".join(f"{part[0]}." for part in given.split()[:3])
    size = box.sizes[-1]
    most = 40
    lines = [family[start : start + most] for start in range(0, min(len(family), most * 4), most)]
    while any(width_mm(line, size) > box.width for line in lines) and most > 10:  # noqa: PLR2004  (letters that a line keeps at least)
        most -= 5
        lines = [
            family[start : start + most] for start in range(0, min(len(family), most * 4), most)
        ]
    kept = tuple(line for line in (initials, *lines) if line)
    fitted = Fitted(size, kept, *_baselines(kept), whole=False, box=box)
    while height_mm(fitted) > box.height and len(kept) > 1:
        kept = kept[:-1]
        fitted = Fitted(size, kept, *_baselines(kept), whole=False, box=box)
    return fitted
