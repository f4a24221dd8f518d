"""Where a text stands in a language: computed from the text and the last word on it. Pure."""

from enum import StrEnum
from hashlib import blake2b

from eventapp.languages import LANGUAGES, Translated
from eventapp.texts.models import TextReview, Verdict


class TextState(StrEnum):
    """Where a text stands in a language."""

    MISSING = "missing"
    DRAFT = "draft"
    """Written, and nobody said that it is right."""
    REVIEWED = "reviewed"
    OUTDATED = "outdated"
    """Reviewed, and its source is another one since."""
    SOURCE = "source"
    """Others are translated from it."""
    WAITING = "waiting"
    """Nothing is written yet that it could be translated from."""


OPEN = (TextState.MISSING, TextState.DRAFT, TextState.OUTDATED)
"""States in which there is something to do."""


def digest_of(text: str) -> str:
    """Return what tells two texts apart."""
    return blake2b(text.encode(), digest_size=12).hexdigest()


def source_of(text: Translated, *, spoken: str = "", chosen: str = "") -> str:
    """Return the language a text is translated from: the chosen, its owner's, the first of ours.

    Empty where nothing is written yet.
    """
    for language in (chosen, spoken, *LANGUAGES):
        if language and text[language]:
            return language
    return ""


def unwritten(expected: str) -> dict[str, TextState]:
    """Return where a text stands that nobody has written: its owner's language comes first."""
    return {
        code: TextState.MISSING if code == expected else TextState.WAITING for code in LANGUAGES
    }


def state_of(text: Translated, source: str, language: str, review: TextReview | None) -> TextState:
    """Return where a text stands in a language, by the last word on it there."""
    if language == source:
        return TextState.SOURCE
    if not text[language]:
        return TextState.MISSING
    if review is None or review.text_digest != digest_of(text[language]):
        return TextState.DRAFT
    if review.verdict is Verdict.DRAFT:
        return TextState.DRAFT
    same = review.source_language == source and review.source_digest == digest_of(text[source])
    return TextState.REVIEWED if same else TextState.OUTDATED
