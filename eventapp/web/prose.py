"""Organisers' longer texts: Markdown without HTML, cleaned once more after rendering."""

from functools import lru_cache

import nh3
from flask import Flask
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


def install(app: Flask) -> None:
    """Give templates the `prose` filter."""
    app.jinja_env.filters["prose"] = prose
