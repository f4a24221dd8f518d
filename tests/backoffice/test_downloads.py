"""A list is taken away as CSV or as a workbook, under its own name."""

import pytest
from flask import Flask

from eventapp.backoffice.downloads import as_table
from eventapp.documents import tables as reading

ROWS = [["Name"], ["Zoë"]]


@pytest.mark.parametrize(("form", "kind"), [("csv", "text/csv"), ("xlsx", "application/vnd.")])
def test_the_file_is_of_its_kind_and_holds_the_rows(app: Flask, form: str, kind: str) -> None:
    with app.app_context():
        answer = as_table(ROWS, form, "spring-list")

    assert answer.headers["Content-Type"].startswith(kind)
    assert f'filename="spring-list.{form}"' in answer.headers["Content-Disposition"]
    assert reading.read(answer.data) == ROWS
