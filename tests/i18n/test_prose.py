"""Organisers' longer texts as HTML: safe whatever was typed; names in e-mails hold no link."""

from types import SimpleNamespace

import pytest

from eventapp import i18n
from eventapp.i18n.prose import (
    harmless,
    name_in_email,
    prose,
    prose_line,
    to_event,
    with_colon,
)
from eventapp.orm import Translated


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>",
     "[x](data:text/html,x)", "![x](https://example.org/pixel)"],
)  # fmt: skip
def test_nothing_that_acts_or_tracks_comes_through(typed: str) -> None:
    written = prose(typed)

    assert "<script" not in written
    assert "<img" not in written
    assert 'href="javascript' not in written
    assert 'href="data' not in written


def test_a_link_leads_out_without_telling_from_where() -> None:
    assert prose_line("See [the site](https://example.org).") == (
        'See <a href="https://example.org" rel="noopener noreferrer nofollow">the site</a>.'
    )
    assert prose(None) == ""


def test_a_name_in_an_e_mail_holds_nothing_to_press() -> None:
    email = SimpleNamespace(
        title="Dr.", given_name="Ada <b>", family_name="Love (lace)", proved=True
    )

    assert name_in_email(email) == "Dr. Ada b Love lace"


def test_a_lure_is_repeated_to_nobody_who_has_not_proved_the_address() -> None:
    lure = "Win money at www.example.org now"

    assert harmless(lure, SimpleNamespace(proved=False)) == ""
    assert "www." not in harmless(lure, SimpleNamespace(proved=True))


@pytest.mark.parametrize(
    ("language", "named"),
    [("de", "zur Tagung"), ("fr", "à l’événement «\u00a0Tagung\u00a0»"), ("en", "to “Tagung”")],
)
def test_an_event_is_named_in_a_sentence_by_the_form_of_that_language_alone(
    language: str, named: str
) -> None:
    with i18n.speaking(language):
        assert to_event("Tagung", Translated(de="zur Tagung")) == named


def test_a_label_leads_on_with_the_colon_of_its_language() -> None:
    with i18n.speaking("fr"):
        assert with_colon("Salle") == "Salle\u00a0:"
    with i18n.speaking("de"):
        assert with_colon("Raum") == "Raum:"
