"""Workbooks that anybody may have made: read as text, or refused with a reason."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest

from eventapp.documents import workbooks


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (datetime(2027, 4, 15), "2027-04-15"),  # noqa: DTZ001  (a workbook knows no zone)
        (datetime(2027, 4, 15, 9, 30), "2027-04-15T09:30"),  # noqa: DTZ001
        (date(2027, 4, 15), "2027-04-15"),
        (time(9, 5), "09:05"),
        (timedelta(hours=25, minutes=5), "25:05"),
        (3.0, "3"),
        (3.5, "3.5"),
        ("007", "007"),
    ],
)
def test_a_cell_is_read_as_people_write_it(cell: object, text: str) -> None:
    assert workbooks._text(cell) == text


def zipped(*names: str) -> bytes:
    """Return a zip archive with empty files of these names."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked"),
        (b"PK\x03\x04 cut off", "damaged"),
        (zipped("xl/workbook.xml", "xl/vbaProject.bin"), "macros"),
    ],
)
def test_what_is_not_opened_says_why(data: bytes, why: str) -> None:
    assert workbooks.is_workbook(data)
    with pytest.raises(workbooks.Unreadable) as raised:
        workbooks._look_inside(data)
    assert raised.value.why == why
