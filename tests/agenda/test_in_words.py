"""Lists whose days are words: counted from the event's first day, told, or refused."""

from datetime import date, datetime

import pytest

from eventapp.agenda.readers.errors import DaysAsWords
from tests.factories.timetables import BERLIN, found_in, said


def test_days_in_words_need_a_date_to_begin_with() -> None:
    words_only = '{"sessions": [{"id": "a", "title": "T", "day": "Samedi", "start": "9:00"}]}'
    with pytest.raises(DaysAsWords):
        found_in(words_only)
    (row,) = found_in(words_only, date(2016, 8, 19)).rows
    assert row.starts_at == datetime(2016, 8, 20, 9, 0, tzinfo=BERLIN)


def test_a_day_that_was_a_word_is_told_and_names_are_parted_by_commas() -> None:
    talk = {"id": "a", "title": "T", "day": "Samedi", "start": "9:00", "duration": "1h30",
            "facilitators": "Zoé, Léo"}  # fmt: skip
    timetable = found_in({"sessions": [talk]}, date(2016, 8, 19))

    (row,) = timetable.rows
    assert row.ends_at == datetime(2016, 8, 20, 10, 30, tzinfo=BERLIN)
    assert [person.name for person in row.people] == ["Zoé", "Léo"]
    assert "“Samedi” was read as 2016-08-20." in said(timetable)


def test_a_day_that_is_none_is_told_and_the_session_stays() -> None:
    good = {"id": "a", "title": "T", "day": "2016-08-20", "start": "9:00"}
    timetable = found_in({"sessions": [good, {**good, "id": "b", "day": "Springday"}]})

    assert [row.starts_at is None for row in timetable.rows] == [False, True]
    assert "“Springday” is not a day." in said(timetable)
