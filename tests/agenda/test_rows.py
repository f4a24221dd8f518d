"""Rows of a file: which are certain, on what days they are, and oddities of one kind."""

from datetime import UTC, date, datetime, timedelta

import pytest

from eventapp.agenda.readers.rows import SessionRow, Timetable, by_kind
from eventapp.errors import Sentence

NINE = datetime(2027, 4, 15, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "certain"),
    [("", True), ("Accepted", True), (" Bestätigt ", True), ("Acceptée", True), ("draft", False)],
)
def test_a_session_is_certain_in_the_words_of_any_system(state: str, *, certain: bool) -> None:
    assert SessionRow("k", "T", state=state).accepted is certain


def test_days_and_moments_are_those_of_what_has_a_time_and_is_certain() -> None:
    hour = timedelta(hours=1)
    timetable = Timetable(
        rows=[
            SessionRow("a", "A", starts_at=NINE + 24 * hour, ends_at=NINE + 25 * hour),
            SessionRow("b", "B", starts_at=NINE),
            SessionRow("c", "C"),
            SessionRow("d", "D", starts_at=NINE + 2 * hour, state="rejected"),
        ]
    )

    assert timetable.days() == [date(2027, 4, 15), date(2027, 4, 16)]
    assert sorted(timetable.moments()) == [
        NINE, NINE + timedelta(minutes=30), NINE + 24 * hour, NINE + 25 * hour,
    ]  # fmt: skip


def test_oddities_of_one_kind_stand_together_the_most_frequent_first() -> None:
    timetable = Timetable()
    timetable.note("1", Sentence("It has no end time."))
    timetable.not_read("2", Sentence("“%(typed)s” is not a day.", typed="x"), "x")
    timetable.not_read("3", Sentence("“%(typed)s” is not a day.", typed="y"), "y")

    days, ends = by_kind(timetable.notes)

    assert (str(days.sentence), days.differ, len(days.notes)) == ("“…” is not a day.", True, 2)
    assert (ends.differ, timetable.unread) == (False, ["x", "y"])
