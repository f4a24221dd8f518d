"""Names in Greek and Cyrillic letters, in each way people write them in Latin ones.

A passport, a German newspaper and a French one spell the same name differently: who looks for
Чайковский types Chaykovskiy, Tschaikowski or Tchaïkovski. All of them are searched for.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple


class _Way(NamedTuple):
    """A way of spelling: what finds the parts it knows, longest first, and what stands for them."""

    parts: re.Pattern[str]
    spellings: dict[str, str]

    def spell(self, word: str) -> str:
        """Return the word in this way; parts that it does not know stay."""
        return self.parts.sub(lambda part: self.spellings[part[0]], word)


def _ways(*tables: dict[str, str]) -> tuple[_Way, ...]:
    """Make a way of each table."""
    longest = (sorted(map(re.escape, table), key=len, reverse=True) for table in tables)
    patterns = (re.compile("|".join(parts)) for parts in longest)
    return tuple(map(_Way, patterns, tables))


def _table(text: str) -> dict[str, str]:
    """Read `part:spelling` pairs; `_` is the beginning or end of a word."""
    parts = (pair.partition(":") for pair in text.split())
    return {part: spelling for part, _colon, spelling in parts}


_GREEK = _table(
    "α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s τ:t υ:y φ:f χ:ch"
    " ψ:ps ω:o ου:ou _:"
)
_GREEK_WAYS = _ways(
    _GREEK | _table("_μπ:b γγ:ng γξ:nx γχ:nch"),
    _GREEK | _table("_μπ:b μπ:mb _ντ:d _γκ:g γκ:ng γγ:ng χ:h ει:i οι:i υι:i αι:e"),
    _GREEK,
    _GREEK | _table("ευ:eu αυ:au"),
)
"""As passports have it, by its sound, and letter by letter."""
_UNVOICED, _VOICED = re.compile("([αεη])υ(?=[θκξπστφχψ_])"), re.compile("([αεη])υ")
"""υ behind such a vowel is spoken f or v."""

_CYRILLIC = _table(
    "а:a б:b в:v г:g ґ:g д:d е:e ё:e з:z и:i і:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ў:u ф:f"
    " ы:y э:e ъ: ь: ': ’: ʼ: _:"
)
_ENGLISH = _CYRILLIC | _table(
    "ж:zh й:y х:kh ц:ts ч:ch ш:sh щ:shch ю:yu я:ya ї:i _ї:yi є:ie _є:ye _е:ye"
)
_PASSPORT = _ENGLISH | _table("й:i ю:iu я:ia _й:y _е:e")
_NEWSPAPER = _PASSPORT | _table("_ю:yu _я:ya ий_:y ый_:y")
_BULGARIAN = _ENGLISH | _table("х:h щ:sht ъ:a _е:e")
_GERMAN = _CYRILLIC | _table(
    "в:w ж:sch з:s й:i х:ch ц:z ч:tsch ш:sch щ:schtsch ю:ju я:ja ї:ji є:je _е:je ё:jo жё:scho"
    " чё:tscho шё:scho щё:schtscho ий_:i ый_:y"
)
_FRENCH = _CYRILLIC | _table(
    "ж:j й:i у:ou х:kh ц:ts ч:tch ш:ch щ:chtch ю:iou я:ia ї:i є:ie ий_:i ый_:y ин_:ine"
)
_SCHOLARLY = _CYRILLIC | _table("ж:z й:j х:ch ц:c ч:c ш:s щ:sc ю:ju я:ja ї:ji є:je")
_SERBIAN = _SCHOLARLY | _table("ђ:dj ѓ:gj ј:j љ:lj њ:nj ќ:kj ћ:c х:h џ:dz ѕ:dz")
_UKRAINIAN = _table("г:h и:y зг:zgh _е:e")

_RUSSIAN_WAYS = _ways(
    *(_ENGLISH, _PASSPORT, _NEWSPAPER, _BULGARIAN, _GERMAN, _FRENCH, _SCHOLARLY),
    _FRENCH | _table("ий_:y"),
)
_UKRAINIAN_WAYS = _ways(
    *(way | _UKRAINIAN for way in (_ENGLISH, _PASSPORT, _NEWSPAPER, _FRENCH, _SCHOLARLY)),
    _GERMAN | _UKRAINIAN | _table("ий_:yj"),
)
_SERBIAN_WAYS = _ways(_SERBIAN, _SERBIAN | _table("ђ:d ћ:ch ч:ch ш:sh ж:zh"))


def latin_spellings(text: str) -> list[str]:
    """Return the words in Latin letters, each in all ways that are usual for its script.

    Words of other scripts, and those in Latin letters already, are left out.
    """
    if text.isascii():
        return []
    spellings: dict[str, None] = {}
    for word in re.findall(r"[^\W_]+(?:['’ʼ][^\W_]+)*", unicodedata.normalize("NFC", text)):
        small = word.casefold()
        if re.search("[α-ώἀ-ῼ]", small):
            spellings.update(dict.fromkeys(_greek(small)))
        elif re.search("[а-џґў]", small):
            spellings.update(dict.fromkeys(_cyrillic(small)))
    return list(spellings)


def _greek(word: str) -> Iterable[str]:
    """Yield a Greek word in each way: υ as it is spoken, and as it is written."""
    apart = word.translate(str.maketrans("ϊΐϋΰ", "iiyy"))
    signs = unicodedata.normalize("NFD", apart)
    plain = f"_{''.join(sign for sign in signs if not unicodedata.combining(sign))}_"
    spoken = _VOICED.sub(r"\1β", _UNVOICED.sub(r"\1φ", plain))
    for way in _GREEK_WAYS:
        yield way.spell(spoken)
    yield _GREEK_WAYS[-1].spell(plain)


def _cyrillic(word: str) -> Iterable[str]:
    """Yield a Cyrillic word in the ways of each language its letters may be of."""
    if re.search("[ђѓјљњќћџѕ]", word):
        ways = _SERBIAN_WAYS
    elif re.search("[іїєґ]|[сц]ьк", word):
        ways = _UKRAINIAN_WAYS
    else:
        ways = _RUSSIAN_WAYS if re.search("[ёъыэ]", word) else _RUSSIAN_WAYS + _UKRAINIAN_WAYS
    for way in ways:
        yield way.spell(f"_{word}_")
