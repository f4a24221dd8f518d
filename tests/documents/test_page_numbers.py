"""Numbers of pages written into what was laid out: the target's page, aligned as before."""

from types import SimpleNamespace
from typing import Any

import pytest

from eventapp.documents.page_numbers import fill, placeholder


def box(text: str, target: str | None, align: str = "left") -> Any:
    """Return a laid out text that ends in noughts for a target."""
    element = SimpleNamespace(attrib={"data-page": target}, get=lambda _name: target)
    return SimpleNamespace(
        text=text, element=element if target is not None else None, width=60.0, position_x=0.0,
        style={"text_align_all": align}, pango_layout=SimpleNamespace(text=text),
    )  # fmt: skip


def page(*boxes: Any, anchors: tuple[str, ...] = ()) -> Any:
    """Return a page of these texts."""
    whole = SimpleNamespace(descendants=lambda *, placeholders: [*boxes] * placeholders)
    return SimpleNamespace(anchors=anchors, _page_box=whole)


@pytest.mark.parametrize(("pages", "noughts"), [(9, "0"), (10, "00"), (100, "000")])
def test_room_is_kept_for_the_longest_number(pages: int, noughts: str) -> None:
    assert placeholder(pages) == noughts


def test_a_placeholder_becomes_the_first_page_of_its_target() -> None:
    boxes, lost, other = box("S. 000", "talk"), box("S. 000", "gone"), box("1000", None)

    fill([page(boxes, lost, other), page(anchors=("talk",)), page(anchors=("talk",))])

    assert (boxes.text, boxes.pango_layout.text) == ("S. 2", "S. 2")
    assert lost.text == "S. "
    assert other.text == "1000"


def test_what_is_aligned_to_the_right_ends_where_its_noughts_did() -> None:
    right = box("000000", "talk", "right")

    fill([page(right, anchors=("talk",))])

    assert right.position_x == 50.0
