"""What stands in a document many times is laid out and painted once; the others are copies.

The first has `data-first="name"`; an empty block with `data-again="name"` gets a copy of its boxes,
for the tags, and of what was painted, moved to where it stands. Both are positioned and cut off
alike, so their corners say how far. They hold text and borders: a picture or a link knows where it
lies, and is no copy.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from eventapp.documents.page_boxes import box_of

FIRST, AGAIN = "data-first", "data-again"
MARKS = frozenset({FIRST, AGAIN})


@dataclass(frozen=True, slots=True)
class Painted:
    """A first block as it was painted."""

    block: Any
    texts: list[tuple[int, str]]
    """Of each text, in the order painted: which of the block's leaves it is, and its tag."""
    operators: list[bytes]
    """Those up to the first text's number, between two numbers, and behind the last."""


@contextlib.contextmanager
def copied(pages: Sequence[Any]) -> Iterator[None]:
    """Fill the empty blocks, and let the pages be painted so while it lasts."""
    from weasyprint import draw  # noqa: PLC0415  (in the child process alone)

    blocks = _fill(pages)
    painted: dict[str, Painted] = {}
    paint = draw.draw_stacking_context

    def paint_once(stream: Any, context: Any) -> None:
        block = blocks.get(context.box.element)
        if block is None:
            paint(stream, context)
            return
        name = _name(block)
        if name not in painted:
            painted[name] = _painted(stream.clone(tags={}), block, paint, context)
        _replay(stream, painted[name], block)

    draw.draw_stacking_context = paint_once
    try:
        yield
    finally:
        draw.draw_stacking_context = paint


def _fill(pages: Sequence[Any]) -> dict[Any, Any]:
    """Put copies of the first blocks' boxes into the empty ones; return all by their element."""
    fills: dict[Any, Any] = {}
    firsts: dict[str, Any] = {}
    for page in pages:
        for block in _blocks(box_of(page)):
            fills[block.element] = block
            first = firsts.setdefault(_name(block), block)
            if first is not block:
                block.children = first.deepcopy().children
    return fills


def _blocks(box: Any) -> Iterator[Any]:
    """Yield the blocks that are first or again, in their order; none lies in another."""
    box = getattr(box, "_box", box)  # what is positioned is wrapped in its placeholder
    element = box.element
    if element is not None and not MARKS.isdisjoint(element.attrib):
        yield box
    else:
        for child in getattr(box, "children", ()):
            yield from _blocks(child)


def _name(block: Any) -> str:
    """Return what a block and its copies have in common."""
    return block.element.get(FIRST) or block.element.get(AGAIN)  # type: ignore[no-any-return]


def _leaves(box: Any) -> Iterator[Any]:
    """Yield the boxes that hold no others, in the order of the document."""
    box = getattr(box, "_box", box)
    if not box.children:
        yield box
    for child in box.children:
        yield from _leaves(child)


def _painted(stream: Any, block: Any, paint: Any, context: Any) -> Painted:
    """Paint a first block on an empty stream of its own, and read what was written."""
    import pydyf  # noqa: PLC0415  (in the child process alone)

    paint(stream, context)
    place = {leaf: number for number, leaf in enumerate(_leaves(block))}
    texts = [(place[leaf], tag["tag"]) for leaf, tag in stream._tags.items()]  # noqa: SLF001  (WeasyPrint has no public way to its tags)
    parts: list[list[Any]] = [[]]
    for word in stream.stream:
        if isinstance(word, pydyf.Dictionary) and "MCID" in word:
            parts.append([])
        else:
            parts[-1].append(word)
    return Painted(block, texts, [pydyf.Array(part).data[1:-1] for part in parts])


def _replay(stream: Any, painted: Painted, block: Any) -> None:
    """Write what was painted where this block stands; its texts get the page's next numbers."""
    leaves, tags = list(_leaves(block)), stream._tags  # noqa: SLF001  (WeasyPrint has no public way to its tags)
    with stream.stacked():
        stream.transform(
            e=block.position_x - painted.block.position_x,
            f=block.position_y - painted.block.position_y,
        )
        stream.stream.append(painted.operators[0])
        behind = painted.operators[1:]
        for number, (place, tag), words in zip(
            count(len(tags)), painted.texts, behind, strict=False
        ):
            tags[leaves[place]] = {"tag": tag, "mcid": number}
            stream.stream += (f"<</MCID {number}>>".encode(), words)
