"""The choice of a country says what WTForms would say, without writing 249 options each time."""

import pytest
from flask import Flask
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from eventapp import i18n
from eventapp.web.country_field import CountryField


class _Ours(Form):
    country = CountryField("Country", [Optional()], none="every & each")


class _Plain(Form):
    country = SelectField("Country", [Optional()], choices=[])


def _plain(chosen: str) -> _Plain:
    form = _Plain(MultiDict({"country": chosen}))
    every = (("", "every & each"), *i18n.countries())
    form.country.choices = [SelectChoice(*pair) for pair in every]
    return form


@pytest.mark.parametrize("language", ["de", "fr", "en"])
@pytest.mark.parametrize("chosen", ["", "DE", "CI", "ZW"])
def test_the_select_reads_as_it_did(app: Flask, language: str, chosen: str) -> None:
    with app.test_request_context(), i18n.speaking(language):
        ours = _Ours(MultiDict({"country": chosen}))

        shown = ours.country(**{"class": "input", "autocomplete": "country"})

        assert shown == _plain(chosen).country(**{"class": "input", "autocomplete": "country"})
        assert shown.count("<option") == 1 + 249


@pytest.mark.parametrize(
    ("typed", "taken"), [("", True), ("FR", True), ("XX", False), ("fr", False)]
)
def test_only_countries_and_none_are_taken(app: Flask, typed: str, taken: bool) -> None:  # noqa: FBT001  (the table's column)
    with app.test_request_context(), i18n.speaking("de"):
        assert _Ours(MultiDict({"country": typed})).validate() is taken
        assert _plain(typed).validate() is taken


class _Organisation(Form):
    country = CountryField("Country", [Optional()], choices_from=i18n.countries_and_union)


@pytest.mark.parametrize(
    ("language", "name"),
    [("de", "Europäische Union"), ("fr", "Union européenne"), ("en", "European Union")],
)
def test_an_organisation_may_be_of_the_union_and_a_person_is_not(
    app: Flask, language: str, name: str
) -> None:
    with app.test_request_context(), i18n.speaking(language):
        organisation = _Organisation(MultiDict({"country": "EU"}))

        assert organisation.validate()
        assert f'<option selected value="EU">{name}</option>' in organisation.country()
        assert not _Ours(MultiDict({"country": "EU"})).validate()
        assert name not in _Ours(MultiDict({"country": "EU"})).country()


def test_options_are_written_once_a_language(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    written = []
    whole = Markup.format

    def count(text: Markup, *values: object, **named: object) -> Markup:
        written.append(text)
        return whole(text, *values, **named)

    with app.test_request_context(), i18n.speaking("fr"):
        _Ours().country()
        monkeypatch.setattr(Markup, "format", count)

        _Ours(data={"country": "FR"}).country()

    assert (
        len([markup for markup in written if "<option" in markup]) == 2
    )  # none, and the chosen one
