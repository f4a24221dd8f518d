"""Text as timetables write it: mark-up goes, paragraphs stay, titles are cut between words."""

import pytest

from eventapp.agenda.readers import words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("a<br>b", "a\nb"),
        ("&lt;b&gt;bold&lt;/b&gt;", "bold"),
        ("Tom &amp;amp; Ada", "Tom & Ada"),
        ("x < y > z", "x < y > z"),
        ("std::vector<int>", "std::vector<int>"),
        ("a\x00\u0085b", "ab"),
        ("a\r\n\r\n\r\n\r\nb", "a\n\nb"),
        ("u\u0308ber", "über"),
    ],
)
def test_mark_up_goes_and_what_only_looks_like_it_stays(written: str, read: str) -> None:
    assert words.plain(written) == read


def test_a_line_is_one_line_and_mark_up_is_told() -> None:
    assert words.line("<p>One</p>\n<p>Two</p>") == "One Two"
    assert words.marked("<em>x</em>")
    assert not words.marked("x < y")


def test_a_long_title_is_cut_between_words_and_a_long_word_within() -> None:
    assert words.shortened("one two three", 9) == "one two…"
    assert words.shortened("one", 9) == "one"
    assert words.shortened("x" * 20, 5) == "xxxx…"


def test_nothing_turns_the_direction_of_what_follows() -> None:
    assert words.line("Ada\u202e Lovelace\u200b") == "Ada Lovelace"
