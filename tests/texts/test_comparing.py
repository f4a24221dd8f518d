"""What changed in a source, paragraph by paragraph: nothing else is marked, nothing is lost."""

from eventapp.texts.comparing import Mark, compared, joined, paragraphs


def shown(before: str | None, now: str) -> list[str]:
    """Return the paragraphs with what is new as +…+ and what is gone as -…-."""
    signs = {Mark.SAME: "{}", Mark.NEW: "+{}+", Mark.GONE: "-{}-"}
    return [
        "".join(signs[piece.mark].format(piece.words) for piece in row.pieces)
        for row in compared(before, now)
    ]


def test_paragraphs_are_divided_by_an_empty_line_and_joined_again() -> None:
    text = "One\nline.\n\n  \nTwo."

    assert paragraphs(text) == ["One\nline.", "Two."]
    assert joined(paragraphs(text)) == "One\nline.\n\nTwo."
    assert joined(["", " a ", ""]) == "a"


def test_only_what_changed_is_marked() -> None:
    before = "The panel compares.\n\nEnd."

    assert shown(before, "The panel compares figures.\n\nEnd.") == [
        "The panel -compares.-+compares figures.+",
        "End.",
    ]
    assert [row.changed for row in compared(before, before)] == [False, False]
    assert shown(None, before) == ["The panel compares.", "End."]


def test_a_new_paragraph_is_new_and_a_lost_one_is_told() -> None:
    assert shown("A.\n\nC.", "A.\n\nB.\n\nC.") == ["A.", "+B.+", "C."]
    assert shown("A.\n\nB.\n\nC.", "A.\n\nC.") == ["A. -B.-", "C."]
    assert shown("A.\n\nB.", "B.") == ["-A.- B."]
    assert shown("A.", "") == ["-A.- "]
