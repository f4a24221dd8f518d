"""Languages: who reads, which catalogue speaks, how days, numbers and lists are written."""

from eventapp.i18n.formats import (
    after_greeting,
    begin_sentence,
    countries,
    country_name,
    format_date,
    format_day,
    format_list,
    format_moment,
    format_number,
    format_short_date,
    format_time,
    format_time_spoken,
    formatted,
    local,
    sort_key,
)
from eventapp.i18n.reader import NAMES, language, locale, speaking, zone
from eventapp.i18n.texts import LazyText, gettext, lazy_gettext, ngettext, render

__all__ = [
    "NAMES",
    "LazyText",
    "after_greeting",
    "begin_sentence",
    "countries",
    "country_name",
    "format_date",
    "format_day",
    "format_list",
    "format_moment",
    "format_number",
    "format_short_date",
    "format_time",
    "format_time_spoken",
    "formatted",
    "gettext",
    "language",
    "lazy_gettext",
    "local",
    "locale",
    "ngettext",
    "render",
    "sort_key",
    "speaking",
    "zone",
]
