"""How long a booklet will be, before it is laid out: more to tell is more pages."""

import pytest

from eventapp.agenda.booklet_length import SCARCE_PAGES, Setting, is_long, pages_about
from eventapp.agenda.programme import Programme
from eventapp.orm import Translated
from tests.factories.items import an_item

TEXT = Translated.same("word " * 100)


def pages(sessions: int, *, languages: tuple[str, ...] = ("de",), form: str = "a4") -> int:
    """Return the pages of a booklet with so many sessions of a hundred words."""
    items = tuple(an_item(1, id=str(number), abstract=TEXT) for number in range(sessions))
    return pages_about(Programme(items, (), ()), (), (), languages, form)


def test_more_sessions_and_smaller_paper_are_more_pages() -> None:
    assert pages(0) == 3
    assert pages(200) > pages(50) > pages(5)
    assert pages(200, form="a5") > pages(200)


def test_a_second_language_takes_room_only_where_it_says_something_else() -> None:
    other = Translated(de="wort " * 40, fr="mot " * 40)

    assert pages(100, languages=("de", "fr")) == pages(100)
    assert Setting(("de", "fr"), 70).lines(other) > Setting(("de",), 70).lines(other)


@pytest.mark.parametrize(("letters", "sessions"), [(50, 3), (60, 2)])
def test_a_session_that_fits_no_more_begins_a_page_and_a_long_one_goes_on(
    letters: int, sessions: int
) -> None:
    """Three sessions of 29 lines on pages of 50: of those that may be divided, two pages hold all."""
    text = Translated.same("\n".join(["x" * letters] * 25))
    items = tuple(an_item(1, id=str(number), abstract=text) for number in range(3))

    assert pages_about(Programme(items, (), ()), (), (), ("de",), "a4") == SCARCE_PAGES + sessions


def test_each_line_that_the_text_breaks_begins_anew() -> None:
    assert Setting(("de",), 70).lines(Translated.same("one\ntwo\nthree")) == 3
    assert Setting(("de",), 70).lines(Translated()) == 0


@pytest.mark.parametrize(("emails", "long"), [(1400, False), (1401, True)])
def test_a_session_is_divided_between_pages_only_above_a_length(emails: int, *, long: bool) -> None:
    assert is_long(an_item(1, abstract=Translated.same("x" * emails)), "de") is long
