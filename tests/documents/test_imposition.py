"""Pages of a folded booklet: laid into each other and folded, they are read in their order."""

import pytest

from eventapp.documents.imposition import order


def read_when_folded(pages: int) -> list[int]:
    """Return the pages in the order in which hands turn them."""
    sides = order(pages)
    fronts, backs = sides[::2], sides[1::2]
    going = [
        page for front, back in zip(fronts, backs, strict=True) for page in (front[1], back[0])
    ]
    coming = [
        page for front, back in zip(fronts, backs, strict=True) for page in (front[0], back[1])
    ]
    return going + coming[::-1]


@pytest.mark.parametrize("pages", [1, 4, 5, 8, 23, 40])
def test_a_folded_booklet_is_read_from_first_to_last(pages: int) -> None:
    read = read_when_folded(pages)

    assert read == list(range(len(read)))
    assert pages <= len(read) < pages + 4


def test_no_page_makes_no_sheet() -> None:
    assert order(0) == []
