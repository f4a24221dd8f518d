"""What a PDF lists of its pages is made once, and anew when it has more of them."""

import pytest

from eventapp.documents import pdf_tags


def test_pages_are_listed_once_and_again_when_there_are_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import pydyf  # noqa: PLC0415  (as where it is used)

    monkeypatch.setattr(pydyf.PDF, "page_references", pydyf.PDF.page_references)
    pdf_tags.remember_pages()
    document = pydyf.PDF()
    document.add_page(pydyf.Dictionary())
    first = document.page_references

    assert document.page_references is first
    document.add_page(pydyf.Dictionary())
    assert len(document.page_references) == 2


def test_languages_are_told_by_one_wrapper_however_often_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from weasyprint.pdf import tags  # noqa: PLC0415  (as where it is used)

    monkeypatch.setattr(tags, "_build_box_tree", tags._build_box_tree)
    pdf_tags.say_languages()
    once = tags._build_box_tree
    pdf_tags.say_languages()

    assert tags._build_box_tree is once
