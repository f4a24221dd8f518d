"""The languages of the program: an entry each, and a folder of catalogues in `translations`.

Nothing else names a language: whoever adds one writes its entry here and its catalogues there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

NBSP = "\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How a language is written. Patterns of dates are CLDR's (unicode.org/reports/tr35)."""

    name: str
    """As it calls itself."""
    locale: str
    """Whose months, numbers, lists and countries it has, in Babel's data."""
    called: tuple[str, ...] = ()
    """Other words for it in timetables that people bring, as `text_search.fold` leaves them."""
    day: str = f"EEEE, d{NBSP}MMMM y"
    date: str = f"d{NBSP}MMMM y"
    short_date: str = f"d{NBSP}MMM"
    day_and_month: str = f"d{NBSP}MMMM"
    day_of_month: str = "d"
    first_of_month: str = "1"
    pair: str = "{}–{}"
    """Two days that follow each other."""
    range: str = "{}–{}"
    """The first and the last of several days."""
    time: str = "{hour}:{minute:02}"
    """A wall time within a sentence."""
    full_hour: str = "{hour}:00"
    goes_on_small: bool = False
    """Whether an e-mail's first sentence, after the comma of its greeting, begins small."""


LANGUAGES = {
    "de": Language(
        name="Deutsch",
        locale="de_DE",
        called=("deu", "ger", "german", "deutsch", "allemand"),
        day=f"EEEE, d.{NBSP}MMMM y",
        date=f"d.{NBSP}MMMM y",
        short_date=f"d.{NBSP}MMM",
        day_and_month=f"d.{NBSP}MMMM",
        day_of_month="d.",
        first_of_month="1.",
        pair="{} und {}",
        range="{} bis {}",
        time="{hour}:{minute:02}" + NBSP + "Uhr",
        full_hour="{hour}:00" + NBSP + "Uhr",
        goes_on_small=True,
    ),
    "fr": Language(
        name="Français",
        locale="fr_FR",
        called=("fra", "fre", "french", "francais", "franzosisch"),
        day=f"EEEE d{NBSP}MMMM y",
        first_of_month="1er",  # an ordinal, and no other day is one
        pair="les {} et {}",
        range="du {} au {}",
        time="{hour}" + NBSP + "h" + NBSP + "{minute:02}",
        full_hour="{hour}" + NBSP + "h",
    ),
    "en": Language(
        name="English", locale="en_GB", called=("eng", "english", "anglais", "englisch")
    ),
}
"""Every language of pages, e-mails, print and organisers' texts, by its code (ISO 639-1)."""

SOURCE = "en"
"""In which texts stand in code and templates; it has no catalogue."""

FIRST = next(iter(LANGUAGES))
"""In which somebody is answered who says nothing of it."""


@dataclass(frozen=True, slots=True, init=False)
class Translated:
    """A text that organisers write in several languages; empty where it is not written yet."""

    texts: Mapping[str, str]
    """By language code, in the order of the languages; empty ones left out."""

    def __init__(self, **texts: str) -> None:
        if unknown := texts.keys() - LANGUAGES.keys():
            raise TypeError(f"no languages of ours: {', '.join(sorted(unknown))}")
        written = {code: texts[code] for code in LANGUAGES if texts.get(code)}
        object.__setattr__(self, "texts", written)

    def __hash__(self) -> int:
        return hash(tuple(self.texts.items()))

    def __getitem__(self, language: str) -> str:
        """Return what is written in that language and in no other."""
        return self.texts.get(language, "")

    def into(self, language: str) -> str:
        """Return the text for a reader: own language, else English, else the first there is."""
        return self[language] or self[SOURCE] or next(iter(self.texts.values()), "")

    def language_for(self, language: str) -> str:
        """Return the language in which such a reader gets the text; empty where there is none."""
        known = (code for code in (language, SOURCE) if self[code])
        return next(known, next(iter(self.texts), ""))

    def __bool__(self) -> bool:
        return bool(self.texts)

    def as_dict(self) -> dict[str, str]:
        """Return the texts by language code, empty ones left out."""
        return dict(self.texts)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "Translated":
        """Build from texts by language code; other codes are ignored."""
        return cls(**{code: texts.get(code, "") for code in LANGUAGES})

    @classmethod
    def same(cls, text: str) -> "Translated":
        """Build a text that reads the same in every language, such as a name."""
        return cls(**dict.fromkeys(LANGUAGES, text))
