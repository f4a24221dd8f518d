"""Who reads a page: the language and the zone of whoever is being answered."""

from collections.abc import Iterable

from babel import negotiate_locale
from flask import Flask, current_app, g, has_request_context, request

from eventapp.i18n import NAMES, reader
from eventapp.i18n import language as spoken
from eventapp.languages import FIRST, LANGUAGES, SOURCE

COOKIE = "lang"
API = "/api/"
"""Below it programs ask."""


def negotiate(*wishes: str | None, accepted: Iterable[str] = (), default: str = FIRST) -> str:
    """Return the first wish that is ours, else the best accepted language, else the default."""
    for wish in wishes:
        if wish in LANGUAGES:
            return wish
    language = negotiate_locale([code.replace("-", "_") for code in accepted], LANGUAGES, sep="_")
    return language or default


class Answered:
    """Whoever sent the request; outside of one, nobody in particular: English, UTC."""

    def language(self) -> str:
        """Return the code of the language of the reader being answered.

        Order: the button pressed, `?lang=`, cookie, account, Accept-Language, the first of ours;
        programs of the API that name none are answered in English.
        """
        if not has_request_context():
            return SOURCE
        if known := g.get("language"):  # asked thousands of times for a large page
            return str(known)
        g.language = negotiate(
            g.get("language_pressed"),
            request.args.get("lang"),
            request.cookies.get(COOKIE),
            g.get("account_language"),
            accepted=[code for code, quality in request.accept_languages if quality > 0],
            default=SOURCE if request.path.startswith(API) else FIRST,
        )
        return str(g.language)

    def zone(self) -> str:
        """Return the zone of the page’s event; without one, that which `app` chooses."""
        if not has_request_context():
            return ""
        if "zone" not in g:
            g.zone = current_app.extensions["zone_elsewhere"]()
        return str(g.zone or "")


def install(app: Flask) -> None:
    """Let whoever is answered read pages in their language."""
    reader.answering(Answered())
    app.context_processor(lambda: {"lang": spoken(), "language_names": NAMES})
