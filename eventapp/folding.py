"""Folding: what a name or word is searched and sorted by, the same on every database."""

import unicodedata

_LETTERS = str.maketrans(
    {"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "’": "'"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def fold(text: str) -> str:
    """Return the text without case and accents: Müller becomes muller, Straße strasse."""
    lowered = text.casefold().translate(_LETTERS)
    split = unicodedata.normalize("NFKD", lowered)
    return "".join(character for character in split if not unicodedata.combining(character))


def searchable(*texts: str | None) -> str:
    """Return the words of these texts as stored for search, umlauts in both spellings.

    Mueller finds Müller and Muller finds it too, because both spellings are stored.
    """
    words: dict[str, None] = {}
    for text in texts:
        if not text:
            continue
        composed = unicodedata.normalize("NFC", text).casefold()
        words.update(dict.fromkeys(fold(composed).split()))
        words.update(dict.fromkeys(fold(composed.translate(_UMLAUTS)).split()))
    return " " + " ".join(words)


def search_words(typed: str, *, most: int = 8) -> list[str]:
    """Return the folded words someone typed, at most that many."""
    return fold(typed).split()[:most]


def escape_like(word: str) -> str:
    r"""Return the word for a LIKE pattern with `\` as its escape."""
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
