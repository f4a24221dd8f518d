"""The one way to the boxes of a page: of one laid out alone, and of several on a side."""

from eventapp.documents.page_boxes import box_of, hold_boxes


def test_a_side_holds_the_boxes_of_its_pages_in_order() -> None:
    import weasyprint  # noqa: PLC0415  (as where it is used)

    html = "<style>p { break-after: page }</style><p>One<p>Two"
    first, second, *_rest = weasyprint.HTML(string=html).render().pages
    side, *_more = weasyprint.HTML(string="<p>").render().pages

    hold_boxes(side, first, [first, second])

    texts = [getattr(child, "text", "") for child in box_of(side).descendants()]
    assert [text for text in texts if text] == ["One", "Two"]
