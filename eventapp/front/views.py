"""Public pages of the whole installation, and the switch of language."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from eventapp.events import queries as events
from eventapp.extensions import db
from eventapp.orm import LANGUAGES
from eventapp.web import i18n
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import page, public_page
from eventapp.web.security import safe_path

bp = Blueprint("front", __name__)


@bp.get("/")
@open_to(Audience.PUBLIC)
def home() -> ResponseReturnValue:
    """List the public events."""
    found = events.published(db.session())
    return public_page("front/home.html", events=found)


@bp.get("/lang/<code>")
@open_to(Audience.PUBLIC)
def switch_language(code: str) -> ResponseReturnValue:
    """Keep a language for the next pages and go back to where the visitor was."""
    response = redirect(safe_path(request.args.get("next")), 303)
    if code in LANGUAGES:
        i18n.keep_language(response, code)
    return response


@bp.get("/imprint")
@open_to(Audience.PUBLIC)
def imprint() -> ResponseReturnValue:
    """Say who answers for these pages."""
    return public_page("front/imprint.html")


@bp.get("/privacy")
@open_to(Audience.PUBLIC)
def privacy() -> ResponseReturnValue:
    """Say what is kept about people, why and how long."""
    return public_page("front/privacy.html")


@bp.get("/accessibility")
@open_to(Audience.PUBLIC)
def accessibility() -> ResponseReturnValue:
    """Say how far the pages are accessible, and whom to tell about a barrier."""
    return public_page("front/accessibility.html")


@bp.get("/help")
@open_to(Audience.PUBLIC)
def help_page() -> ResponseReturnValue:
    """Answer what participants ask most."""
    return page("front/help.html")
