"""Lists to take away, as CSV or as a workbook."""

from collections.abc import Iterable, Sequence

from flask import Response

from eventapp.exports import tables
from eventapp.web.pages import as_file

FORMS = {
    "csv": (tables.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        tables.as_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
"""By ending: what makes the file, and what kind of file it is."""


def as_table(rows: Iterable[Sequence[str]], form: str, name: str) -> Response:
    """Return rows as a file of one of the forms, called by that name and its ending."""
    make, kind = FORMS[form]
    return as_file(Response(make(rows)), kind, f"{name}.{form}")
