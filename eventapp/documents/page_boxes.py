"""The boxes of a laid out page. WeasyPrint 70 has no public way to them: this is the one to it.

What it holds for is named by a test; another version is looked at here before it is let in.
"""

from typing import Any


def box_of(page: Any) -> Any:
    """Return the box that holds all others of a page."""
    return page._page_box  # noqa: SLF001  (see above)


def hold_boxes(side: Any, like: Any, pages: list[Any]) -> None:
    """Let a side hold the boxes of these pages, in a box as that of the page `like`."""
    side._page_box = box_of(like).copy_with_children([box_of(page) for page in pages])  # noqa: SLF001  (see above)
