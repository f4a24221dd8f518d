"""Cells that hold a day, a clock, or both: parted and read in the order of their file."""

from datetime import date

import pytest

from eventapp.agenda.readers.dates import DateOrder
from eventapp.agenda.readers.errors import DatesAmbiguous
from eventapp.agenda.readers.moments import Context, Moments, span, split
from eventapp.agenda.readers.rows import Timetable
from tests.factories.timetables import BERLIN, said


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("4.3.2027, 9:30 Uhr", ("4.3.2027", "9:30 Uhr")), ("2027-03-04T09:30", ("2027-03-04", "09:30")),
        ("9:30|4 mars 2027", ("4 mars 2027", "9:30")), ("9:30", ("", "")), ("4.3.2027", ("", "")),
        ("soon at 9:30", ("", "")),
    ],
)  # fmt: skip
def test_a_cell_with_both_is_parted_into_day_and_clock(typed: str, parts: tuple[str, str]) -> None:
    assert split(typed) == parts


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("9:30 - 10:15", ("9:30", "10:15")), ("9:30 bis 10:15", ("9:30", "10:15")),
        ("9:30–10:15", ("9:30", "10:15")), ("9:30", ("9:30", "")), ("2027-03-04", ("2027-03-04", "")),
    ],
)  # fmt: skip
def test_a_span_has_two_clocks_and_a_date_with_hyphens_is_none(
    typed: str, parts: tuple[str, str]
) -> None:
    assert span(typed) == parts


def test_dates_in_doubt_are_asked_for_and_the_order_that_counts_is_told() -> None:
    with pytest.raises(DatesAmbiguous):
        Moments.of(Context(BERLIN), ["3/4/2027"], Timetable())

    timetable = Timetable()
    chosen = Moments.of(Context(BERLIN, order=DateOrder.DMY), ["3/4/2027"], timetable)

    assert chosen.day("3/4/2027") == date(2027, 4, 3)
    assert said(timetable) == ["Dates such as 3/4/2027 were read with the day first."]


def test_a_clock_alone_is_meant_on_the_first_day_if_there_is_one() -> None:
    known = Moments.of(Context(BERLIN, first=date(2027, 3, 4)), [], Timetable())
    unknown = Moments.of(Context(BERLIN), [], Timetable())

    at = known.at("", "9:30")
    assert at is not None
    assert at.isoformat() == "2027-03-04T09:30:00+01:00"
    assert known.day("Friday") == date(2027, 3, 5)
    assert unknown.at("", "9:30") is None
    assert unknown.day("Friday") is None
