"""Sheets of paper: where badges lie on them, front and back. Pure, in millimetres from top left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventapp.badges.queries import Face
from eventapp.errors import Sentence

BADGE_WIDTH = 105.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet: its size, the corners of the badges on it, and whether backs are printed."""

    key: str
    name: Sentence
    width: float
    height: float
    cells: tuple[tuple[float, float], ...]
    duplex: bool = False

    def behind(self, cell: int) -> int:
        """Return the cell that lies behind this one when the sheet is turned at its long edge."""
        left, top = self.cells[cell]
        return self.cells.index((self.width - BADGE_WIDTH - left, top))


@dataclass(frozen=True, slots=True)
class Side:
    """One page: the faces on it by cell, seen from the front or from the back."""

    back: bool
    places: tuple[tuple[int, Face], ...]


_FOUR = ((0.0, 0.0), (105.0, 0.0), (0.0, 148.5), (105.0, 148.5))
LAYOUTS = {
    layout.key: layout
    for layout in (
        Layout("a6", Sentence("A6, one badge a page"), 105, 148, ((0.0, 0.0),)),
        Layout("a6-duplex", Sentence("A6, front and back"), 105, 148, ((0.0, 0.0),), duplex=True),
        Layout("a6x4", Sentence("A4, four badges a page"), 210, 297, _FOUR),
        Layout(
            "a6x4-duplex",
            Sentence("A4, four badges a page, front and back (turned at the long edge)"),
            210,
            297,
            _FOUR,
            duplex=True,
        ),
    )
}


def sides(faces: Sequence[Face], layout: Layout) -> Iterator[Side]:
    """Yield the pages in printing order; each back right after its front."""
    per_sheet = len(layout.cells)
    for start in range(0, len(faces), per_sheet):
        sheet = tuple(enumerate(faces[start : start + per_sheet]))
        yield Side(back=False, places=sheet)
        if layout.duplex:
            turned = tuple((layout.behind(cell), face) for cell, face in sheet)
            yield Side(back=True, places=turned)
