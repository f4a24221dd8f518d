"""The table for translators says who owes what, in the words of the page."""

import pytest
from flask import Flask

from eventapp.backoffice.languages.download import rows
from eventapp.languages import Translated
from eventapp.workflows.public_texts import standing
from eventapp.workflows.text_kinds import PublicText, TextOwner

pytestmark = pytest.mark.on_sqlite


def test_each_text_is_a_row_with_its_words_and_where_they_stand(app: Flask) -> None:
    text = PublicText(
        kind="hosts",
        record="1",
        field="text",
        name=Translated.same("AFPC"),
        text=Translated(fr="Bonjour"),
        owner=TextOwner.HOST,
        owner_name="AFPC",
        spoken="fr",
    )
    with app.test_request_context("/?lang=en"):
        heads, row = rows([standing(text, {})])

    assert len(heads) == len(row) == 8
    assert row[2:5] == ["", "Bonjour", ""]
    assert row[0] == "AFPC"
