"""What stands in a document many times is laid out once: equal blocks are copies of the first.

The first has `data-first="name"`; an empty block with `data-again="name"` gets a copy of its boxes,
moved to where it stands. Both are positioned alike, so that their corners say how far.
"""

from collections.abc import Iterator, Sequence
from typing import Any

MARKS = frozenset({"data-first", "data-again"})


def fill(pages: Sequence[Any]) -> None:
    """Put copies of the laid-out first blocks into the empty ones, page after page."""
    known: dict[str, Any] = {}
    for page in pages:
        for block in _blocks(page._page_box):  # noqa: SLF001  (WeasyPrint has no public way to a page's boxes)
            if (name := block.element.get("data-first")) is not None:
                known[name] = block
            elif (name := block.element.get("data-again")) is not None:
                _copy(known[name], block)


def _blocks(box: Any) -> Iterator[Any]:
    """Yield the blocks that are first or again, in their order; none lies in another."""
    box = getattr(box, "_box", box)  # what is positioned is wrapped in its placeholder
    element = box.element
    if element is not None and not MARKS.isdisjoint(element.attrib):
        yield box
    else:
        for child in getattr(box, "children", ()):
            yield from _blocks(child)


def _copy(first: Any, block: Any) -> None:
    whole = first.deepcopy()
    whole.translate(block.position_x - first.position_x, block.position_y - first.position_y)
    block.children = whole.children
