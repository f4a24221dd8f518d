"""Days, times, numbers, lists and countries as the language of who reads writes them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

from babel import dates, lists, numbers, units

from eventapp.i18n.reader import language, locale, locale_of, zone
from eventapp.languages import LANGUAGES, Language
from eventapp.text_search import fold

_FIRST = re.compile(r"\b1\.?(?=\s|$)")
"""The number of a month's first day, as patterns write it."""


def local(moment: datetime) -> datetime:
    """Return the moment on the event's wall clock."""
    return moment.astimezone(zone())


def writing() -> Language:
    """Return how the language of who reads is written."""
    return LANGUAGES[language()]


def formatted(moment: date | datetime, pattern: str) -> str:
    """Return the day written by a CLDR pattern of the reader's language."""
    shown = local(moment).date() if isinstance(moment, datetime) else moment
    return _written(shown, pattern, language())


@lru_cache(maxsize=1024)
def _written(day: date, pattern: str, code: str) -> str:
    text = dates.format_date(day, pattern, locale=locale_of(code))
    return _FIRST.sub(LANGUAGES[code].first_of_month, text, count=1) if day.day == 1 else text


def format_day(moment: date | datetime) -> str:
    """Return weekday and date: `Donnerstag, 26. März 2015`."""
    return formatted(moment, writing().day)


def format_date(moment: date | datetime) -> str:
    """Return the date: `26 mars 2015`."""
    return formatted(moment, writing().date)


def format_short_date(moment: date | datetime) -> str:
    """Return the date for tables: `26 Mar`."""
    return formatted(moment, writing().short_date)


def format_time(moment: datetime) -> str:
    """Return the wall time for timetables: `9:30`."""
    here = local(moment)
    return f"{here.hour}:{here.minute:02}"


def format_time_spoken(moment: datetime) -> str:
    """Return the wall time for sentences: `9:30 Uhr`, `9 h 30`, `9:30`."""
    return _spoken(local(moment))


def _spoken(here: datetime) -> str:
    pattern = writing().time if here.minute else writing().full_hour
    return pattern.format(hour=here.hour, minute=here.minute)


def format_moment(moment: datetime) -> str:
    """Return date and wall time: `26. März 2015, 9:30 Uhr`."""
    return f"{format_date(moment)}, {_spoken(local(moment))}"


def format_hours(starts: datetime, ends: datetime | None = None) -> str:
    """Return from when until when on a day, for timetables: `9:30–12:00`; `9:30` with no end."""
    return format_time(starts) + (f"–{format_time(ends)}" if ends else "")


def format_range(starts: datetime, ends: datetime | None = None, *, in_tables: bool = False) -> str:
    """Return from when until when: `26 March 2015, 11:00–16:00`, with both days where it is two.

    In tables the date is short: `26 Mar, 11:00–16:00`.
    """
    written = format_short_date if in_tables else format_date
    if ends is None or local(starts).date() == local(ends).date():
        return f"{written(starts)}, {format_hours(starts, ends)}"
    return f"{written(starts)}, {format_time(starts)} – {written(ends)}, {format_time(ends)}"


def format_number(number: float) -> str:
    """Return the number grouped as the language does it."""
    return numbers.format_decimal(number, locale=locale())


def format_megabytes(size: int) -> str:
    """Return how large a file is: `4.2 MB`, `4,2 Mo`."""
    megabytes = round(max(size / 1_000_000, 0.1), 1)
    return units.format_unit(megabytes, "digital-megabyte", length="short", locale=locale())


def format_list(items: Iterable[str]) -> str:
    """Return `a, b und c`."""
    return lists.format_list(list(items), locale=locale())


def country_name(code: str | None) -> str:
    """Return the country's name in the reader's language, the code itself when unknown."""
    return str(locale().territories.get(code or "", code or ""))


NOT_COUNTRIES = frozenset(
    ["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA", "CQ", "XK"]
)
"""Babel territories of two letters that ISO 3166 does not list as countries."""


def countries() -> Sequence[tuple[str, str]]:
    """Return the 249 ISO countries as (code, name), neighbours first, then by name."""
    return _countries(language())


UNION = "EU"
"""Code of the European Union, whose institutions belong to no country (ISO 3166 reserves it)."""


def countries_and_union() -> Sequence[tuple[str, str]]:
    """Return what an organisation may belong to: the European Union beside the countries."""
    return _countries(language(), union=True)


@lru_cache
def _countries(into: str, *, union: bool = False) -> Sequence[tuple[str, str]]:
    left_out = NOT_COUNTRIES - {UNION} if union else NOT_COUNTRIES
    names = {
        code: str(name)
        for code, name in locale_of(into).territories.items()
        if len(code) == 2 and code.isalpha() and code not in left_out  # noqa: PLR2004  (ISO alpha-2)
    }
    near = [code for code in ("DE", "FR", "AT", "BE", "CH", "LU", UNION) if code in names]
    rest = sorted(
        (code for code in names if code not in near), key=lambda code: sort_key(names[code])
    )
    return tuple((code, names[code]) for code in near + rest)


def begin_sentence(text: str) -> str:
    """Return a text as it opens a sentence or stands alone: French days begin small elsewhere."""
    return text[:1].upper() + text[1:]


def after_greeting(text: str) -> str:
    """Return an e-mail's first sentence: after “Guten Tag …,” German goes on small, others anew."""
    return text if writing().goes_on_small else begin_sentence(text)


def sort_key(text: str) -> str:
    """Return what a name sorts by: accents and case set aside, so that É stands next to E."""
    return fold(text)
