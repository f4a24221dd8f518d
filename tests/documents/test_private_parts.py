"""What we use of libraries though they promise nothing of it: where, and of which version."""

from importlib.metadata import version

import pytest

from eventapp.documents.page_boxes import box_of
from eventapp.paths import PACKAGE

HOLDS_FOR = {"weasyprint": "70.", "pydyf": "0.13.", "babel": "2."}
"""Library -> the versions these parts were looked at in."""

USED_BY = {
    "._page_box": {"documents/page_boxes.py"},
    "._tags": {"documents/repeats.py"},
    "_ua_stylesheets": {"documents/pdf.py"},
    "_build_box_tree": {"documents/pdf_tags.py"},
    "page_references": {"documents/pdf_tags.py"},
    "._catalog": set(),
}
"""Part -> the one module that knows it; of Babel, none does."""


@pytest.mark.parametrize("library", HOLDS_FOR)
def test_version_is_one_whose_inner_parts_were_looked_at(library: str) -> None:
    installed = version(library)

    assert installed.startswith(HOLDS_FOR[library]), (
        f"look at {USED_BY} in {library} {installed} first"
    )


@pytest.mark.parametrize("part", USED_BY)
def test_inner_part_of_a_library_is_known_to_one_module(part: str) -> None:
    modules = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if part in path.read_text(encoding="utf-8")
    }

    assert modules == USED_BY[part]


def test_inner_parts_are_what_our_modules_take_them_for() -> None:
    import pydyf  # noqa: PLC0415  (as where they are used)
    import weasyprint  # noqa: PLC0415  (likewise)
    from weasyprint.pdf import tags  # noqa: PLC0415  (likewise)

    page = weasyprint.HTML(string="<p>One").render().pages[0]
    texts = [getattr(child, "text", "") for child in box_of(page).descendants(placeholders=True)]

    assert "One" in texts
    assert callable(weasyprint.HTML._ua_stylesheets)
    assert callable(tags._build_box_tree)
    assert isinstance(pydyf.PDF.page_references, property)
