"""One row of a file, repaired: what was odd is written down, nothing is lost."""

from datetime import UTC, datetime, timedelta

from eventapp.agenda.readers import build
from eventapp.agenda.readers.rows import LONGEST_TITLE, SessionRow, Somebody, Timetable

NINE = datetime(2027, 4, 15, 9, tzinfo=UTC)


def built(*rows: SessionRow) -> Timetable:
    """Return a timetable of these rows."""
    timetable = Timetable()
    for number, row in enumerate(rows):
        build.add(timetable, row, where=f"line {number}")
    return timetable


def told(timetable: Timetable) -> list[str]:
    """Return what was written down."""
    return [str(note.sentence) for note in timetable.notes]


def test_a_title_too_long_is_whole_in_the_abstract() -> None:
    long = "word " * 60
    (row,) = built(
        SessionRow("k", long, abstract="More.", starts_at=NINE, ends_at=NINE + timedelta(hours=1))
    ).rows

    assert len(row.title) <= LONGEST_TITLE
    assert row.title.endswith("…")
    assert row.abstract == f"{long.strip()}\n\nMore."


def test_a_row_without_title_is_called_by_what_it_has() -> None:
    timetable = built(SessionRow("k", " <b></b> ", subtitle="A subtitle"), SessionRow("m", ""))

    assert [row.title for row in timetable.rows] == ["A subtitle", "–"]
    assert any("no title" in sentence for sentence in told(timetable))


def test_two_rows_of_one_key_both_stay() -> None:
    timetable = built(
        SessionRow("k", "One"),
        SessionRow("k", "Two"),
        SessionRow("k", "Three"),
        SessionRow("", "Four"),
    )

    keys = [row.key for row in timetable.rows]
    assert len(set(keys)) == 4
    assert keys[:3] == ["k", "k#2", "k#3"]
    assert keys[3].startswith("Four")


def test_who_is_not_certain_is_left_out_and_told() -> None:
    timetable = built(
        SessionRow("k", "One", state="Rejected"), SessionRow("m", "Two", state="Bestätigt")
    )

    assert [row.accepted for row in timetable.rows] == [False, True]
    assert any("“Rejected”" in sentence for sentence in told(timetable))


def test_a_room_taken_twice_is_told_and_both_are_kept() -> None:
    hour = timedelta(hours=1)
    timetable = built(
        SessionRow("a", "Long", room="Aula", starts_at=NINE, ends_at=NINE + 3 * hour),
        SessionRow("b", "Short", room="Aula", starts_at=NINE + hour, ends_at=NINE + 2 * hour),
        SessionRow("c", "Next", room="Aula", starts_at=NINE + 3 * hour, ends_at=NINE + 4 * hour),
    )
    before = len(timetable.notes)

    build.note_overlaps(timetable)

    assert len(timetable.rows) == 3
    (note,) = timetable.notes[before:]
    assert note.where == "Aula: Short"
    assert "“Long”" in str(note.sentence)


def test_text_is_read_from_what_formats_give() -> None:
    assert build.text({"fr": "Accueil", "en": ""}) == "Accueil"
    assert build.text({"pl": "Witamy"}) == "Witamy"
    assert build.text(7) == "7"
    assert build.text(None) == build.text(["x"]) == ""
    assert Somebody("Ada").key == ""
