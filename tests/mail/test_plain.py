"""The text of an e-mail as it is made of the HTML."""

import pytest

from eventapp.mail.plain import text_of

pytestmark = pytest.mark.on_sqlite


def test_paragraphs_stand_apart_however_the_template_breaks_its_lines() -> None:
    head = "<head><title>No</title><style>p {}</style></head>"
    page = head + "<p>Dear\n  Ada,</p>\n\n<p>we <b>write</b></p>"

    assert text_of(page) == "Dear Ada,\n\nwe write\n"


def test_facts_keep_their_lines_and_what_is_empty_leaves_no_gap() -> None:
    page = "<p><b>Where</b><br>\n Hall <br>Street 1</p><p> </p><p></p><p>a<br><br>b</p>"

    assert text_of(page) == "Where\nHall\nStreet 1\n\na\n\nb\n"


def test_address_of_a_link_stands_at_the_end_of_its_paragraph() -> None:
    page = '<p>Read <a href="https://a.example/x?a=1&amp;b=2">the page</a> soon.</p>'

    assert text_of(page) == "Read the page soon.\nhttps://a.example/x?a=1&b=2\n"


@pytest.mark.parametrize("address", ["https://a.example/", "mailto:ada@example.org"])
def test_link_whose_words_are_its_address_says_it_once(address: str) -> None:
    words = address.removeprefix("mailto:")

    assert text_of(f'<p><a href="{address}">{words}</a></p>') == f"{words}\n"


def test_heading_stands_right_above_what_it_is_of() -> None:
    heading = '<h2><a href="https://a.example/1">Opening</a></h2>'
    page = f"<p>News</p>{heading}\n<p>9:00<br>Hall</p><p>End</p>"

    assert text_of(page) == "News\n\nOpening\n9:00\nHall\nhttps://a.example/1\n\nEnd\n"


def test_heading_above_another_one_stays_alone() -> None:
    assert text_of("<h1>One</h1><h2>Two</h2><p>x</p>") == "One\n\nTwo\nx\n"


def test_items_of_a_list_have_a_dash_and_their_further_lines_are_indented() -> None:
    item = '<li><a href="https://a.example/1">One</a><br>9:00</li>'
    page = f"<p>There:</p><ul>\n{item}\n<li>Two</li></ul><p>End</p>"

    assert text_of(page) == "There:\n\n- One\n  9:00\n  https://a.example/1\n- Two\n\nEnd\n"


def test_rows_of_a_table_are_lines_of_name_and_value() -> None:
    page = "<table><tr><th>Day</th> <td>Monday</td></tr><tr><th>Hall</th><td>A</td></tr></table>"

    assert text_of(page) == "Day: Monday\nHall: A\n"


def test_what_somebody_typed_is_text_and_spaces_that_do_not_break_stay() -> None:
    assert text_of("<p>&lt;b&gt; R&amp;D O&#39;Neil : x</p>") == "<b> R&D O'Neil : x\n"


def test_page_that_says_nothing_is_an_empty_line() -> None:
    assert text_of("<p>  </p><div></div>") == "\n"
