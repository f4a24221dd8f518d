"""Laying out: each document in a child of its own, with the time and memory its pages need."""

import pytest

from eventapp.documents import making, pdf

pytestmark = pytest.mark.on_sqlite


def test_the_time_and_memory_allowed_grow_with_the_pages() -> None:
    few, many = (pdf.Document(html="", css="", pages=pages) for pages in (1, 2499))

    assert pdf.deadline_of(many) - pdf.deadline_of(few) == 2498 * pdf.SECONDS_A_PAGE


def test_each_document_is_rendered_in_a_child_that_ends_with_it() -> None:
    renderer = pdf.Renderer()
    children = []

    def look(_word: str) -> None:
        assert renderer.child is not None
        children.append(renderer.child)

    for _document in range(2):
        renderer.render(pdf.Document(html="<p>one</p>", css=""), look)

    assert len({child.pid for child in children}) == 2
    assert all(child.poll() is not None for child in children)


def test_a_run_longer_than_was_thought_is_whole_only_when_its_last_page_is_laid_out() -> None:
    page, end = pdf.PAGE_DONE, pdf.LAID_OUT

    assert making.so_far([], 0) == (0, 0)
    assert making.so_far([page] * 2, 4) == (2, 4)
    assert making.so_far([page] * 4, 4) == (4, 5)
    assert making.so_far([page] * 6, 4) == (6, 7)
    assert making.so_far([page] * 6 + [end], 4) == (6, 6)
    assert making.so_far([page] * 3 + [end], 4) == (3, 3)
