"""Rows of text as files: what is read back is what was written, and nothing is computed."""

from eventapp.documents import tables as reading
from eventapp.exports import tables

ROWS = [["id", "title"], ["1", 'Müller, "x"\nzwei'], ["2", "=1+1"]]


def test_a_table_is_read_back_as_it_was_written() -> None:
    assert reading.read(tables.as_xlsx(ROWS)) == ROWS
    assert reading.read(tables.as_csv(ROWS)) == ROWS
    assert b",=1+1" not in tables.as_csv(ROWS)
