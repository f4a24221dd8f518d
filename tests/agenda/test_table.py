"""Tables: separators, guarded cells, columns that are missing, chosen or too many."""

import pytest

from eventapp.agenda.readers import table
from eventapp.agenda.readers.errors import ColumnsUnknown, NotATimetable
from eventapp.agenda.readers.moments import Context
from tests.factories.timetables import BERLIN, found_in


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_usual_separator_parts_the_cells(separator: str) -> None:
    lines = (("Title", "Start", "Room", "Speakers"), ("A", "2027-03-04 09:30", "Aula", "Ada"))
    (row,) = found_in("\n".join(separator.join(line) for line in lines)).rows

    assert (row.title, row.room, [person.name for person in row.people]) == ("A", "Aula", ["Ada"])


def test_what_our_own_tables_guard_comes_back_without_its_guard() -> None:
    (row,) = found_in("title;start\n'=1+1;2027-03-04 09:30\n").rows

    assert row.title == "=1+1"


def test_columns_that_are_missing_are_silent_and_keep_what_stands() -> None:
    (row,) = found_in("title;start;room\nA;2027-03-04 09:30;\n").rows

    assert "room" not in row.silent
    assert {"abstract", "people", "track"} <= row.silent


def test_heads_that_say_nothing_are_asked_for_and_obeyed() -> None:
    text = "Was;Wann\nA;2027-03-04 09:30\n"
    with pytest.raises(ColumnsUnknown) as asked:
        table.read_csv("x1;x2\nA;2027-03-04 09:30\n", Context(zone=BERLIN))
    assert asked.value.table.heads == ("x1", "x2")

    chosen = Context(zone=BERLIN, choose=lambda _heads: {"title": 0, "start": 1})
    assert [row.title for row in table.read_csv(text, chosen).rows] == ["A"]


def test_a_table_of_too_many_lines_is_refused_before_it_is_read() -> None:
    with pytest.raises(NotATimetable, match="too many rows"):
        table.read_csv("\n" * (table.MOST_LINES + 1), Context(zone=BERLIN))
    with pytest.raises(NotATimetable, match="too many rows"):
        table.read_csv("title;start\n" + "A;\n" * table.MOST_ROWS, Context(zone=BERLIN))


@pytest.mark.parametrize("text", ["", "title\nA\n", "title;place\n"])
def test_what_has_too_few_columns_or_lines_is_no_programme(text: str) -> None:
    with pytest.raises(NotATimetable, match="at least the columns title and start"):
        table.read_csv(text, Context(zone=BERLIN))
