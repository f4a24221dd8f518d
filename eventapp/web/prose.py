"""Organisers' longer texts: Markdown without HTML, cleaned once more after rendering."""

import re
from functools import lru_cache
from typing import Any

import nh3
from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context
from markdown_it import MarkdownIt
from markupsafe import Markup

from eventapp.orm import Translated
from eventapp.web import i18n

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "code"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})


@lru_cache(maxsize=512)
def _clean(text: str) -> str:
    return nh3.clean(
        _MARKDOWN.render(text),
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


def name_in_letter(letter: Any) -> str:
    """Return how a letter greets: title, given and family name, stripped of anything clickable."""
    parts = (letter.title, letter.given_name, letter.family_name)
    return " ".join(_UNSAFE_IN_NAMES.sub(" ", " ".join(part for part in parts if part)).split())


@pass_context
def said(context: Context, fragment: str) -> str:
    """Return a letter's first sentence as plain text, so that HTML escapes it as any value."""
    text = context.environment.get_template(fragment).render(context.get_all())
    return i18n.after_greeting(text.strip())


def install(app: Flask) -> None:
    """Give templates the filters."""
    app.jinja_env.filters.update(prose=prose, prose_line=prose_line, name_in_letter=name_in_letter)
    app.jinja_env.globals.update(said=said)
