"""Dates as people write them: `04.03.27`, `4 mars 2027`, `Thu, March 4, 2027`, `3/4/2027`. Pure.

Names of months and days are those of the Unicode CLDR (by Babel). Numbers divided by a slash or a
dash have no order of their own: what the other dates of the file and the event's days leave
possible decides, or somebody is asked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from babel import Locale

from eventapp.languages import LANGUAGES
from eventapp.text_search import fold

YEARS = range(1900, 2200)
"""Years of conferences; at the ends of the calendar no zone can be reckoned with."""

CENTURY = 2000
"""What a year of two digits is added to."""

SHORT, LONG = 2, 4
"""Digits of a year, or at most of a day, and of a whole year."""

FILLERS = frozenset(
    [
        "der",
        "den",
        "dem",
        "am",
        "le",
        "les",
        "la",
        "the",
        "of",
        "on",
        "du",
        "de",
        "um",
        "at",
        "a",
        "uhr",
    ]
)


class DateOrder(StrEnum):
    """In what order a file writes day, month and year."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


_PLACES = {DateOrder.DMY: (2, 1, 0), DateOrder.MDY: (2, 0, 1), DateOrder.YMD: (0, 1, 2)}
"""Where year, month and day stand."""

_NUMBERS = re.compile(r"(\d{1,4})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?")
_NO_YEAR = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WORD_OR_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th|er|e)?(?![a-z\d])|([a-z]+)")
_BETWEEN = re.compile(r"[\s.,]*")


@cache
def month_names() -> Mapping[str, int]:
    """Return the folded names of months, long and short, in the event's languages -> 1 to 12."""
    return {"sept": 9, "mrz": 3, **_names("months")}


@cache
def day_names() -> Mapping[str, int]:
    """Return the folded names of days of the week -> Monday 0 to Sunday 6."""
    return {"sonnabend": 5, "tues": 1, "thur": 3, "thurs": 3, **_names("days")}


def _names(what: str) -> Mapping[str, int]:
    numbers: dict[str, int] = {}
    for language in LANGUAGES:
        by_context = getattr(Locale.parse(language), what)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated", "short"):
                for number, name in by_context[context].get(width, {}).items():
                    numbers.setdefault(fold(name).strip("."), number)
    return numbers


def readings(typed: str, *, year: int | None = None) -> dict[DateOrder, date]:
    """Return what the text means in each order of numbers that makes a date of it.

    A date without doubt is the same in every order; what is no date has no reading. `year` is
    meant where none is written.
    """
    text = " ".join(fold(typed).split())
    bare = _without_weekday(text)
    if match := _NUMBERS.fullmatch(bare):
        return _by_numbers(match)
    if match := _COMPACT.fullmatch(bare):
        return _everywhere(_date(*(int(part) for part in match.groups())))
    if (match := _NO_YEAR.fullmatch(bare)) and year:
        return _everywhere(_date(year, int(match[2]), int(match[1])))
    return _everywhere(_in_words(text, year))


def day(typed: str, order: DateOrder | None = None, *, year: int | None = None) -> date | None:
    """Return the date of the text in that order, or in the only one that makes a date of it.

    None: no date, or several without an order that decides.
    """
    days = readings(typed, year=year)
    if order in days:
        return days[order]
    different = set(days.values())
    return different.pop() if len(different) == 1 else None


def is_weekday(word: str) -> bool:
    """Say whether the word names a day of the week."""
    return fold(word).strip(" .,") in day_names()


def named_day(word: str, first: date) -> date | None:
    """Return the first such day of the week from `first` on; None: no name of a day."""
    number = day_names().get(fold(word).strip(" .,"))
    return None if number is None else first + timedelta(days=(number - first.weekday()) % 7)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A date that may mean several days, with the meanings that the file and the event leave."""

    typed: str
    meanings: Mapping[DateOrder, date]

    @property
    def order(self) -> DateOrder | None:
        """Return the order that is left; None: somebody has to say it."""
        return next(iter(self.meanings)) if len(self.meanings) == 1 else None


def settle(typed: Iterable[str], first: date | None, last: date | None) -> Doubtful | None:
    """Return a doubtful date of the file and what it means beside all its other dates.

    First the file itself decides, then the event's days. None: no date is in doubt.
    """
    read = [(text, readings(text)) for text in dict.fromkeys(typed)]
    read = [(text, meant) for text, meant in read if meant]
    doubtful = [(text, meant) for text, meant in read if len(set(meant.values())) > 1]
    if not doubtful:
        return None
    possible = [order for order in DateOrder if all(order in meant for _one, meant in read)]
    possible = possible or list(doubtful[0][1])
    if first is not None:
        within = [
            order
            for order in possible
            if all(first <= meant.get(order, first) <= (last or first) for _one, meant in read)
        ]
        possible = within or possible
    for text, meant in doubtful:
        different = {meant[order]: order for order in reversed(possible) if order in meant}
        if len(different) > 1:
            return Doubtful(text, {order: held for held, order in different.items()})
    typed_first, meant = doubtful[0]
    return Doubtful(typed_first, {possible[0]: meant.get(possible[0], next(iter(meant.values())))})


def _without_weekday(text: str) -> str:
    head = re.match(r"([a-z]+)[.,]*\s+(?=\S)", text)
    return text[head.end() :].strip() if head and head[1] in day_names() else text.strip(" ,")


def _by_numbers(match: re.Match[str]) -> dict[DateOrder, date]:
    numbers = (match[1], match[3], match[4])
    if len(match[1]) > SHORT:  # a year begins it
        return _everywhere(_date(*(int(number) for number in numbers)))
    days = {}
    for order, (year, month, number) in _PLACES.items():
        written = numbers[year]
        whole_first = order is DateOrder.YMD and len(match[4]) > SHORT
        if len(written) in {SHORT, LONG} and not whole_first:
            whole = int(written) + (CENTURY if len(written) == SHORT else 0)
            held = _date(whole, int(numbers[month]), int(numbers[number]))
            if held is not None:
                days[order] = held
    if match[2] == "." and days:  # only the order of days first is written with points
        return _everywhere(next(iter(days.values())))
    return days


def _in_words(text: str, year: int | None) -> date | None:
    """Return a date with the name of its month; anything else in it makes it none."""
    if _BETWEEN.sub("", _WORD_OR_NUMBER.sub("", text)):
        return None
    parts = [match.groups() for match in _WORD_OR_NUMBER.finditer(text)]
    words = [word for _number, word in parts if word and word not in FILLERS]
    numbers = [number for number, _word in parts if number]
    named = [word for word in words if word in month_names()]
    if len(named) > 1:  # "mar." is a Tuesday in French and a month in English
        named = [word for word in named if word not in day_names()]
    if any(word not in named and word not in day_names() for word in words):
        return None
    years = [number for number in numbers if len(number) == LONG]
    days = [number for number in numbers if len(number) <= SHORT]
    if not years and len(days) > 1:  # "4. März 27"
        years = [f"20{days.pop()}"]
    if len(named) != 1 or len(days) != 1 or len(years) > 1 or not (years or year):
        return None
    return _date(int(years[0]) if years else int(year or 0), month_names()[named[0]], int(days[0]))


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number) if year in YEARS else None
    except ValueError:
        return None


def _everywhere(day: date | None) -> dict[DateOrder, date]:
    return dict.fromkeys(DateOrder, day) if day is not None else {}
