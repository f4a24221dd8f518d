"""Numbers of pages that a document names are written when it is laid out, not laid out again.

An element with `data-page="name"` ends in noughts, as many as the longest number has digits; they
become the number of the page on which the anchor of that name lies. Asked of the style sheet
instead (`target-counter`), every page that names a later one is laid out twice.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from eventapp.documents.page_boxes import box_of

MARK = "data-page"


def placeholder(pages: int) -> str:
    """Return noughts that keep room for a number among about so many pages."""
    return "0" * len(str(pages))


def fill(pages: Sequence[Any]) -> None:
    """Write into each placeholder the page of its target; nothing where it has none.

    What is aligned to the right, whose figures are equally wide, ends where its noughts did.
    """
    begins: dict[str, str] = {}
    for number, page in enumerate(pages, 1):
        for name in page.anchors:
            begins.setdefault(name, str(number))
    for page in pages:
        for box in _marked(box_of(page)):
            before = box.text.rstrip("0")
            named = begins.get(box.element.get(MARK), "")
            if box.style["text_align_all"] == "right":
                noughts = len(box.text) - len(before)
                box.position_x += box.width * (noughts - len(named)) / len(box.text)
            box.text = box.pango_layout.text = before + named


def _marked(box: Any) -> Iterator[Any]:
    """Yield the texts that end in noughts to be replaced."""
    for child in box.descendants(placeholders=True):
        text: str = getattr(child, "text", "")
        if text and child.element is not None and MARK in child.element.attrib:
            yield child
