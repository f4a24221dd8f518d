"""What a file does not say: which column holds what, each meaning once, the needed ones too."""

import pytest
from flask import Flask

from eventapp.agenda.readers.columns import FileTable
from eventapp.backoffice.agenda.import_forms import ColumnsForm, columns_form

pytestmark = pytest.mark.on_sqlite
TABLE = FileTable(("Was", "Wann", ""), [["Netze", "9:30", ""]], {"title": 0})


def sent(app: Flask, **typed: str) -> tuple[bool, ColumnsForm]:
    """Return whether a choice of columns is taken, and its form."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context("/?lang=en", method="POST", data=typed):
        form = columns_form(TABLE)
        return form.validate(), form


def test_a_column_of_nothing_is_not_asked_about_and_the_rest_as_it_would_be_read(
    app: Flask,
) -> None:
    with app.test_request_context("/?lang=en"):
        columns = columns_form(TABLE).columns()

    assert [(place, field.data) for place, field in columns] == [(0, "title"), (1, "")]


def test_title_and_beginning_are_needed_and_each_meaning_is_given_once(app: Flask) -> None:
    fine, form = sent(app, c0="title", c1="start")
    assert fine
    assert form.chosen() == {"title": 0, "start": 1}

    fine, form = sent(app, c0="title", c1="title")
    assert not fine
    assert form.errors["c1"] == ["Another column already holds this."]
    assert not sent(app, c0="title", c1="")[0]
    assert not sent(app, c0="title", c1="nonsense")[0]
