"""Folding: what a name or word is searched and sorted by; and which signs texts may hold."""

import re
import unicodedata

from eventapp.transliteration import latin_spellings

_LETTERS = str.maketrans(
    {"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
    | dict.fromkeys("’‘ʼ′´`＇", "'")
)
_JOINTS = re.compile(r"[-'.@/,()]")
_CONTROLS = re.compile(r"\r(?!\n)|[^\t\n\r\x20-\x7e\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060\u2066-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)
_JOINERS = re.compile("[\u200c\u200d]")
_JOINING_SCRIPTS = re.compile(
    "[\u0600-\u06ff\u0750-\u077f\u0900-\u0dff\u2600-\u27bf\U0001f000-\U0001faff]"
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SPELT_OUT = _UMLAUTS | str.maketrans(
    {"å": "aa", "ø": "oe", "đ": "dj", "ð": "d", "ħ": "h", "ŋ": "ng", "ŧ": "t"}
)
"""Letters as those write them who have no key for them; keys of organisations know them not."""
_ACCENTS = re.compile("[\u0300-\u036f]")
"""Marks over Latin, Greek and Cyrillic letters; those of other scripts make another letter."""
_ASSOCIATION = re.compile(r"[\s,]+e\s*\.?\s*v\s*\.?\s*$")
_AND = re.compile(r"(?<=\s)(?:and|et|u\.|und)(?=\s)")
_BRACKETS = re.compile(r"^(.*\S)\s*\(([^()]+)\)$")
LONGEST_KEY = 200
"""Characters of a key: as many as a name may have."""
NOBODY = frozenset(
    (
        *("aucune", "keine", "na", "none", "ohne", "privat", "private", "prive"),
        *("freelance", "freelancer", "freiberuflich", "independant", "independante"),
        *("selbstaendig", "selbststaendig", "selfemployed"),
        *("etudiant", "etudiante", "student", "studentin"),
    )
)
"""Keys of what people write who come for no organisation: it makes no two of them colleagues."""


def fold(text: str) -> str:
    """Return the text without case and accents: Müller becomes muller, Straße strasse."""
    lowered = text.casefold().translate(_LETTERS)
    split = unicodedata.normalize("NFKD", lowered)
    return "".join(character for character in split if not unicodedata.combining(character))


def searchable(*texts: str | None) -> str:
    """Return the words of these texts as stored for search, in every spelling people try.

    Mueller finds Müller and Muller finds it too; Ormesson and dormesson find d’Ormesson-Le Goff;
    Tschaikowski and Chaykovskiy find Чайковский. What stands in other letters comes last.
    """
    words: dict[str, None] = {}
    written = [text for text in texts if text]
    for text in written:
        composed = unicodedata.normalize("NFC", text).casefold()
        for spelling in (fold(composed), fold(composed.translate(_SPELT_OUT))):
            words.update(dict.fromkeys(spelling.split()))
            words.update(dict.fromkeys(spelling.replace("'", "").split()))
            words.update(dict.fromkeys(_JOINTS.sub(" ", spelling).split()))
    for text in written:
        words.update(dict.fromkeys(latin_spellings(text)))
    return " " + " ".join(words)


def name_key(name: str) -> str:
    """Return the key by which two spellings are one organisation; empty: no organisation.

    Case, accents, blanks, hyphens, dots, quotes, apostrophes, `&`, `und`, `et`, `and` and a final
    `e. V.` make no difference; ä, ö, ü are ae, oe, ue, and ß is ss. Any other word does: `Acme
    GmbH`, `Acme AG` and `Acme` are three names, `Okotec` is not `Ökotec`.
    """
    text = unicodedata.normalize("NFKC", name).casefold().translate(_UMLAUTS).translate(_LETTERS)
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", text)).strip()
    for shortened in (_AND.sub("", _ASSOCIATION.sub("", plain)), plain):
        composed = unicodedata.normalize("NFC", shortened)
        signs = (
            sign for sign in composed if sign.isalnum() or unicodedata.category(sign)[0] == "M"
        )
        if key := "".join(signs)[:LONGEST_KEY]:
            return "" if key in NOBODY else key
    return ""


def name_keys(name: str) -> list[str]:
    """Return the keys a name may be recognised by: the whole, then that without brackets.

    Brackets that hold an abbreviation, such as (BMWi), give a key of their own.
    """
    names = [name]
    if parts := _BRACKETS.match(name.strip()):
        outside, inside = parts.groups()
        short = " " not in inside and sum(sign.isupper() for sign in inside) > 1
        names += [outside, inside] if short else [outside]
    return list(dict.fromkeys(key for key in map(name_key, names) if key))


def without_controls(text: str) -> str:
    """Return the text without the signs that no XML and no calendar may hold (RFC 5545)."""
    return _CONTROLS.sub("", text)


def clean_text(text: str) -> str:
    """Return the text composed (NFC), trimmed, without controls and direction overrides.

    Zero-width joiners stay only inside scripts that need them.
    """
    cleaned = _UNSEEN.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n")))
    if not _JOINING_SCRIPTS.search(cleaned):
        cleaned = _JOINERS.sub("", cleaned)
    return cleaned.strip()


def clean_line(text: str) -> str:
    """Return the text as one line: cleaned, every run of blanks a single one."""
    return " ".join(clean_text(text).split())


def search_words(typed: str, *, most: int = 8) -> list[str]:
    """Return the folded words someone typed, at most that many."""
    return fold(typed).split()[:most]


def escape_like(word: str) -> str:
    r"""Return the word for a LIKE pattern with `\` as its escape."""
    return word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
