"""Answering with a page: personal ones are never stored, public ones have an ETag per language."""

import hashlib
from collections.abc import Callable, Collection
from typing import Any

from flask import Response, current_app, make_response, render_template, request
from markupsafe import Markup

from eventapp import i18n
from eventapp.extensions import SAFE_METHODS, db
from eventapp.turns import only_reads
from eventapp.web.compression import Packed
from eventapp.web.kept import Kept

KEPT = Kept()
OF_LANGUAGES = frozenset(f"lang={code}".encode() for code in i18n.NAMES)
"""Queries that ask for a language alone: every browser that keeps pages for later sends them."""
Parts = tuple[object, ...]


def page(template: str, status: int = 200, **values: Any) -> Response:
    """Return a page that no cache may store; what a form wrote is committed before, or undone."""
    if request.method not in SAFE_METHODS:
        only_reads(db.session())
    return make_response(render_template(template, **values), status)


def anew() -> Response:
    """Return what lets a page that asks every few seconds how far something is be fetched anew."""
    ended = Response(status=204)
    ended.headers["HX-Refresh"] = "true"
    return ended


def public_page(template: str, *, tag: str | None = None, **values: Any) -> Response:
    """Return a page that is the same for everybody: a cache may keep it, if it asks each time.

    `tag` names what the page is made of (`page_tag`); without it the content is hashed.
    """
    return revalidated(make_response(render_template(template, **values)), tag=tag)


def kept_page(
    address: Parts,
    state: Parts,
    make: Callable[[], str | bytes],
    *,
    queries: Collection[bytes] = (),
) -> Response:
    """Return the public page or file of that address in its present state.

    Who has it already is told so before anything is read; one thread makes it, others are shown
    the former one meanwhile (`Kept`). What has another query than those named is made each time:
    nobody fills the memory with addresses of their own.
    """
    asked = b"" if request.query_string in OF_LANGUAGES else request.query_string
    parts = (*address, asked, *state)
    if unchanged := still_current(*parts):
        return unchanged
    tag = page_tag(*parts)
    if asked and asked not in queries:
        return revalidated(make_response(_for_reader(make)), tag=tag)
    kept = KEPT.fetch(page_tag(*address, asked), tag, lambda: _for_reader(make))
    return revalidated(Packed(kept.content, kept.packed), tag=kept.tag)


def _for_reader(make: Callable[[], str | bytes]) -> str | bytes:
    with i18n.for_long():
        return make()


def kept_part(state: Parts, make: Callable[[], str]) -> Markup:
    """Return a part of public pages made of this alone, in the reader's language; made once."""
    tag = page_tag(*state)  # its address, too: a part of another state is none of this page
    return Markup(KEPT.fetch(tag, tag, make).content.decode())  # noqa: S704  (a template's own)


def as_file(response: Response, kind: str, name: str) -> Response:
    """Return the answer as a file of that kind to take away under that name."""
    response.content_type = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def revalidated(response: Response, *, tag: str | None = None) -> Response:
    """Let caches keep the answer under a tag of its content and ask whether it still holds."""
    tag = tag or hashlib.blake2b(response.get_data(), digest_size=12).hexdigest()
    response.set_etag(tag, weak=True)  # the same page, however compressed
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.make_conditional(request)
    return response


def still_current(*parts: object) -> Response | None:
    """Return the 304 answer when the visitor has the page made of these parts, else None.

    Name whatever the page is made of: versions, counts, the minute. Costs no rendering.
    """
    tag = page_tag(*parts)
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
        response.set_etag(tag, weak=True)
        response.headers["Cache-Control"] = "public, no-cache"
        response.headers["Vary"] = "Accept-Language, Cookie"
        return response
    return None


def page_tag(*parts: object) -> str:
    """Return the tag of a page made of these parts, in the reader's language."""
    text = "|".join(str(part) for part in (i18n.language(), current_app.config["ASSETS"], *parts))
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
