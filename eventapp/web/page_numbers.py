"""Numbers of pages that a document names are written when it is laid out, not laid out again.

A link with `data-page` ends in a placeholder of noughts, as wide as the longest number; it gets the
number of the page its target begins on. Asked of the style sheet instead (`target-counter`), every
page that names a later one is laid out twice.
"""

from collections.abc import Iterator, Sequence
from typing import Any

MARK = "data-page"


def placeholder(pages: int) -> str:
    """Return the style whose `--page-number` keeps room for those of about so many pages."""
    return f'html {{ --page-number: "{"0" * len(str(pages))}"; }}\n'


def fill(pages: Sequence[Any]) -> None:
    """Write into each placeholder the page of its link's target; nothing where it has none.

    A number ends where its placeholder does if its style aligns text to the right, whose digits
    are equally wide; others begin where it does.
    """
    begins: dict[str, str] = {}
    for number, page in enumerate(pages, 1):
        for name in page.anchors:
            begins.setdefault(name, str(number))
    for page in pages:
        for box in _placeholders(page):
            named = begins.get(box.element.get("href").removeprefix("#"), "")
            if box.style["text_align_all"] == "right":
                box.position_x += box.width * (1 - len(named) / len(box.text))
            box.text = box.pango_layout.text = named


def _placeholders(page: Any) -> Iterator[Any]:
    """Yield the page's boxes of noughts."""
    for box in page._page_box.descendants(placeholders=True):  # noqa: SLF001  (WeasyPrint has no public way to a page's boxes)
        text: str = getattr(box, "text", "")
        ends = text and box.element_tag == "a::after" and MARK in box.element.attrib
        if ends and not text.strip("0"):
            yield box
