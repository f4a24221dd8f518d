"""The programme to install, and to read without a network: its manifest and its worker."""

from flask import Response, current_app, jsonify, send_from_directory, url_for
from flask.typing import ResponseReturnValue

from eventapp import i18n
from eventapp.events.models import Event
from eventapp.i18n import gettext as _
from eventapp.paths import PACKAGE
from eventapp.web.access import Audience, open_to
from eventapp.web.pages import revalidated
from eventapp.website.blueprint import bp

BLUE, PAPER = "#064579", "#ffffff"
"""As the style sheets have them; a manifest knows no others."""


@bp.get("/<event:event>/programme.webmanifest")
@open_to(Audience.PUBLIC)
def manifest(event: Event) -> ResponseReturnValue:
    """Tell a phone how to keep the programme among its programs."""
    mark = f"/static/{current_app.config['ASSETS']}/img/mark.svg"
    label, programme = i18n.render(event.label), _("Programme")
    response = jsonify(
        name=f"{label} – {programme}",
        short_name=label,
        lang=i18n.language(),
        start_url=url_for("website.programme", event=event),
        scope=url_for(".event_page", event=event),
        display="minimal-ui",
        theme_color=BLUE,
        background_color=PAPER,
        icons=[{"src": mark, "sizes": "any", "type": "image/svg+xml"}],
    )
    response.content_type = "application/manifest+json"
    return revalidated(response)


@bp.get("/<event:event>/programme-worker.js")
@open_to(Audience.PUBLIC)
def worker(event: Event) -> ResponseReturnValue:  # noqa: ARG001  (its folder is what it works for)
    """Hand out the worker; from the event's own folder, for a worker serves no other."""
    response: Response = send_from_directory(PACKAGE / "static", "js/website/worker.js")
    response.headers["Cache-Control"] = "public, no-cache"
    return response
