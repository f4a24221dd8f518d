"""The one Jinja environment, for pages, e-mails and print; and rendering without a request."""

from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from eventapp.i18n import catalogues, event_days, formats, prose, reader, texts
from eventapp.paths import resource

HTML = ("html", "htm", "xml", "xhtml", "svg")
"""Endings of templates whose values are escaped."""


@cache
def environment() -> Environment:
    """Return the environment; each face adds its own filters while the application is made."""
    made = Environment(
        loader=FileSystemLoader(str(resource("templates"))),
        autoescape=select_autoescape(HTML, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        cache_size=-1,
        auto_reload=False,
    )
    made.install_gettext_callables(_text, _plural, newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(FILTERS)
    event_days.install(made)
    prose.install(made)
    return made


def _text(msgid: str) -> str:
    return catalogues.translations(reader.language()).ugettext(msgid)


def _plural(msgid: str, plural: str, num: int) -> str:
    return catalogues.translations(reader.language()).ungettext(msgid, plural, num)


def render(name: str, **values: Any) -> str:
    """Return a template of an e-mail or of print, written for whoever is spoken to."""
    spoken = {"lang": reader.language(), "language_names": reader.NAMES}
    return environment().get_template(name).render(spoken | values)


FILTERS = {
    "t": texts.render,
    "day": formats.format_day,
    "opening": formats.begin_sentence,
    "after_greeting": formats.after_greeting,
    "date": formats.format_date,
    "shortdate": formats.format_short_date,
    "time": formats.format_time,
    "time_spoken": formats.format_time_spoken,
    "moment": formats.format_moment,
    "number": formats.format_number,
    "list": formats.format_list,
    "country": formats.country_name,
    "country_in": lambda code, into: str(reader.locale_of(into).territories.get(code, code)),
    "tongue": lambda code: str(reader.locale().languages.get(code, code)),
    "local_day": lambda moment: formats.local(moment).date(),
    "moment_of": datetime.fromisoformat,
}
"""What templates write with, whichever they are."""
