"""What contributors tick for the team, beside what another tab of theirs said meanwhile."""

import pytest
from flask import Flask

from eventapp.speakers.services.own_details import OwnDetailsChange
from eventapp.website.forms.speaking_pages import OwnTextsForm


@pytest.mark.parametrize(
    ("shown", "ticked", "held", "after"),
    [
        ("", ["de"], (), ("de",)),
        ("", ["de"], ("en",), ("de", "en")),
        ("de en", ["en"], ("de", "en"), ("en",)),
        ("de", ["de"], (), ()),
        ("de", [], ("de", "fr"), ("fr",)),
    ],
)
def test_only_what_was_ticked_or_unticked_is_meant(
    app: Flask, shown: str, ticked: list[str], held: tuple[str, ...], after: tuple[str, ...]
) -> None:
    sent = {"translated": shown, "translate_into": ticked}
    with app.test_request_context("/", method="POST", data=sent):
        change = OwnTextsForm().details(OwnDetailsChange(translate_into=held))

    assert change.translate_into == after
