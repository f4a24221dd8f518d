"""Where a text stands: by the text, its source, and the last word on it."""

import pytest

from eventapp.languages import Translated
from eventapp.texts.models import TextReview, Verdict
from eventapp.texts.standing import TextState, digest_of, source_of, state_of
from tests.factories.events import NOON

TEXT = Translated(de="Guten Tag", fr="Bonjour")


def review(verdict: Verdict = Verdict.REVIEWED, **changes: str) -> TextReview:
    """Return the word that the French text is right beside the German one."""
    values = {
        "source_language": "de",
        "source": TEXT["de"],
        "source_digest": digest_of(TEXT["de"]),
        "text_digest": digest_of(TEXT["fr"]),
    }
    return TextReview(
        event_id=1, kind="event", record="spring", field="title", language="fr",
        verdict=verdict, reviewed_at=NOON, **{**values, **changes},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (None, TextState.DRAFT),
        (review(), TextState.REVIEWED),
        (review(Verdict.DRAFT), TextState.DRAFT),
        (review(source_digest=digest_of("Gute Nacht")), TextState.OUTDATED),
        (review(source_language="en"), TextState.OUTDATED),
        (review(text_digest=digest_of("Salut")), TextState.DRAFT),
    ],
)
def test_a_translation_stands_by_the_last_word_on_it(
    said: TextReview | None, state: TextState
) -> None:
    assert state_of(TEXT, "de", "fr", said) is state


def test_what_is_not_written_is_missing_and_the_source_owes_nothing() -> None:
    assert state_of(TEXT, "de", "en", None) is TextState.MISSING
    assert state_of(TEXT, "de", "de", None) is TextState.SOURCE


def test_a_text_is_translated_from_what_was_chosen_then_as_its_owner_writes() -> None:
    assert source_of(TEXT) == "de"
    assert source_of(TEXT, spoken="fr") == "fr"
    assert source_of(TEXT, spoken="fr", chosen="de") == "de"
    assert source_of(TEXT, spoken="en", chosen="en") == "de"
    assert source_of(Translated()) == ""
