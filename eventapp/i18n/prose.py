"""Organisers' longer texts: Markdown without HTML, cleaned once more after rendering."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import nh3
from jinja2 import Environment
from markupsafe import Markup

from eventapp import i18n
from eventapp.i18n import gettext
from eventapp.lures import is_lure
from eventapp.orm import Translated

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "code"}


@lru_cache(maxsize=1)
def _markdown() -> Callable[[str], str]:
    from markdown_it import MarkdownIt  # noqa: PLC0415  (large; commands write no prose)

    return MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).render


@lru_cache(maxsize=512)
def _clean(text: str) -> str:
    return nh3.clean(
        _markdown()(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def prose(text: Translated | str | None) -> Markup:
    """Return the text as safe HTML in the reader's language."""
    return Markup(_clean(i18n.render(text) if text else ""))  # noqa: S704  (cleaned just above)


def prose_line(text: Translated | str | None) -> Markup:
    """Return one line of prose without its paragraph, for labels that may hold a link."""
    return Markup(prose(text).strip().removeprefix("<p>").removesuffix("</p>"))  # noqa: S704  (escaped by prose)


_UNSAFE_IN_NAMES = re.compile(r"https?:|www\.|[<>\[\]()@/]", re.IGNORECASE)


def name_in_email(email: Any) -> str:
    """Return how an e-mail greets: title, given and family name, stripped of anything clickable.

    Nothing where the name is a lure, until the reader has proved the address (`eventapp.lures`).
    """
    parts = [getattr(email, part, "") for part in ("name", "title", "given_name", "family_name")]
    return harmless(" ".join(part for part in parts if part), email)


def greeting(email: Any) -> str:
    """Return how an e-mail begins, by name where there is one that it may repeat."""
    name = name_in_email(email)
    return str(gettext("Dear %(name)s,", name=name) if name else gettext("Good day,"))


def to_event(name: str, form: str | Translated) -> str:
    """Return an event's name as it follows “we invite you …”, with preposition and article.

    Where the organisers wrote no such form in the reader's language, the name stands in quotation
    marks behind words that are right before any name.
    """
    written = form.as_dict().get(i18n.language()) if isinstance(form, Translated) else form
    return written or str(gettext("to “%(event)s”", event=name))


def harmless(text: str, email: Any) -> str:
    """Return what a stranger may have typed as an e-mail repeats it; nothing of a lure."""
    if not getattr(email, "proved", False) and is_lure(text):
        return ""
    return " ".join(_UNSAFE_IN_NAMES.sub(" ", text).split())


def as_answered(answer: object) -> str:
    """Return an answer in words, also one that was ticked and one that no e-mail repeats."""
    if answer is None:
        return str(gettext("as you entered it; you can read it in your registration"))
    return str(gettext("yes")) if answer is True else str(answer)


def in_lines(text: str) -> Markup:
    """Return a text in HTML with the line breaks that its writer made."""
    return Markup("<br>").join(str(text).splitlines())


def with_colon(label: str) -> str:
    """Return a label with the colon that leads to what it names, set as the language does."""
    return str(gettext("%(label)s:", label=label))


def install(made: Environment) -> None:
    """Give templates the filters."""
    made.filters.update(
        prose=prose,
        prose_line=prose_line,
        greeting=greeting,
        to_event=to_event,
        harmless=harmless,
        as_answered=as_answered,
        in_lines=in_lines,
        colon=with_colon,
    )
