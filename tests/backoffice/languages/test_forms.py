"""A translation as it is typed: a field a paragraph, one line where the text is one."""

import pytest
from flask import Flask

from eventapp.backoffice.languages.forms import MOST_LINE, TranslationForm
from eventapp.languages import Translated
from eventapp.workflows.public_texts import TextStanding, standing
from eventapp.workflows.text_kinds import PublicText

pytestmark = pytest.mark.on_sqlite


def known(field: str, **texts: str) -> TextStanding:
    """Return a text of an event, translated from German."""
    text = PublicText(
        kind="event",
        record="spring",
        field=field,
        name=Translated(de="x"),
        text=Translated(**texts),
    )
    return standing(text, {})


def test_there_is_a_field_for_each_paragraph_of_source_and_translation(app: Flask) -> None:
    with app.test_request_context():
        form = TranslationForm.of(known("description", de="A.\n\nB.\n\nC.", fr="Un."), "fr")
        longer = TranslationForm.of(known("description", de="A.", fr="Un.\n\nDeux."), "fr")
        line = TranslationForm.of(known("title", de="A", fr="Un"), "fr")

    assert [row.form.text.data for row in form.parts] == ["Un.", "", ""]
    assert len(longer.parts) == 2
    assert [row.form.text.data for row in line.parts] == ["Un"]


def test_what_was_typed_is_one_text_of_no_more_than_a_record_holds(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    typed = {"parts-0-text": "Un.", "parts-1-text": "", "parts-2-text": "Trois."}
    with app.test_request_context(method="POST", data=typed):
        form = TranslationForm.of(known("description", de="A.\n\nB.\n\nC."), "fr")
        assert (form.validate(), form.text) == (True, "Un.\n\nTrois.")
    for length, fine in ((MOST_LINE, True), (MOST_LINE + 1, False)):
        with app.test_request_context(method="POST", data={"parts-0-text": "x" * length}):
            assert TranslationForm.of(known("title", de="A"), "fr").validate() is fine


def test_topics_stay_lines_and_what_nobody_wrote_has_a_field(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context():
        empty = TranslationForm.of(known("biography"), "fr")
    with app.test_request_context(method="POST", data={"parts-0-text": "Aides\nMarchés"}):
        topics = TranslationForm.of(known("topics", de="Förderung\nMärkte"), "fr")

    assert len(empty.parts) == 1
    assert topics.text == "Aides\nMarchés"
