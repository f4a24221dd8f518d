"""Which language a reader gets, and how that language writes sentences, days and numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, negotiate_locale, numbers
from babel.support import NullTranslations
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, Domain, gettext, ngettext
from flask_babel.speaklater import LazyString

from eventapp.errors import Sentence
from eventapp.folding import fold
from eventapp.orm import LANGUAGES, Translated
from eventapp.web import catalogues

COOKIE = "lang"
API = "/api/"
"""Below it programs ask."""
NAMES = {"de": "Deutsch", "fr": "Français", "en": "English"}
_LOCALES = {"de": "de_DE", "fr": "fr_FR", "en": "en_GB"}
_TIME = {"de": "H:mm", "fr": "H:mm", "en": "H:mm"}
_DAY = {"de": "EEEE, d.\u00a0MMMM y", "fr": "EEEE d\u00a0MMMM y", "en": "EEEE, d\u00a0MMMM y"}
_DATE = {"de": "d.\u00a0MMMM y", "fr": "d\u00a0MMMM y", "en": "d\u00a0MMMM y"}
_FIRST = re.compile(r"\b1(?=\s|$)")
_SHORT = {"de": "d.\u00a0MMM", "fr": "d\u00a0MMM", "en": "d\u00a0MMM"}


class _HouseDomain(Domain):
    """Hands Flask-Babel the merged catalogues in the language of `g`."""

    def get_translations(self) -> NullTranslations:
        return catalogues.translations(language())


class HouseBabel(Babel):
    """Flask-Babel with one catalogue per package."""

    @property
    def domain_instance(self) -> Domain:
        """Return the domain that reads our catalogues."""
        return _HouseDomain()


def negotiate(*wishes: str | None, accepted: Iterable[str] = (), default: str = "de") -> str:
    """Return the first wish that is ours, else the best accepted language, else the default."""
    for wish in wishes:
        if wish in LANGUAGES:
            return wish
    found = negotiate_locale([code.replace("-", "_") for code in accepted], LANGUAGES, sep="_")
    return found or default


def language() -> str:
    """Return the language of the reader being answered: `de`, `fr` or `en`.

    Order: the button pressed, `?lang=`, cookie, account, Accept-Language, the event's first
    language, German; programs of the API that name none are answered in English.
    """
    if known := g.get("language"):  # asked thousands of times for a large page
        return str(known)
    if not has_request_context():
        return "en"
    g.language = negotiate(
        g.get("language_pressed"),
        request.args.get("lang"),
        request.cookies.get(COOKIE),
        g.get("account_language"),
        accepted=[code for code, quality in request.accept_languages if quality > 0],
        default="en" if request.path.startswith(API) else g.get("event_language", "de"),
    )
    return str(g.language)


@contextmanager
def speaking(code: str, zone: str = "UTC") -> Iterator[None]:
    """Render in that language and zone inside the block, whoever asked: letters, badges, feeds."""
    before = {name: g.get(name) for name in ("language", "zone") if name in g}
    g.language, g.zone = code, zone
    try:
        yield
    finally:
        for name in ("language", "zone"):
            g.pop(name, None)
        for name, value in before.items():
            setattr(g, name, value)


def render(text: "Sentence | Translated | LazyString | str") -> str:
    """Return a sentence, an organiser's text or a plain text in the reader's language."""
    if isinstance(text, Translated):
        return text.into(language())
    if isinstance(text, Sentence):
        values = {name: _rendered(value) for name, value in text.values.items()}
        if text.plural is not None and text.n is not None:
            return str(ngettext(text.msgid, text.plural, text.n, **_without_n(values)))
        return str(gettext(text.msgid, **values))
    return str(text)


def _without_n(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "num"}


def _rendered(value: Any) -> Any:
    return render(value) if isinstance(value, Sentence | Translated) else value


@lru_cache(maxsize=8)
def _locale(code: str) -> Locale:
    return Locale.parse(_LOCALES[code])


def locale() -> Locale:
    """Return Babel's locale of the reader."""
    return _locale(language())


def zone() -> tzinfo:
    """Return the zone in which moments are shown: the event's, never the server's.

    On a page of no event, it is the one `app` chooses for the reader (`zone_elsewhere`).
    """
    name = g.get("zone")
    if name is None and "zone" not in g and has_request_context():
        name = g.zone = current_app.extensions["zone_elsewhere"]()
    return ZoneInfo(name) if name else UTC


def local(moment: datetime) -> datetime:
    """Return the moment on the event's wall clock."""
    return moment.astimezone(zone())


def formatted(moment: date | datetime, patterns: dict[str, str]) -> str:
    """Return the day written by the language's CLDR pattern."""
    shown = local(moment).date() if isinstance(moment, datetime) else moment
    code = language()
    return _written(shown, patterns[code], code)


@lru_cache(maxsize=1024)
def _written(day: date, pattern: str, code: str) -> str:
    text = dates.format_date(day, pattern, locale=_locale(code))
    if code == "fr" and day.day == 1:  # the first is an ordinal in French, and only it
        text = _FIRST.sub("1er", text, count=1)
    return text


def format_day(moment: date | datetime) -> str:
    """Return weekday and date: `Donnerstag, 26. März 2015`."""
    return formatted(moment, _DAY)


def format_date(moment: date | datetime) -> str:
    """Return the date: `26 mars 2015`."""
    return formatted(moment, _DATE)


def format_short_date(moment: date | datetime) -> str:
    """Return the date for tables: `26 Mar`."""
    return formatted(moment, _SHORT)


def format_time(moment: datetime) -> str:
    """Return the wall time for timetables: `9:30`."""
    here = local(moment)
    return _clock(here.hour, here.minute, language())


@lru_cache(maxsize=24 * 60 * 3)
def _clock(hour: int, minute: int, code: str) -> str:
    return dates.format_time(time(hour, minute), _TIME[code], locale=_locale(code))


def format_time_spoken(moment: datetime) -> str:
    """Return the wall time for sentences: `9:30 Uhr`, `9 h 30`, `9:30`."""
    here = local(moment)
    return _spoken(here.hour, here.minute, language())


@lru_cache(maxsize=24 * 60 * 3)
def _spoken(hour: int, minute: int, code: str) -> str:
    if code == "fr":
        return f"{hour}\u00a0h" + (f"\u00a0{minute:02d}" if minute else "")
    return _clock(hour, minute, code) + ("\u00a0Uhr" if code == "de" else "")


def format_moment(moment: datetime) -> str:
    """Return date and wall time: `26. März 2015, 9:30 Uhr`."""
    here, code = local(moment), language()
    return f"{_written(here.date(), _DATE[code], code)}, {_spoken(here.hour, here.minute, code)}"


def format_number(number: float) -> str:
    """Return the number grouped as the language does it."""
    return numbers.format_decimal(number, locale=locale())


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


@lru_cache(maxsize=8)
def _countries(into: str) -> Sequence[tuple[str, str]]:
    names = {
        code: str(name)
        for code, name in _locale(into).territories.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES  # noqa: PLR2004  (ISO alpha-2)
    }
    near = [code for code in ("DE", "FR", "AT", "BE", "CH", "LU") if code in names]
    rest = sorted(
        (code for code in names if code not in near), key=lambda code: sort_key(names[code])
    )
    return tuple((code, names[code]) for code in near + rest)


def begin_sentence(text: str) -> str:
    """Return a text as it opens a sentence or stands alone: French days begin small elsewhere."""
    return text[:1].upper() + text[1:]


def after_greeting(text: str) -> str:
    """Return a letter's first sentence: after “Guten Tag …,” German goes on small, others anew."""
    return text if language() == "de" else begin_sentence(text)


def sort_key(text: str) -> str:
    """Return what a name sorts by: accents and case set aside, so that É stands next to E."""
    return fold(text)


def install(app: Flask) -> None:
    """Give templates their words, days and numbers."""
    HouseBabel(app)
    app.jinja_env.filters.update(
        t=render,
        day=format_day,
        opening=begin_sentence,
        after_greeting=after_greeting,
        date=format_date,
        shortdate=format_short_date,
        time=format_time,
        time_spoken=format_time_spoken,
        moment=format_moment,
        number=format_number,
        list=format_list,
        country=country_name,
        country_in=lambda code, into: str(_locale(into).territories.get(code, code)),
        tongue=lambda code: str(locale().languages.get(code, code)),
        local_day=lambda moment: local(moment).date(),
        moment_of=datetime.fromisoformat,
    )
    app.context_processor(lambda: {"lang": language(), "language_names": NAMES})
