"""Pages two on a sheet, in the order in which a folded booklet is read.

Sheets are printed on both sides, turned at the short edge, laid into each other and folded once.
A reader aloud still gets the pages in their own order: it follows the tags, not the sheets.
"""

from collections.abc import Sequence
from typing import Any

from eventapp.documents.page_boxes import box_of, hold_boxes

PAGES_A_SHEET = 4


def order(pages: int) -> list[tuple[int, int]]:
    """Return the sides' pages, left and right, counted from 0; what is beyond the last is blank."""
    total = -(-pages // PAGES_A_SHEET) * PAGES_A_SHEET
    sides = []
    for sheet in range(total // PAGES_A_SHEET):
        sides.append((total - 1 - 2 * sheet, 2 * sheet))
        sides.append((2 * sheet + 1, total - 2 - 2 * sheet))
    return sides


class Side:
    """One side of a sheet as the renderer takes it for a page: two pages beside each other."""

    def __init__(self, left: Any, right: Any, page: Any) -> None:
        self.halves = ((left, 0.0), (right, float(page.width)))
        self.width, self.height, self.bleed = 2 * page.width, page.height, page.bleed
        self.bookmarks: list[Any] = []
        self.forms: dict[Any, list[Any]] = {None: []}
        self.links = [
            (kind, target, (x + by, y, *size), box)
            for half, by in self.halves
            if half is not None
            for kind, target, (x, y, *size), box in half.links
        ]
        self.anchors = {
            name: (point[0] + by, *point[1:])
            for half, by in self.halves
            if half is not None
            for name, point in half.anchors.items()
        }
        hold_boxes(self, page, [half for half, _ in self.halves if half is not None])

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint both pages, each in its half."""
        for half, by in self.halves:
            if half is not None:
                with stream.stacked():
                    stream.transform(e=by * scale)
                    half.paint(stream, scale)


def sides(pages: Sequence[Any]) -> list[Side]:
    """Return the sides to print."""
    held = dict(enumerate(pages))
    return [Side(held.get(left), held.get(right), pages[0]) for left, right in order(len(pages))]


def bookmarks(tree: Sequence[Any], pages: Sequence[Any], scale: float) -> list[Any]:
    """Return the pages' bookmarks as they lead to the sides, in the pages' own order."""
    lies = {
        number: (side, half * page.width * scale)
        for side, halves in enumerate(order(len(pages)))
        for half, number in enumerate(halves)
        for page in pages[number : number + 1]
    }

    def moved(marks: Sequence[Any]) -> list[Any]:
        entries = []
        for label, (number, x, y), inner, state in marks:
            side, by = lies[number]
            entries.append((label, (side, x + by, y), moved(inner), state))
        return entries

    return moved(tree)


def read_in_order(pdf: Any, pages: Sequence[Any]) -> None:
    """Put the tags of the sheets' pages into the pages' own order."""
    document = next(
        entry
        for entry in pdf.objects
        if getattr(entry, "get", None) and entry.get("S") == "/Document"
    )
    kids, parts, at = document["K"], {}, 0
    for side in order(len(pages)):
        for number in side:
            if number < len(pages):
                tagged = _tagged(box_of(pages[number]))
                parts[number], at = kids[at : at + tagged], at + tagged
    kids[:] = [kid for number in sorted(parts) for kid in parts[number]]


def _tagged(box: Any) -> int:
    """Return how many tags a page hangs under the document itself."""
    name = type(box).__name__
    if name == "MarginBox":
        return 0
    if name == "PageBox" or box.element_tag in {"html", "body"}:
        return sum(_tagged(child) for child in box.children)
    return 1
