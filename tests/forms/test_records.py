"""Texts in three languages as they are typed, and who may be asked to work on an event."""

import pytest
from flask import Flask
from wtforms import FormField

from eventapp.events.models import Role
from eventapp.forms.records import InviteForm, Line3, text_of
from eventapp.orm import Translated
from eventapp.web.forms import Form

pytestmark = pytest.mark.on_sqlite


class NameForm(Form):
    """A form with one text in three languages."""

    name = FormField(Line3)


def test_languages_left_empty_are_empty_and_spaces_are_no_text(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context("/", method="POST", data={"name-de": " Aula ", "name-fr": "  "}):
        form = NameForm()
        assert form.validate()
        assert text_of(form.name) == Translated(de="Aula")


def test_a_line_of_more_than_two_hundred_characters_is_refused(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context("/", method="POST", data={"name-fr": "x" * 201}):
        form = NameForm()
        assert not form.validate()
        assert "fr" in form.errors["name"]


def test_nobody_is_asked_to_represent_an_organisation_by_the_teams_form(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    sent = {"email": "ada@example.org", "name": "Ada", "role": Role.COHOST.value, "language": "de"}
    with app.test_request_context("/", method="POST", data=sent):
        form = InviteForm()
        assert not form.validate()
        assert set(form.errors) == {"role"}
