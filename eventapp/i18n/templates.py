"""The one Jinja environment, for pages, e-mails and print; and rendering without a request."""

from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    select_autoescape,
)
from jinja2.bccache import Bucket

from eventapp.i18n import catalogues, event_days, formats, prose, reader, texts
from eventapp.paths import PACKAGE, resource

HTML = ("html", "htm", "xml", "xhtml", "svg")
"""Endings of templates whose values are escaped."""

COMPILED = PACKAGE / "__pycache__" / "templates"
"""Where templates lie as Python compiled them: reading one takes a twentieth of compiling it."""


class _Compiled(FileSystemBytecodeCache):
    """Templates beside what else Python compiled, and like it: where nobody may write, not kept."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a template that was kept, if that is possible."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was just compiled, if that is possible."""
        with suppress(OSError):
            COMPILED.mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


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
        bytecode_cache=_Compiled(str(COMPILED)),
    )
    made.install_gettext_callables(_text, _plural, newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(FILTERS)
    event_days.install(made)
    prose.install(made)
    return made


def compile_all() -> None:
    """Compile every template that is not yet, so that no start has to."""
    for name in environment().list_templates():
        environment().get_template(name)


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
    "lang_of": texts.in_its_language,
    "day": formats.format_day,
    "opening": formats.begin_sentence,
    "after_greeting": formats.after_greeting,
    "date": formats.format_date,
    "ranges": lambda times: "; ".join(
        formats.format_range(*pair, in_tables=True) for pair in times
    ),
    "range": formats.format_range,
    "hours": formats.format_hours,
    "shortdate": formats.format_short_date,
    "time": formats.format_time,
    "time_spoken": formats.format_time_spoken,
    "moment": formats.format_moment,
    "number": formats.format_number,
    "megabytes": formats.format_megabytes,
    "list": formats.format_list,
    "country": formats.country_name,
    "country_in": lambda code, into: str(reader.locale_of(into).territories.get(code, code)),
    "tongue": lambda code: str(reader.locale().languages.get(code, code)),
    "local_day": lambda moment: formats.local(moment).date(),
    "moment_of": datetime.fromisoformat,
}
"""What templates write with, whichever they are."""
