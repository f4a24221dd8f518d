"""Stable keys of what organisers name: of categories, questions and consents. Pure."""

from collections.abc import Iterable

from eventapp.orm import Translated
from eventapp.text_search import fold

LONGEST = 30


def free_key(words: Translated, taken: Iterable[str], *, otherwise: str) -> str:
    """Return a key made of the words, which no other has; of words without letters, `otherwise`."""
    signs = ("-" if not sign.isalnum() else sign for sign in fold(words.into("en")))
    stem, held = "".join(signs)[:LONGEST].strip("-") or otherwise, set(taken)
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, 9999))) if key not in held)
