"""Folding: what a name or word is searched and sorted by; and which signs files may hold."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "’": "'"}
)
_JOINTS = re.compile(r"[-'.@/,()]")
_CONTROLS = re.compile(r"\r(?!\n)|[^\t\n\r\x20-\x7e\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def fold(text: str) -> str:
    """Return the text without case and accents: Müller becomes muller, Straße strasse."""
    lowered = text.casefold().translate(_LETTERS)
    split = unicodedata.normalize("NFKD", lowered)
    return "".join(character for character in split if not unicodedata.combining(character))


def searchable(*texts: str | None) -> str:
    """Return the words of these texts as stored for search, in every spelling people try.

    Mueller finds Müller and Muller finds it too; Ormesson and dormesson find d’Ormesson-Le Goff.
    """
    words: dict[str, None] = {}
    for text in texts:
        if not text:
            continue
        composed = unicodedata.normalize("NFC", text).casefold()
        for spelling in (fold(composed), fold(composed.translate(_UMLAUTS))):
            words.update(dict.fromkeys(spelling.split()))
            words.update(dict.fromkeys(spelling.replace("'", "").split()))
            words.update(dict.fromkeys(_JOINTS.sub(" ", spelling).split()))
    return " " + " ".join(words)


def without_controls(text: str) -> str:
    """Return the text without the signs that no XML and no calendar may hold (RFC 5545)."""
    return _CONTROLS.sub("", text)


def search_words(typed: str, *, most: int = 8) -> list[str]:
    """Return the folded words someone typed, at most that many."""
    return fold(typed).split()[:most]


def escape_like(word: str) -> str:
    r"""Return the word for a LIKE pattern with `\` as its escape."""
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
